import Button from '@mui/material/Button';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { ConfirmDialog } from '#renderer/ui/ConfirmDialog.tsx';
import { CountTag } from '#renderer/ui/CountTag.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import type { Destination } from '#shared/model/destination.ts';
import type { Secret } from '#shared/model/secret.ts';
import type { VaultStatus } from '#shared/model/vault.ts';
import { AddSecretDialog } from './AddSecretDialog.tsx';
import { RenameSecretDialog } from './RenameSecretDialog.tsx';
import { ReplaceSecretDialog } from './ReplaceSecretDialog.tsx';
import { type SecretChange, SecretTable } from './SecretTable.tsx';
import { isShut } from './vault-state.ts';

type Props = {
  readonly secrets: readonly Secret[];
  readonly destinations: readonly Destination[];
  readonly status: VaultStatus | undefined;
  readonly isLoading: boolean;
  readonly change: SecretChange | null;
  readonly onChange: (change: SecretChange | null) => void;
};

/** The keys: written once, never shown again. */
export function SecretsPanel({ secrets, destinations, status, isLoading, change, onChange }: Props) {
  const queries = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const { problem, run } = useCall();
  const shut = isShut(status);
  const done = () => {
    setAdding(false);
    onChange(null);
    void queries.invalidateQueries({ queryKey: api.secrets.key() });
    void queries.invalidateQueries({ queryKey: api.vault.key() });
  };
  const remove = async (secret: Secret) => {
    onChange(null);
    await run(() => client.secrets.remove({ id: secret.id }));
    done();
  };

  return (
    <Panel
      label="Secrets"
      title={
        <>
          <h2>Secrets</h2>
          {isLoading ? null : <CountTag>{secrets.length}</CountTag>}
        </>
      }
      end={
        <>
          <span className="wide">Written once, never shown again</span>
          <Button
            size="small"
            onClick={() => setAdding(true)}
            disabled={shut}
            startIcon={<Icon name="plus" size={14} />}
          >
            Add a secret
          </Button>
        </>
      }
    >
      <div role="alert">{problem === null ? null : <Notice tone="critical">{problem}</Notice>}</div>
      {secrets.length === 0 ? (
        isLoading ? null : (
          <EmptyState
            text={
              shut
                ? 'The vault is shut. Its keys are listed here when it is open.'
                : 'No keys yet. A key is entered here or together with its destination, and may go to one host only.'
            }
          />
        )
      ) : (
        <SecretTable secrets={secrets} destinations={destinations} onChange={onChange} />
      )}
      {isAdding ? <AddSecretDialog status={status} onClose={() => setAdding(false)} onSaved={done} /> : null}
      {change?.kind === 'rename' ? (
        <RenameSecretDialog secret={change.secret} onClose={() => onChange(null)} onSaved={done} />
      ) : null}
      {change?.kind === 'replace' ? (
        <ReplaceSecretDialog secret={change.secret} onClose={() => onChange(null)} onSaved={done} />
      ) : null}
      <ConfirmDialog
        open={change?.kind === 'delete'}
        title={`Delete ${change?.secret.label ?? ''}?`}
        confirmLabel="Delete"
        onConfirm={() => {
          if (change !== null) void remove(change.secret);
        }}
        onClose={() => onChange(null)}
      >
        {change === null ? '' : consequence(change.secret, destinations)}
      </ConfirmDialog>
    </Panel>
  );
}

function consequence(secret: Secret, destinations: readonly Destination[]): string {
  const names = destinations
    .filter((destination) => Object.values(destination.secrets).includes(secret.id))
    .map(({ name }) => name);
  const effect =
    names.length === 0 ? 'No destination uses it.' : `${names.join(', ')} cannot send without it.`;
  const kept =
    secret.kept === 'vault'
      ? 'It goes from the vault and from the backup of the last save'
      : 'It goes from memory';
  return `${effect} ${kept}, and cannot be brought back: you would have to get it from the vendor again.`;
}
