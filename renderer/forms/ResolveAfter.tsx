import OutlinedInput from '@mui/material/OutlinedInput';
import { styled } from '@mui/material/styles';
import { exactly } from '#renderer/ui/durations.ts';
import { type ResolveChoice, unitsOfTime, usualSeconds } from './resolve-after.ts';
import { Select } from './Select.tsx';

type Props = {
  readonly id: string;
  readonly value: ResolveChoice;
  readonly onChange: (value: ResolveChoice) => void;
  /** What the destination says, in words; without it that is not among the choices. */
  readonly usual?: string;
  readonly invalid: boolean;
  readonly describedBy?: string | undefined;
};

/** After how long an incident resolves itself: one of a few, or an amount of one's own. */
export function ResolveAfter({ id, value, onChange, usual, invalid, describedBy }: Props) {
  const { pick, amount, unit } = value;
  return (
    <Row>
      <Select
        id={id}
        value={pick}
        aria-describedby={describedBy}
        onChange={(event) => onChange({ ...value, pick: event.target.value })}
      >
        {usual === undefined ? null : <option value="usual">{usual}</option>}
        <option value="never">Never</option>
        {usualSeconds.map((seconds) => (
          <option key={seconds} value={String(seconds)}>
            After {exactly(seconds)}
          </option>
        ))}
        <option value="other">After another time…</option>
      </Select>
      {pick === 'other' ? (
        <>
          <OutlinedInput
            id={`${id}-amount`}
            value={amount}
            error={invalid}
            onChange={(event) => onChange({ ...value, amount: event.target.value })}
            sx={{ width: 72 }}
            inputProps={{
              'aria-label': 'How long, as a number',
              'aria-describedby': describedBy,
              inputMode: 'decimal',
              autoComplete: 'off',
            }}
          />
          <Select
            aria-label="Unit of time"
            value={unit}
            onChange={(event) => onChange({ ...value, unit: event.target.value })}
          >
            {unitsOfTime.map((one) => (
              <option key={one.value} value={one.value}>
                {one.label}
              </option>
            ))}
          </Select>
        </>
      ) : null}
    </Row>
  );
}

const Row = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 8,
  minHeight: 32,
  '& select': { height: 32 },
});
