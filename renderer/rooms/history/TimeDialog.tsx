import OutlinedInput from '@mui/material/OutlinedInput';
import { useId, useState } from 'react';
import { FieldFrame } from '#renderer/forms/FieldFrame.tsx';
import { Fields } from '#renderer/forms/Fields.tsx';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import type { ListFilter } from './list-filter.ts';
import { asLocal, fromLocal } from './local-time.ts';

type Times = Pick<ListFilter, 'since' | 'until'>;
type Props = {
  readonly value: Times;
  readonly onChange: (times: Times) => void;
  readonly onClose: () => void;
};

/** From one moment to another, as the clock on the wall shows them. */
export function TimeDialog({ value, onChange, onClose }: Props) {
  const id = useId();
  const [from, setFrom] = useState(() => asLocal(value.since));
  const [until, setUntil] = useState(() => asLocal(value.until));
  const since = fromLocal(from);
  const end = fromLocal(until);
  const problem =
    since !== undefined && end !== undefined && end <= since
      ? 'The end is before the beginning: nothing can be in between.'
      : null;
  return (
    <FormDialog
      title="Sends from when to when"
      submitLabel="Show them"
      problem={problem}
      onSubmit={() => {
        if (problem === null) onChange({ since, until: end });
      }}
      onClose={onClose}
    >
      <Fields>
        <FieldFrame id={`${id}-from`} label="From" help="Left empty: from the very first.">
          <OutlinedInput
            fullWidth
            id={`${id}-from`}
            type="datetime-local"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog has to take the focus, and this is its first field
            autoFocus
            value={from}
            onChange={(event) => setFrom(event.target.value)}
            inputProps={{ 'aria-describedby': `${id}-from-help` }}
          />
        </FieldFrame>
        <FieldFrame id={`${id}-until`} label="Until" help="Left empty: up to now.">
          <OutlinedInput
            fullWidth
            id={`${id}-until`}
            type="datetime-local"
            value={until}
            onChange={(event) => setUntil(event.target.value)}
            inputProps={{ 'aria-describedby': `${id}-until-help` }}
          />
        </FieldFrame>
      </Fields>
    </FormDialog>
  );
}
