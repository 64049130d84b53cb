import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { ConfirmDialog } from '#renderer/ui/ConfirmDialog.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import type { VaultStatus } from '#shared/model/vault.ts';
import { useVaultTaken } from './use-vault.ts';
import { stepsFor, takesPassphrase, type VaultStep } from './vault-state.ts';

const labels: Record<VaultStep, string> = {
  retry: 'Try again',
  'restore-previous': 'Put the backup back…',
  'start-anew': 'Start anew…',
};

const questions: Record<Exclude<VaultStep, 'retry'>, { title: string; text: string; confirm: string }> = {
  'restore-previous': {
    title: 'Put the backup back?',
    text: 'The vault becomes what it was before its last save, and opens as it did then. The file that is there now is put aside in the data folder, not deleted.',
    confirm: 'Put it back',
  },
  'start-anew': {
    title: 'Start with a new vault?',
    text: 'The old file is put aside in the “quarantine” folder of the data folder, not deleted, so it can still be opened should the way in turn up again. Its keys cannot be used until then: destinations ask for theirs again.',
    confirm: 'Put the old vault aside',
  },
};

/** What can be done about a vault that does not open. None of it deletes a file. */
export function VaultSteps({ status }: { readonly status: VaultStatus }) {
  const { isBusy, problem, run } = useCall();
  const taken = useVaultTaken();
  const [asked, setAsked] = useState<Exclude<VaultStep, 'retry'> | null>(null);
  const steps = stepsFor(status);
  if (steps.length === 0) return null;
  const canUnlock = takesPassphrase(status);

  const take = async (step: VaultStep) => {
    setAsked(null);
    const calls: Record<VaultStep, () => Promise<VaultStatus>> = {
      retry: () => client.vault.retry({}),
      'restore-previous': () => client.vault.restorePrevious({}),
      'start-anew': () => client.vault.startAnew({}),
    };
    const next = await run(calls[step]);
    if (next !== undefined) taken(next);
  };

  return (
    <>
      <div role="alert">{problem === null ? null : <Notice tone="critical">{problem}</Notice>}</div>
      <Steps>
        {canUnlock ? <span>Without the passphrase:</span> : null}
        {steps.map((step, index) => (
          <Button
            key={step}
            size="small"
            variant={index === 0 && !canUnlock ? 'contained' : 'outlined'}
            disabled={isBusy}
            onClick={() => {
              if (step === 'retry') void take(step);
              else setAsked(step);
            }}
          >
            {labels[step]}
          </Button>
        ))}
      </Steps>
      <ConfirmDialog
        open={asked !== null}
        title={asked === null ? '' : questions[asked].title}
        confirmLabel={asked === null ? '' : questions[asked].confirm}
        onConfirm={() => {
          if (asked !== null) void take(asked);
        }}
        onClose={() => setAsked(null)}
      >
        {asked === null ? '' : questions[asked].text}
      </ConfirmDialog>
    </>
  );
}

const Steps = styled('div')(({ theme: t }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 8,
  '& > span': { fontSize: '0.75rem', color: t.vars.palette.text.tertiary },
}));
