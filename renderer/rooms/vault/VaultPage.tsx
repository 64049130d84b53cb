import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { Page } from '#renderer/shell/Page.tsx';
import { pageTitles } from '#renderer/shell/pages.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { explainError } from '#shared/contract/explain-error.ts';
import { BackUpDialog } from './BackUpDialog.tsx';
import { DestinationsPanel } from './DestinationsPanel.tsx';
import { HostsPanel } from './HostsPanel.tsx';
import { RestoreDialog } from './RestoreDialog.tsx';
import type { SecretChange } from './SecretTable.tsx';
import { SecretsPanel } from './SecretsPanel.tsx';
import { useVaultTaken } from './use-vault.ts';
import { VaultPanel } from './VaultPanel.tsx';
import { isShut } from './vault-state.ts';

export function VaultPage() {
  const destinations = useQuery(api.destinations.list.queryOptions({ input: {} }));
  const secrets = useQuery(api.secrets.list.queryOptions({ input: {} }));
  const vault = useQuery(api.vault.status.queryOptions({ input: {} }));
  const taken = useVaultTaken();
  const { isBusy, problem, run } = useCall();
  const [dialog, setDialog] = useState<'back-up' | 'restore' | null>(null);
  const [change, setChange] = useState<SecretChange | null>(null);

  const all = destinations.data ?? [];
  const keys = secrets.data ?? [];
  const ownKeys = keys.filter(({ kept }) => kept !== 'built-in');
  const broken = destinations.error ?? secrets.error ?? vault.error;
  const said = problem ?? (broken === null ? null : explainError(broken));
  const status = vault.data;
  const isOpen = status?.state === 'UNLOCKED';
  const isLoading = destinations.isPending || secrets.isPending || vault.isPending;

  const lock = async () => {
    const next = await run(() => client.vault.lock({}));
    if (next === undefined) return;
    taken(next);
    focusHeading();
  };

  const tables = (
    <div className="tables" key="tables">
      <div role="alert">{said === null ? null : <Notice tone="critical">{said}</Notice>}</div>
      <DestinationsPanel
        destinations={all}
        secrets={keys}
        vaultIsShut={isShut(status)}
        isLoading={isLoading}
      />
      <SecretsPanel
        secrets={ownKeys}
        destinations={all}
        status={status}
        isLoading={isLoading}
        change={change}
        onChange={setChange}
      />
      <HostsPanel destinations={all} />
    </div>
  );
  const panel = (
    <div className="vault" key="vault">
      {status === undefined ? null : (
        <VaultPanel
          status={status}
          secrets={ownKeys}
          onReplace={(secret) => setChange({ kind: 'replace', secret })}
          onRestore={() => setDialog('restore')}
          onSettled={focusHeading}
        />
      )}
    </div>
  );

  return (
    <Page
      title={pageTitles.vault}
      actions={
        isOpen ? (
          <>
            <Button
              size="small"
              disabled={isBusy}
              startIcon={<Icon name="lock" size={14} />}
              onClick={() => void lock()}
            >
              Lock now
            </Button>
            <Button
              size="small"
              startIcon={<Icon name="release" size={14} />}
              onClick={() => setDialog('back-up')}
            >
              Back up…
            </Button>
          </>
        ) : undefined
      }
    >
      <Columns>
        {/* what is shut comes first where the columns stand one under the other */}
        {isOpen ? [tables, panel] : [panel, tables]}
      </Columns>
      {dialog === 'back-up' ? <BackUpDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'restore' ? <RestoreDialog onClose={() => setDialog(null)} /> : null}
    </Page>
  );
}

/** What had the focus is gone with the state it belonged to; the keyboard goes on from the top of the page. */
function focusHeading() {
  document.querySelector<HTMLElement>('h1')?.focus();
}

const Columns = styled('div')(({ theme: t }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) 324px',
  alignItems: 'start',
  gap: 12,
  padding: 12,
  [t.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  '& > *': { minWidth: 0 },
  [t.breakpoints.up('lg')]: {
    '& > .tables': { gridColumn: 1, gridRow: 1 },
    '& > .vault': { gridColumn: 2, gridRow: 1 },
  },
  '& > .tables': { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 12 },
  '& > .tables > [role=alert]:empty': { display: 'none' },
}));
