import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import OutlinedInput from '@mui/material/OutlinedInput';
import { useId, useState } from 'react';
import { EnvironmentChip } from '#renderer/ui/EnvironmentChip.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Tick } from '#renderer/ui/Tick.tsx';
import type { Batch } from '#shared/model/batch.ts';
import type { GuardInput } from '#shared/model/send.ts';
import { grouped } from '#shared/text/measure.ts';

type Props = {
  /** Null while nothing is asked. */
  readonly batch: Batch | null;
  readonly left: number;
  readonly onConfirm: (guard: GuardInput) => void;
  readonly onClose: () => void;
};

/** A batch to production is asked about each time it starts or goes on, and no key press confirms it. */
export function BatchGuard({ batch, left, onConfirm, onClose }: Props) {
  const id = useId();
  return (
    <Dialog
      open={batch !== null}
      onClose={onClose}
      role="alertdialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-means`}
      transitionDuration={{ enter: 140, exit: 0 }}
      slotProps={{ paper: { sx: { width: 520, m: 3 } } }}
    >
      {batch === null ? null : (
        <Asked id={id} batch={batch} left={left} onConfirm={onConfirm} onClose={onClose} />
      )}
    </Dialog>
  );
}

function Asked({
  id,
  batch,
  left,
  onConfirm,
  onClose,
}: Props & { readonly id: string; readonly batch: Batch }) {
  const [typed, setTyped] = useState('');
  const [hold, setHold] = useState(true);
  const { name } = batch.destination;
  return (
    <>
      <DialogTitle id={`${id}-title`}>
        Send {left === 1 ? 'one alert' : `${grouped(left)} alerts`} to production?
      </DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: '12px' }}>
        <p id={`${id}-means`}>
          The rest of <b>{batch.name}</b> goes to <b>{name}</b> <EnvironmentChip environment="production" />.
          Each of them may page whoever is on call. A page cannot be taken back.
        </p>
        <label htmlFor={`${id}-name`}>
          Type <code>{name}</code> to go on
        </label>
        <OutlinedInput
          fullWidth
          id={`${id}-name`}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog has to take the focus, and this field is what it asks for
          autoFocus
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          sx={{ typography: 'mono' }}
          inputProps={{ autoComplete: 'off', spellCheck: false }}
        />
        <Tick checked={hold} onChange={setHold}>
          Hold it for 5 seconds, so that I can still stop it
        </Tick>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="contained"
          data-env="production"
          disabled={typed.trim() !== name}
          startIcon={<Icon name="shield" />}
          onClick={() => onConfirm({ typed: typed.trim(), hold, remember: false })}
        >
          Send to production
        </Button>
      </DialogActions>
    </>
  );
}
