import { styled } from '@mui/material/styles';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { Fields } from '#renderer/forms/Fields.tsx';
import { FieldFrame } from '#renderer/forms/FieldFrame.tsx';
import { api, client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { FileButton } from '#renderer/ui/FileButton.tsx';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { Status } from '#renderer/ui/Status.tsx';
import type { RestorePlan } from '#shared/model/vault.ts';
import { PassphraseInput } from './PassphraseInput.tsx';
import { readBase64 } from './read-file.ts';

type Chosen = { readonly name: string; readonly content: string };

/** Takes the keys of a backup into the vault, after showing which of them would change. */
export function RestoreDialog({ onClose }: { readonly onClose: () => void }) {
  const id = `${useId()}-passphrase`;
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const { isBusy, problem, run, clear } = useCall();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [unread, setUnread] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [isTried, setTried] = useState(false);
  const [plan, setPlan] = useState<RestorePlan | null>(null);
  const [isDone, setDone] = useState(false);

  const choose = async (file: File) => {
    const read = await readBase64(file);
    setPlan(null);
    clear();
    setUnread(read.ok ? null : read.problem);
    setChosen(read.ok ? read : null);
    if (read.ok) input.current?.focus();
  };
  const look = async () => {
    setTried(true);
    if (chosen === null) return;
    if (passphrase === '') return input.current?.focus();
    const found = await run(() => client.vault.planRestore({ file: chosen.content, passphrase }));
    if (found === undefined) return input.current?.select();
    setPlan(found);
  };
  const restore = async () => {
    if (chosen === null) return;
    const done = await run(() => client.vault.restore({ file: chosen.content, passphrase }));
    if (done === undefined) return;
    setPlan(done);
    setDone(true);
    setPassphrase('');
    void queries.invalidateQueries({ queryKey: api.secrets.key() });
    void queries.invalidateQueries({ queryKey: api.vault.key() });
  };

  if (plan !== null) {
    const changes = plan.added.length + plan.replaced.length;
    const isOver = isDone || changes === 0;
    return (
      <FormDialog
        title={isDone ? 'Restored' : 'What the backup would change'}
        problem={problem}
        busy={isBusy}
        submitLabel="Restore"
        busyLabel="Restoring…"
        cancelLabel={isOver ? 'Close' : 'Cancel'}
        onSubmit={isOver ? undefined : () => void restore()}
        onClose={onClose}
      >
        <Status>
          <Plan>
            <Keys title={isDone ? 'Added' : 'Would be added'} labels={plan.added} />
            <Keys
              title={isDone ? 'Replaced' : 'Would be replaced by the value in the backup'}
              labels={plan.replaced}
            />
            <p>
              {plan.unchanged === 1 ? '1 key is' : `${plan.unchanged} keys are`} the same in both.
              {changes === 0 ? ' There is nothing to restore.' : ' Keys that are only in the vault stay.'}
            </p>
          </Plan>
        </Status>
      </FormDialog>
    );
  }
  const missing = isTried && passphrase === '' ? 'The passphrase is missing.' : null;
  return (
    <FormDialog
      title="Restore a backup"
      problem={unread ?? problem}
      busy={isBusy}
      submitLabel="See what it changes"
      busyLabel="Opening…"
      onSubmit={() => void look()}
      onClose={onClose}
    >
      <p>Nothing is changed before you have seen what would be.</p>
      <Fields>
        <FieldFrame
          id={`${id}-file`}
          group
          label="File"
          required
          error={isTried && chosen === null ? 'Choose the file of the backup.' : null}
          help={chosen?.name}
        >
          <FileButton label="Choose a file…" onFile={(file) => void choose(file)} takesFocus />
        </FieldFrame>
        <FieldFrame
          id={id}
          label="Its passphrase"
          required
          error={missing}
          help="The one given at “Back up”."
        >
          <PassphraseInput
            id={id}
            isNew={false}
            value={passphrase}
            onChange={setPassphrase}
            error={missing !== null}
            inputRef={input}
          />
        </FieldFrame>
      </Fields>
    </FormDialog>
  );
}

function Keys({ title, labels }: { readonly title: string; readonly labels: readonly string[] }) {
  if (labels.length === 0) return null;
  return (
    <div>
      <h3>
        {title} ({labels.length})
      </h3>
      <ul>
        {[...new Set(labels)].map((label) => (
          <li key={label}>{label}</li>
        ))}
      </ul>
    </div>
  );
}

const Plan = styled('div')(({ theme: t }) => ({
  display: 'grid',
  gap: 12,
  '& h3': { ...t.typography.h3, color: t.vars.palette.text.secondary },
  '& ul': { marginTop: 4, border: `1px solid ${t.vars.palette.divider}`, borderRadius: 6 },
  '& li': { padding: '5px 10px', overflowWrap: 'anywhere' },
  '& li + li': { borderTop: `1px solid ${t.vars.palette.border.soft}` },
}));
