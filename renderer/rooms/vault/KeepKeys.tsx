import Button from '@mui/material/Button';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useEffect } from 'react';
import type { Destination } from '#shared/model/destination.ts';
import type { VaultStatus } from '#shared/model/vault.ts';
import { SetUpForm } from './SetUpForm.tsx';

/** Asked once for as long as the page is open, not at each key. */
export const keepChoice = { isMade: false };

type Props = {
  readonly titleId: string;
  readonly status: VaultStatus;
  readonly destination: Destination;
  readonly onDone: () => void;
};

/** The first key was typed and there is no vault: keep it, or only until Firedrill stops. It can send either way. */
export function KeepKeys({ titleId, status, destination, onDone }: Props) {
  useEffect(() => {
    keepChoice.isMade = true;
  }, []);
  return (
    <>
      <DialogTitle id={titleId}>Keep the key?</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: '12px' }}>
        <p>
          <b>{destination.name}</b> is saved and can send. Its key is in memory: gone when Firedrill stops. A
          vault keeps it on this computer, encrypted.
        </p>
        <SetUpForm
          status={status}
          takesFocus
          onDone={onDone}
          instead={<Button onClick={onDone}>Only until I close Firedrill</Button>}
        />
      </DialogContent>
    </>
  );
}
