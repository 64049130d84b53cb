import OutlinedInput from '@mui/material/OutlinedInput';
import { memo } from 'react';
import type { Field } from '#shared/providers/provider.ts';
import { codePoints, grouped } from '#shared/text/measure.ts';
import { FieldFrame } from '../FieldFrame.tsx';
import { fieldId } from '../field-id.ts';
import { describedBy, useField } from '../use-field.ts';

type TextFieldProps = { readonly name: string; readonly field: Field & { kind: 'text' | 'area' } };

/** A line of text. Its counter appears when the vendor's limit comes near. */
export const TextField = memo(function TextField({ name, field }: TextFieldProps) {
  const { value, error, change, leave, ref } = useField(name);
  const id = fieldId(name);
  const used = field.limit === undefined ? 0 : codePoints(value);
  const near = field.limit !== undefined && used > field.limit * 0.8;
  return (
    <FieldFrame
      id={id}
      label={field.label}
      required={field.required}
      help={field.help}
      end={near ? `${grouped(used)} of ${grouped(field.limit ?? 0)}` : undefined}
      error={error}
    >
      <OutlinedInput
        fullWidth
        id={id}
        inputRef={ref}
        value={value}
        placeholder={field.placeholder}
        error={error !== null}
        onChange={(event) => change(event.target.value)}
        onBlur={leave}
        sx={field.mono === true ? { typography: 'mono' } : undefined}
        inputProps={{
          'aria-required': field.required,
          'aria-describedby': describedBy(id, field.help !== undefined, error !== null),
          spellCheck: false,
          autoComplete: 'off',
        }}
      />
    </FieldFrame>
  );
});
