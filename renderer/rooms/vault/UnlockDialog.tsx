import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useEffect, useId } from 'react';
import { navigate } from '#renderer/shell/route.ts';
import { explainVault } from '#shared/outcome/explain-vault.ts';
import { UnlockForm } from './UnlockForm.tsx';
import { useVaultStatus } from './use-vault.ts';
import { takesPassphrase } from './vault-state.ts';

type Props = {
  /** "to send as payments-oncall" */
  readonly purpose?: string;
  readonly onClose: () => void;
};

/** Asks for the passphrase where it is needed; a vault that has another trouble is dealt with on its own page. */
export function UnlockDialog({ purpose, onClose }: Props) {
  const id = useId();
  const status = useVaultStatus();
  const isOpen = status?.state === 'UNLOCKED';
  useEffect(() => {
    // opened in the meantime: by the keyring, or in another window
    if (isOpen) onClose();
  }, [isOpen, onClose]);

  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={`${id}-title`}
      maxWidth={false}
      slotProps={{ paper: { sx: { width: 400, m: 4 } } }}
    >
      <DialogTitle id={`${id}-title`}>Unlock {purpose ?? 'the vault'}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: '12px' }}>
        {status === undefined || takesPassphrase(status) ? (
          <UnlockForm takesFocus onCancel={onClose} onUnlocked={onClose} />
        ) : (
          <>
            <p>{explainVault(status).text}</p>
            <div>
              <Button
                variant="contained"
                // oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog has to take the focus, and this is the way on
                autoFocus
                onClick={() => {
                  onClose();
                  navigate('/vault');
                }}
              >
                Go to the vault
              </Button>
            </div>
          </>
        )}
      </DialogContent>
    </Dialog>
  );
}
