import Button from '@mui/material/Button';
import OutlinedInput from '@mui/material/OutlinedInput';
import { memo } from 'react';
import type { Field } from '#shared/providers/provider.ts';
import { FieldFrame } from '../FieldFrame.tsx';
import { fieldId } from '../field-id.ts';
import { timeInWords, timeText } from '../time-words.ts';
import { useNow } from '../use-now.ts';
import { describedBy, useField } from '../use-field.ts';

type TimeFieldProps = { readonly name: string; readonly field: Field & { kind: 'time' } };

/** A time in the vendor's notation; under it the same in local words. */
export const TimeField = memo(function TimeField({ name, field }: TimeFieldProps) {
  const { value, error, change, leave, ref } = useField(name);
  const now = useNow();
  const id = fieldId(name);
  const help = timeInWords(field.format, value, now) ?? field.help;
  return (
    <FieldFrame id={id} label={field.label} required={field.required} help={help} error={error}>
      <OutlinedInput
        fullWidth
        id={id}
        inputRef={ref}
        value={value}
        placeholder={field.format === 'rfc3339' ? 'e.g. 2026-11-20T22:34:41Z' : 'e.g. 1795214081'}
        error={error !== null}
        onChange={(event) => change(event.target.value)}
        onBlur={leave}
        sx={{ typography: 'mono', pr: 1 }}
        inputProps={{
          'aria-required': field.required,
          'aria-describedby': describedBy(id, help !== undefined, error !== null),
          spellCheck: false,
          autoComplete: 'off',
        }}
        endAdornment={
          <Button
            size="small"
            variant="text"
            onClick={() => change(timeText(field.format, Date.now()))}
            sx={{ height: 24, px: '7px', flex: 'none' }}
          >
            Now
          </Button>
        }
      />
    </FieldFrame>
  );
});
