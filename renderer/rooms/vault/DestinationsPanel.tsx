import Button from '@mui/material/Button';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api, client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { ActionsMenu } from '#renderer/ui/ActionsMenu.tsx';
import { ConfirmDialog } from '#renderer/ui/ConfirmDialog.tsx';
import { CountTag } from '#renderer/ui/CountTag.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import type { Destination } from '#shared/model/destination.ts';
import type { Secret } from '#shared/model/secret.ts';
import { CheckKeyDialog } from './CheckKeyDialog.tsx';
import { copyOf, moved } from './destination-list.ts';
import { DestinationDialog } from './DestinationDialog.tsx';
import { type DestinationAct, DestinationTable, moreId } from './DestinationTable.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { ImportDialog } from './ImportDialog.tsx';

type Props = {
  readonly destinations: readonly Destination[];
  readonly secrets: readonly Secret[];
  readonly vaultIsShut: boolean;
  readonly isLoading: boolean;
};

type Open =
  | { readonly kind: 'edit'; readonly destination?: Destination }
  | { readonly kind: 'check' | 'delete'; readonly destination: Destination }
  | { readonly kind: 'export' | 'import' };

/** Where alerts can go, in the order in which Compose offers them. */
export function DestinationsPanel({ destinations, secrets, vaultIsShut, isLoading }: Props) {
  const queries = useQueryClient();
  const history = useQuery(api.history.list.queryOptions({ input: { before: null, limit: 200 } }));
  const { problem, run } = useCall();
  const [open, setOpen] = useState<Open | null>(null);
  const [said, setSaid] = useState('');
  // the row goes elsewhere in the document, and the focus would stay behind
  const following = useRef<string | null>(null);
  useEffect(() => {
    if (following.current === null) return;
    const button = document.getElementById(moreId(following.current));
    if (button === null) return;
    button.focus();
    following.current = null;
  });

  const readAgain = () => queries.invalidateQueries({ queryKey: api.destinations.key() });
  const move = async (destination: Destination, by: -1 | 1) => {
    const own = destinations.filter((one) => !one.builtIn);
    const order = moved(own, destination.id, by);
    if (order === null) return;
    const key = api.destinations.list.queryKey({ input: {} });
    following.current = destination.id;
    queries.setQueryData(key, [...destinations.filter((one) => one.builtIn), ...order]);
    setSaid(
      `${destination.name} is number ${order.findIndex(({ id }) => id === destination.id) + 1} of ${order.length}.`,
    );
    await run(() => client.destinations.order({ ids: order.map(({ id }) => id) }));
    await readAgain();
  };
  const duplicate = async (destination: Destination) => {
    const copy = copyOf(destination, destinations);
    const saved = copy === null ? undefined : await run(() => client.destinations.save(copy));
    if (saved === undefined) return;
    setSaid(`${saved.name} is there now.`);
    following.current = saved.id;
    await readAgain();
  };
  const remove = async (destination: Destination) => {
    setOpen(null);
    await run(() => client.destinations.remove({ id: destination.id }));
    await readAgain();
  };
  const act = (what: DestinationAct, destination: Destination) => {
    if (what === 'up') void move(destination, -1);
    else if (what === 'down') void move(destination, 1);
    else if (what === 'duplicate') void duplicate(destination);
    else setOpen({ kind: what, destination });
  };

  return (
    <Panel
      label="Destinations"
      title={
        <>
          <h2>Destinations</h2>
          {isLoading ? null : <CountTag>{destinations.length}</CountTag>}
        </>
      }
      end={
        <>
          <Button
            size="small"
            onClick={() => setOpen({ kind: 'edit' })}
            startIcon={<Icon name="plus" size={14} />}
          >
            Add a destination
          </Button>
          <ActionsMenu
            label="More for destinations"
            actions={[
              { label: 'Export…', icon: 'release', onChoose: () => setOpen({ kind: 'export' }) },
              { label: 'Import…', icon: 'import', onChoose: () => setOpen({ kind: 'import' }) },
            ]}
          />
        </>
      }
    >
      <div role="alert">{problem === null ? null : <Notice tone="critical">{problem}</Notice>}</div>
      <output className="unseen">{said}</output>
      <DestinationTable
        destinations={destinations}
        secrets={secrets}
        sends={history.data?.sends ?? []}
        vaultIsShut={vaultIsShut}
        isLoading={isLoading}
        onAct={act}
      />
      <DestinationDialog
        open={open?.kind === 'edit'}
        destination={open?.kind === 'edit' ? open.destination : undefined}
        onClose={() => setOpen(null)}
        onSaved={() => setOpen(null)}
      />
      {open?.kind === 'check' ? (
        <CheckKeyDialog destination={open.destination} onClose={() => setOpen(null)} />
      ) : null}
      {open?.kind === 'export' ? <ExportDialog onClose={() => setOpen(null)} /> : null}
      {open?.kind === 'import' ? <ImportDialog onClose={() => setOpen(null)} /> : null}
      <ConfirmDialog
        open={open?.kind === 'delete'}
        title={open?.kind === 'delete' ? `Delete ${open.destination.name}?` : ''}
        confirmLabel="Delete"
        onConfirm={() => {
          if (open?.kind === 'delete') void remove(open.destination);
        }}
        onClose={() => setOpen(null)}
      >
        It is no longer offered on Compose. What was sent to it stays in the history, and its keys stay here
        until you delete them.
      </ConfirmDialog>
    </Panel>
  );
}
