import { styled } from '@mui/material/styles';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { FileButton } from '#renderer/ui/FileButton.tsx';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { Table } from '#renderer/ui/Table.tsx';
import { ToneLabel } from '#renderer/ui/ToneLabel.tsx';
import { Status } from '#renderer/ui/Status.tsx';
import type { ImportPlan } from '#shared/model/workspace-file.ts';
import { readText } from './read-file.ts';
import { VendorTag } from './VendorTag.tsx';

type Planned = { readonly name: string; readonly content: string; readonly plan: ImportPlan };
type Step = ImportPlan[number];

const will: Record<Step['does'], string> = {
  add: 'is added',
  replace: 'is replaced',
  nothing: 'is the same',
};
const did: Record<Step['does'], string> = { add: 'added', replace: 'replaced', nothing: 'the same' };

/** Takes in a file of destinations, after showing what each of them would do. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const queries = useQueryClient();
  const { isBusy, problem, run, clear } = useCall();
  const [unread, setUnread] = useState<string | null>(null);
  const [planned, setPlanned] = useState<Planned | null>(null);
  const [isDone, setDone] = useState(false);

  const choose = async (file: File) => {
    clear();
    setPlanned(null);
    const read = await readText(file);
    setUnread(read.ok ? null : read.problem);
    if (!read.ok) return;
    const { name, content } = read;
    const plan = await run(() => client.destinations.planImport({ content }));
    if (plan !== undefined) setPlanned({ name, content, plan });
  };
  const take = async () => {
    if (planned === null) return;
    const plan = await run(() => client.destinations.import({ content: planned.content }));
    if (plan === undefined) return;
    setPlanned({ ...planned, plan });
    setDone(true);
    void queries.invalidateQueries({ queryKey: api.destinations.key() });
  };

  const changes = planned?.plan.filter(({ does }) => does !== 'nothing').length ?? 0;
  const canTake = changes > 0 && !isDone;
  return (
    <FormDialog
      title={isDone ? 'Imported' : 'Import destinations'}
      width={620}
      problem={unread ?? problem}
      busy={isBusy}
      submitLabel={changes === 1 ? 'Import 1 destination' : `Import ${changes} destinations`}
      busyLabel="Importing…"
      cancelLabel={isDone ? 'Close' : 'Cancel'}
      onSubmit={canTake ? () => void take() : undefined}
      onClose={onClose}
    >
      {isDone ? null : (
        <>
          <p>
            A file that “Export” made. It has no keys: a destination that is new, or that goes to another host
            than before, asks for its own.
          </p>
          <Chosen>
            <FileButton
              label="Choose a file…"
              accept=".json,application/json"
              onFile={(file) => void choose(file)}
              takesFocus
            />
            <code>{planned?.name}</code>
          </Chosen>
        </>
      )}
      <Status>
        {planned === null ? null : <Plan plan={planned.plan} words={isDone ? did : will} />}
        {planned !== null && changes === 0 ? (
          <p>Everything in the file is here already. There is nothing to import.</p>
        ) : null}
      </Status>
    </FormDialog>
  );
}

type PlanProps = { readonly plan: ImportPlan; readonly words: Record<Step['does'], string> };

function Plan({ plan, words }: PlanProps) {
  return (
    <Scroll>
      <Table aria-label="Destinations in the file">
        <colgroup>
          <col />
          <col style={{ width: 104 }} />
          <col style={{ width: 148 }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Does</th>
            <th scope="col">Keys</th>
          </tr>
        </thead>
        <tbody>
          {plan.map(({ name, provider, does, losesKeys }) => (
            <tr key={`${provider} ${name}`}>
              <td>
                <span className="row">
                  <VendorTag id={provider} />
                  <b className="cut">{name}</b>
                </span>
              </td>
              <td className={does === 'nothing' ? 'quiet' : undefined}>{words[does]}</td>
              <td className="second">
                {losesKeys ? <ToneLabel tone="warning">loses its keys</ToneLabel> : keysOf(does)}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Scroll>
  );
}

function keysOf(does: Step['does']): string {
  return does === 'add' ? 'none yet' : 'stay';
}

const Chosen = styled('div')({ display: 'flex', alignItems: 'center', gap: 10, minWidth: 0 });

const Scroll = styled('div')(({ theme: t }) => ({
  maxHeight: 320,
  overflow: 'auto',
  border: `1px solid ${t.vars.palette.divider}`,
  borderRadius: 6,
}));
