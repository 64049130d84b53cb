import OutlinedInput from '@mui/material/OutlinedInput';
import { memo } from 'react';
import type { Field } from '#shared/providers/provider.ts';
import { codePoints, grouped } from '#shared/text/measure.ts';
import { FieldFrame } from '../FieldFrame.tsx';
import { fieldId } from '../field-id.ts';
import { describedBy, useField } from '../use-field.ts';

type AreaFieldProps = { readonly name: string; readonly field: Field & { kind: 'text' | 'area' } };

/** Text of several lines, with a count of what the vendor counts. Grows with what is in it. */
export const AreaField = memo(function AreaField({ name, field }: AreaFieldProps) {
  const { value, error, change, leave, ref } = useField(name);
  const id = fieldId(name);
  return (
    <FieldFrame
      id={id}
      label={field.label}
      required={field.required}
      help={field.help}
      end={field.limit === undefined ? undefined : `${grouped(codePoints(value))} of ${grouped(field.limit)}`}
      error={error}
    >
      <OutlinedInput
        fullWidth
        id={id}
        inputComponent="textarea"
        inputRef={ref}
        value={value}
        placeholder={field.placeholder}
        error={error !== null}
        onChange={(event) => change(event.target.value)}
        onBlur={leave}
        sx={{ ...(field.mono === true ? { typography: 'mono' } : {}), '& textarea': growing }}
        inputProps={{
          rows: 2,
          'aria-required': field.required,
          'aria-describedby': describedBy(id, field.help !== undefined, error !== null),
          spellCheck: false,
        }}
      />
    </FieldFrame>
  );
});

/** The browser's own growing: the library's measures the text anew at every key. */
export const growing = {
  fieldSizing: 'content',
  resize: 'none',
  boxSizing: 'border-box',
  height: 'auto',
  minHeight: 52,
  maxHeight: 240,
  overflow: 'auto',
} as const;
