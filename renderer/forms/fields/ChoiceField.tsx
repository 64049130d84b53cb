import OutlinedInput from '@mui/material/OutlinedInput';
import { memo, useRef, useState } from 'react';
import type { Field } from '#shared/providers/provider.ts';
import { FieldFrame } from '../FieldFrame.tsx';
import { fieldId } from '../field-id.ts';
import { Segmented } from '../Segmented.tsx';
import { describedBy, useField } from '../use-field.ts';

type ChoiceFieldProps = { readonly name: string; readonly field: Field & { kind: 'choice' } };

/** No value of a vendor begins with a control character. */
const OTHER = '\u0000other';

/** One of the vendor's words; where any word may be sent, also one that is typed. */
export const ChoiceField = memo(function ChoiceField({ name, field }: ChoiceFieldProps) {
  const { value, error, change, leave, ref } = useField(name);
  // what was typed under “Other…”, as long as that is still the value: a fix or a draft may have put another in
  const [own, setOwn] = useState<string | null>(null);
  const typed = useRef('');
  const id = fieldId(name);
  const known = field.choices.some((choice) => choice.value === value);
  // a value from elsewhere that is not in the list is never hidden, also where none may be typed
  const other = (own === value && field.open === true) || (!known && value !== '');
  const described = describedBy(id, field.help !== undefined, error !== null);
  return (
    <FieldFrame id={id} group label={field.label} required={field.required} help={field.help} error={error}>
      <Segmented
        id={id}
        labelledBy={`${id}-label`}
        describedBy={described}
        invalid={error !== null}
        choices={
          field.open === true || other ? [...field.choices, { value: OTHER, label: 'Other…' }] : field.choices
        }
        value={other ? OTHER : value}
        onChange={(chosen) => {
          if (chosen === OTHER) {
            setOwn(typed.current);
            change(typed.current);
          } else {
            setOwn(null);
            if (other) typed.current = value;
            change(chosen);
          }
        }}
        onBlur={leave}
      />
      {other && (
        <OutlinedInput
          fullWidth
          inputRef={ref}
          value={value}
          error={error !== null}
          placeholder="Any other word"
          onChange={(event) => {
            setOwn(event.target.value);
            change(event.target.value);
          }}
          onBlur={leave}
          sx={{ mt: 1, typography: 'mono' }}
          inputProps={{
            'aria-label': `${field.label}, another value`,
            'aria-describedby': described,
            spellCheck: false,
            autoComplete: 'off',
          }}
        />
      )}
    </FieldFrame>
  );
});
