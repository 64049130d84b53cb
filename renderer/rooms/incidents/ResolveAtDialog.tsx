import Box from '@mui/material/Box';
import { useId, useState } from 'react';
import { choiceFor, pickedSeconds, type ResolveChoice } from '#renderer/forms/resolve-after.ts';
import { ResolveAfter } from '#renderer/forms/ResolveAfter.tsx';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';

type Props = {
  readonly busy: boolean;
  readonly problem: string | null;
  /** Null: never. */
  readonly onSet: (seconds: number | null) => Promise<void>;
  readonly onClose: () => void;
};

/** Any time from now on, or none. */
export function ResolveAtDialog({ busy, problem, onSet, onClose }: Props) {
  const id = useId();
  const [choice, setChoice] = useState<ResolveChoice>({ ...choiceFor(null), pick: 'other' });
  const [tried, setTried] = useState(false);
  const picked = pickedSeconds(choice);
  return (
    <FormDialog
      title="When does it resolve itself?"
      submitLabel="Set"
      busy={busy}
      problem={problem ?? (tried && !picked.ok ? picked.why : null)}
      onSubmit={() => {
        setTried(true);
        if (picked.ok) void onSet(picked.seconds ?? null);
      }}
      onClose={onClose}
    >
      <Box component="label" htmlFor={id}>
        Counted from now
      </Box>
      <ResolveAfter
        id={id}
        value={choice}
        onChange={setChoice}
        invalid={tried && !picked.ok}
        describedBy={`${id}-means`}
      />
      <Box component="p" id={`${id}-means`} sx={{ typography: 'body2', color: 'text.tertiary' }}>
        Firedrill sends the resolve then, with the key the incident has. If it is not running at that time, it
        does so at its next start.
      </Box>
    </FormDialog>
  );
}
