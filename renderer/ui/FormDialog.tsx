import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { styled } from '@mui/material/styles';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Notice } from './Notice.tsx';

type Props = {
  title: string;
  children: ReactNode;
  problem?: string | null;
  busy?: boolean;
  submitLabel?: string;
  busyLabel?: string;
  /** "Close" where nothing is left to be given up. */
  cancelLabel?: string;
  /** Without it there is nothing to submit: the dialog only says something. */
  onSubmit?: () => void;
  onClose: () => void;
  /** Nothing in it is to be typed, so the harmless button has the focus. */
  startsAtCancel?: boolean;
  width?: number;
};

/** Something to fill in or to read. Mounted while it is open, so that what was typed is gone with it. */
export function FormDialog(props: Props) {
  const { title, children, problem = null, busy = false, onSubmit, onClose, width = 480 } = props;
  const {
    submitLabel = 'Save',
    busyLabel = submitLabel,
    cancelLabel = 'Cancel',
    startsAtCancel = false,
  } = props;
  const titleId = useId();
  const close = useRef<HTMLButtonElement>(null);
  const canSubmit = onSubmit !== undefined;
  const couldSubmit = useRef(canSubmit);
  useEffect(() => {
    // the button that was pressed is gone, and the keyboard must not be left outside of the dialog
    if (couldSubmit.current && !canSubmit) close.current?.focus();
    couldSubmit.current = canSubmit;
  }, [canSubmit]);
  return (
    <Dialog
      open
      // a click beside it must not throw away what was just typed or pasted
      onClose={(_, reason) => {
        if (reason === 'escapeKeyDown' && !busy) onClose();
      }}
      aria-labelledby={titleId}
      maxWidth={false}
      slotProps={{ paper: { sx: { width, m: 4 } } }}
    >
      <Form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // a dialog that was opened from a form must not submit that one too
          event.stopPropagation();
          if (!busy) onSubmit?.();
        }}
      >
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: '12px', alignContent: 'start' }}>
          <div role="alert">{problem === null ? null : <Notice tone="critical">{problem}</Notice>}</div>
          {children}
        </DialogContent>
        <DialogActions>
          <Button
            ref={close}
            onClick={onClose}
            disabled={busy}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog has to take the focus somewhere
            autoFocus={startsAtCancel}
          >
            {cancelLabel}
          </Button>
          {canSubmit ? (
            <Button type="submit" variant="contained" disabled={busy}>
              {busy ? busyLabel : submitLabel}
            </Button>
          ) : null}
        </DialogActions>
      </Form>
    </Dialog>
  );
}

const Form = styled('form')({
  display: 'flex',
  flexDirection: 'column',
  minHeight: 0,
  // an empty place for problems takes no room of its own
  '& [role=alert]:empty': { display: 'contents' },
});
