import { styled } from '@mui/material/styles';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { shortTime } from '#renderer/ui/times.ts';
import type { Secret } from '#shared/model/secret.ts';
import type { VaultStatus } from '#shared/model/vault.ts';
import { explainVault } from '#shared/outcome/explain-vault.ts';
import type { Tone } from '#shared/providers/provider.ts';
import { sizeInWords } from '#shared/text/measure.ts';
import { ageInDays, oldKeys } from './old-keys.ts';
import { SetUpForm } from './SetUpForm.tsx';
import { UnlockForm } from './UnlockForm.tsx';
import { VaultSteps } from './VaultSteps.tsx';
import { canBeSetUp, takesPassphrase, vaultIcon } from './vault-state.ts';
import { WaysIn } from './WaysIn.tsx';

type Props = {
  readonly status: VaultStatus;
  readonly secrets: readonly Secret[];
  readonly onReplace: (secret: Secret) => void;
  readonly onRestore: () => void;
  /** The vault was made or opened here, and the form for it is gone. */
  readonly onSettled: () => void;
};

/** How keys are kept and what opens them; no better than it is. */
export function VaultPanel({ status, secrets, onReplace, onRestore, onSettled }: Props) {
  const [now] = useState(Date.now);
  // a wrong passphrase is said where it was typed, not up here
  const said =
    status.state === 'WRONG_PASSPHRASE' ? { ...status, state: 'LOCKED_PASSPHRASE' as const } : status;
  const { word, tone, text } = explainVault(said);
  const isOpen = status.state === 'UNLOCKED';
  return (
    <Panel
      label="Vault"
      title="Vault"
      end={
        status.fileBytes === null ? undefined : (
          <span className="number">vault.fdv · {sizeInWords(status.fileBytes)}</span>
        )
      }
    >
      <Body>
        <output className="state">
          <Sign tone={tone}>
            <Icon name={vaultIcon(status)} />
          </Sign>
          <div>
            <b>{word}</b>
            <span>{isOpen ? locksWhen(status) : text}</span>
          </div>
        </output>
        {status.rolledBack ? (
          <Notice tone="warning">
            <b>The vault is older than one that was open here before.</b> A copy of its file was put back.
            Keys that were added since are missing, and deleted ones are there again. If that was not you,
            replace the keys at their vendors.
          </Notice>
        ) : null}
        {canBeSetUp(status) ? (
          <>
            {status.unsaved === 0 ? null : (
              <Notice tone="info">
                {status.unsaved === 1
                  ? '1 key in memory will be kept in it.'
                  : `${status.unsaved} keys in memory will be kept in it.`}
              </Notice>
            )}
            <SetUpForm status={status} onDone={onSettled} />
          </>
        ) : null}
        {takesPassphrase(status) ? <UnlockForm onUnlocked={onSettled} /> : null}
        <VaultSteps status={status} />
        {isOpen ? (
          <>
            <WaysIn status={status} />
            <dl>
              <dt>Cipher</dt>
              <dd>AES-256-GCM</dd>
              {status.savedAt === null ? null : (
                <>
                  <dt>Last saved</dt>
                  <dd title={`${status.savedAt} (UTC)`}>
                    {shortTime(status.savedAt)}
                    {status.hasBackup ? ', the save before is kept beside it' : ''}
                  </dd>
                </>
              )}
              <dt>Backup</dt>
              <dd>
                <Button size="small" onClick={onRestore} startIcon={<Icon name="import" size={14} />}>
                  Restore a backup…
                </Button>
              </dd>
            </dl>
          </>
        ) : null}
        {oldKeys(secrets, now).map((secret) => (
          <Notice
            key={secret.id}
            tone="warning"
            action={
              <Button
                size="small"
                aria-label={`Replace ${secret.label}`}
                sx={{ alignSelf: 'center' }}
                onClick={() => onReplace(secret)}
              >
                Replace it
              </Button>
            }
          >
            <b>{secret.label}</b> has not changed for {ageInDays(secret, now)} days.
          </Notice>
        ))}
      </Body>
    </Panel>
  );
}

function locksWhen({ autoLockMinutes, protectors }: VaultStatus): string {
  if (autoLockMinutes !== null) {
    const time =
      autoLockMinutes % 60 === 0 && autoLockMinutes > 0
        ? `${autoLockMinutes / 60} h`
        : `${autoLockMinutes} min`;
    return `Locks when Firedrill stops, or after ${time} without use`;
  }
  return protectors.some(({ type, inUse }) => inUse && type === 'os-electron')
    ? 'Opens and closes with Firedrill'
    : 'Locks when Firedrill stops';
}

const Sign = styled('span', { shouldForwardProp: (prop) => prop !== 'tone' })<{ tone: Tone }>(
  ({ theme: t, tone }) => ({
    display: 'grid',
    placeItems: 'center',
    flex: 'none',
    width: 36,
    height: 36,
    borderRadius: 8,
    color: t.vars.palette.severity[tone].main,
    background: t.vars.palette.severity[tone].tint,
  }),
);

const Body = styled('div')(({ theme: t }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr)',
  gap: 12,
  padding: 14,
  '& .state': { display: 'flex', alignItems: 'center', gap: 12 },
  '& .state > div': { minWidth: 0 },
  '& .state b': { display: 'block', fontSize: '0.875rem', fontWeight: 620 },
  '& .state div > span': { color: t.vars.palette.text.secondary, fontSize: '0.75rem', lineHeight: '1rem' },
  '& dl': {
    display: 'grid',
    gridTemplateColumns: '84px minmax(0, 1fr)',
    alignItems: 'baseline',
    gap: '5px 12px',
    margin: 0,
    fontSize: '0.78125rem',
    lineHeight: '1.125rem',
  },
  '& dt': { color: t.vars.palette.text.tertiary },
  '& dd': { margin: 0 },
}));
