import { ConfirmDialog } from '#renderer/ui/ConfirmDialog.tsx';

type Props = {
  readonly open: boolean;
  /** Whose incident it is. */
  readonly vendor: string;
  /** The guard asks after this. */
  readonly isProduction: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

/** Says what it means that a resolve leaves although nobody knows what became of the message before it. */
export function CleanUpDialog({ open, vendor, isProduction, onConfirm, onClose }: Props) {
  return (
    <ConfirmDialog
      open={open}
      title="Clean up?"
      confirmLabel={isProduction ? 'Clean up…' : 'Clean up'}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      Whether {vendor} has the last message is not known. Cleaning up sends the resolve all the same: if the
      message arrived, this closes the incident; if it did not, the resolve has no effect. The message before
      it is never repeated after that.
    </ConfirmDialog>
  );
}
