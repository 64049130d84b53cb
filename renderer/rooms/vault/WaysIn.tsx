import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { ToneText } from '#renderer/ui/ToneLabel.tsx';
import type { ProtectorStatus, VaultStatus } from '#shared/model/vault.ts';
import { NewKeyDialog } from './NewKeyDialog.tsx';
import { PassphraseDialog } from './PassphraseDialog.tsx';
import { useVaultTaken } from './use-vault.ts';
import { keyringName } from './vault-state.ts';

type Open =
  | { readonly kind: 'passphrase'; readonly isChange: boolean }
  | { readonly kind: 'new-key'; readonly without?: ProtectorStatus };

/** What opens the vault, what each of the ways means, and how to change them. */
export function WaysIn({ status }: { readonly status: VaultStatus }) {
  const { protectors, keyring } = status;
  const [open, setOpen] = useState<Open | null>(null);
  const { isBusy, problem, run } = useCall();
  const taken = useVaultTaken();
  const has = (type: ProtectorStatus['type']) => protectors.some((one) => one.type === type);
  const canAddKeyring = !has('os-electron') && (keyring === 'protected' || keyring === 'unknown');

  const addKeyring = async () => {
    const next = await run(() => client.vault.addKeyring({}));
    if (next !== undefined) taken(next);
  };

  return (
    <Frame>
      <h3>{protectors.length === 1 ? 'Opened by this' : 'Opened by either of these'}</h3>
      <ul>
        {protectors.map((way) => (
          <li key={way.id}>
            <Icon name={way.type === 'passphrase' ? 'lock' : 'key'} />
            <b>{nameOf(way)}</b>
            <span className="acts">
              {way.inUse ? (
                <InUse tone="ok" className="fd-pill">
                  <Icon name="check" size={14} />
                  In use
                </InUse>
              ) : null}
              {way.type === 'passphrase' ? (
                <Button
                  size="small"
                  aria-label="Change the passphrase…"
                  onClick={() => setOpen({ kind: 'passphrase', isChange: true })}
                >
                  Change…
                </Button>
              ) : null}
              {protectors.length === 1 ? null : (
                <Button
                  size="small"
                  aria-label={`Remove: ${nameOf(way)}…`}
                  onClick={() => setOpen({ kind: 'new-key', without: way })}
                >
                  Remove…
                </Button>
              )}
            </span>
            <span className="means">{means(way)}</span>
          </li>
        ))}
      </ul>
      <div role="alert">{problem === null ? null : <Notice tone="critical">{problem}</Notice>}</div>
      <div className="more">
        {has('passphrase') ? null : (
          <Button
            size="small"
            variant="text"
            startIcon={<Icon name="plus" size={14} />}
            onClick={() => setOpen({ kind: 'passphrase', isChange: false })}
          >
            Add a passphrase
          </Button>
        )}
        {canAddKeyring ? (
          <Button
            size="small"
            variant="text"
            startIcon={<Icon name="plus" size={14} />}
            disabled={isBusy}
            onClick={() => void addKeyring()}
          >
            {isBusy ? 'Asking the keyring…' : 'Add this computer’s keyring'}
          </Button>
        ) : null}
        <Button
          size="small"
          variant="text"
          startIcon={<Icon name="retry" size={14} />}
          onClick={() => setOpen({ kind: 'new-key' })}
        >
          Make a new key…
        </Button>
      </div>
      <Note>
        <Icon name="info" />
        <span>
          {protectors.length > 1 ? 'The vault is as strong as the weaker of the two. ' : ''}
          Anyone who can use this account while it is unlocked can send.
        </span>
      </Note>
      {open?.kind === 'passphrase' ? (
        <PassphraseDialog isChange={open.isChange} onClose={() => setOpen(null)} />
      ) : null}
      {open?.kind === 'new-key' ? (
        <NewKeyDialog status={status} without={open.without} onClose={() => setOpen(null)} />
      ) : null}
    </Frame>
  );
}

function nameOf({ type }: Pick<ProtectorStatus, 'type'>): string {
  return type === 'passphrase' ? 'Passphrase' : 'This computer’s keyring';
}

function means(way: ProtectorStatus): string {
  const date = new Date(way.addedAt).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  return way.type === 'passphrase'
    ? `scrypt, 128 MiB. Opens everywhere, also from the command line. Set ${date}.`
    : `${keyringName(way)}. Opens when you log in. Desktop app only. Added ${date}.`;
}

const InUse = styled(ToneText)(({ theme: t, tone }) => ({
  height: 22,
  padding: '0 8px 0 6px',
  borderRadius: 11,
  fontSize: '0.75rem',
  backgroundColor: t.vars.palette.severity[tone].tint,
}));

const Note = styled('div')(({ theme: t }) => ({
  display: 'flex',
  gap: 10,
  padding: '10px 12px',
  border: `1px solid ${t.vars.palette.divider}`,
  borderRadius: 6,
  fontSize: '0.78125rem',
  lineHeight: '1.125rem',
  background: t.vars.palette.surface.raised,
  '& svg': { color: t.vars.palette.severity.info.main, marginTop: 1 },
}));

const Frame = styled('div')(({ theme: t }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr)',
  gap: 8,
  '& h3': { ...t.typography.h3, color: t.vars.palette.text.secondary },
  '& ul': { border: `1px solid ${t.vars.palette.divider}`, borderRadius: 6 },
  '& li': {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr) auto',
    alignItems: 'center',
    gap: '2px 10px',
    padding: '8px 10px 10px 12px',
  },
  '& li + li': { borderTop: `1px solid ${t.vars.palette.border.soft}` },
  '& li > svg': { color: t.vars.palette.text.secondary },
  '& li .acts': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: 6,
    minHeight: 26,
  },
  '& li .means': {
    gridColumn: '2 / 4',
    fontSize: '0.75rem',
    lineHeight: '1rem',
    color: t.vars.palette.text.tertiary,
  },
  '& .more': { display: 'flex', flexWrap: 'wrap', gap: 4 },
  '& [role=alert]:empty': { display: 'none' },
}));
