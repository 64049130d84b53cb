import { styled } from '@mui/material/styles';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#renderer/host/client.ts';
import { Page } from '#renderer/shell/Page.tsx';
import { pageTitles } from '#renderer/shell/pages.ts';
import { ConfirmDialog } from '#renderer/ui/ConfirmDialog.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { explainError } from '#shared/contract/explain-error.ts';
import type { Destination } from '#shared/model/destination.ts';
import type { Secret } from '#shared/model/secret.ts';
import { DestinationDialog } from './DestinationDialog.tsx';
import { DestinationTable } from './DestinationTable.tsx';
import { HostsPanel } from './HostsPanel.tsx';
import { KeepingPanel } from './KeepingPanel.tsx';
import { SecretTable } from './SecretTable.tsx';

type Editing = { readonly destination: Destination | undefined };
type Removing =
  | { readonly kind: 'destination'; readonly destination: Destination }
  | { readonly kind: 'secret'; readonly secret: Secret; readonly usedBy: readonly Destination[] };

export function VaultPage() {
  const queries = useQueryClient();
  const destinations = useQuery(api.destinations.list.queryOptions({ input: {} }));
  const secrets = useQuery(api.secrets.list.queryOptions({ input: {} }));
  const info = useQuery(api.app.info.queryOptions({ input: {} }));
  const [editing, setEditing] = useState<Editing | null>(null);
  const [removing, setRemoving] = useState<Removing | null>(null);
  const readAgain = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: api.destinations.key() }),
      queries.invalidateQueries({ queryKey: api.secrets.key() }),
    ]);
  const removeDestination = useMutation(api.destinations.remove.mutationOptions({ onSettled: readAgain }));
  const removeSecret = useMutation(api.secrets.remove.mutationOptions({ onSettled: readAgain }));

  const all = destinations.data ?? [];
  const keys = secrets.data ?? [];
  const builtInKeys = new Set(all.filter((one) => one.builtIn).flatMap((one) => Object.values(one.secrets)));
  const ownKeys = keys.filter((secret) => !builtInKeys.has(secret.id));
  const problem = destinations.error ?? secrets.error ?? removeDestination.error ?? removeSecret.error;

  const remove = () => {
    if (removing?.kind === 'destination') removeDestination.mutate({ id: removing.destination.id });
    if (removing?.kind === 'secret') removeSecret.mutate({ id: removing.secret.id });
    setRemoving(null);
  };

  return (
    <Page title={pageTitles.vault}>
      <Columns>
        <div className="tables">
          {problem === null ? null : (
            <div role="alert">
              <Notice tone="critical">{explainError(problem)}</Notice>
            </div>
          )}
          <DestinationTable
            destinations={all}
            secrets={keys}
            isLoading={destinations.isPending || secrets.isPending}
            onAdd={() => setEditing({ destination: undefined })}
            onEdit={(destination) => setEditing({ destination })}
            onRemove={(destination) => setRemoving({ kind: 'destination', destination })}
          />
          <SecretTable
            secrets={ownKeys}
            destinations={all}
            isLoading={secrets.isPending}
            onRemove={(secret, usedBy) => setRemoving({ kind: 'secret', secret, usedBy })}
          />
          <HostsPanel destinations={all} />
        </div>
        {info.data === undefined ? <div /> : <KeepingPanel kept={info.data.secretsKept} />}
      </Columns>
      <DestinationDialog
        open={editing !== null}
        destination={editing?.destination}
        onClose={() => setEditing(null)}
        onSaved={() => {
          setEditing(null);
          void readAgain();
        }}
      />
      <ConfirmDialog
        open={removing !== null}
        title={removing?.kind === 'secret' ? 'Remove this key?' : 'Remove this destination?'}
        confirmLabel="Remove"
        onConfirm={remove}
        onClose={() => setRemoving(null)}
      >
        {removing === null ? '' : consequence(removing)}
      </ConfirmDialog>
    </Page>
  );
}

function consequence(removing: Removing): string {
  if (removing.kind === 'destination') {
    return `${removing.destination.name} is no longer offered on Compose. What was sent to it stays in the history, and its keys stay here until you remove them.`;
  }
  const names = removing.usedBy.map((destination) => destination.name);
  const effect =
    names.length === 0 ? 'No destination uses it.' : `${names.join(', ')} cannot send without it.`;
  return `${removing.secret.label} cannot be brought back; you would have to get it from the vendor again. ${effect}`;
}

const Columns = styled('div')(({ theme: t }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) 324px',
  alignItems: 'start',
  gap: 12,
  padding: 12,
  [t.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  '& > .tables': { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 12 },
}));
