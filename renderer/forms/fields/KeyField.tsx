import IconButton from '@mui/material/IconButton';
import OutlinedInput from '@mui/material/OutlinedInput';
import Tooltip from '@mui/material/Tooltip';
import { memo, useContext } from 'react';
import { ulid } from 'ulid';
import type { Field } from '#shared/providers/provider.ts';
import { codePoints, grouped } from '#shared/text/measure.ts';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { FieldFrame } from '../FieldFrame.tsx';
import { fieldId } from '../field-id.ts';
import { FreshKey } from '../fresh-key.ts';
import { describedBy, useField } from '../use-field.ts';

type KeyFieldProps = { readonly name: string; readonly field: Field & { kind: 'key' } };

/** The key that ties the messages of one incident together. */
export const KeyField = memo(function KeyField({ name, field }: KeyFieldProps) {
  const { value, error, change, leave, ref } = useField(name);
  const prepared = useContext(FreshKey);
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
        placeholder={field.generated && prepared !== null ? `${prepared}, when sent` : undefined}
        error={error !== null}
        onChange={(event) => change(event.target.value)}
        onBlur={leave}
        sx={{ typography: 'mono', pr: 1 }}
        inputProps={{
          'aria-required': field.required,
          'aria-describedby': describedBy(id, field.help !== undefined, error !== null),
          spellCheck: false,
          autoComplete: 'off',
        }}
        endAdornment={
          <>
            {field.generated && (
              <Tooltip title="New key">
                <IconButton size="small" aria-label="New key" onClick={() => change(newKey())}>
                  <Icon name="retry" size={14} />
                </IconButton>
              </Tooltip>
            )}
            <CopyButton text={value} label="Copy the key" />
          </>
        }
      />
    </FieldFrame>
  );
});

/** Sorts by time and says where it is from. */
export function newKey(): string {
  return `fd-${ulid()}`;
}
