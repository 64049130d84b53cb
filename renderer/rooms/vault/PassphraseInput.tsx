import IconButton from '@mui/material/IconButton';
import OutlinedInput from '@mui/material/OutlinedInput';
import { type Ref, useState } from 'react';
import { Icon } from '#renderer/ui/Icon.tsx';

type Props = {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isNew: boolean;
  readonly error?: boolean;
  readonly takesFocus?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
};

export function PassphraseInput(props: Props) {
  const { id, value, onChange, isNew, error = false, takesFocus = false, inputRef } = props;
  const [isShown, setShown] = useState(false);
  return (
    <OutlinedInput
      fullWidth
      id={id}
      type={isShown ? 'text' : 'password'}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={error}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- whoever mounts it says whether a person came here to type
      autoFocus={takesFocus}
      inputRef={inputRef}
      sx={{ pr: '2px', ...(isShown ? { typography: 'mono' } : {}) }}
      inputProps={{
        'aria-required': true,
        'aria-invalid': error,
        'aria-describedby': `${id}-error ${id}-help`,
        spellCheck: false,
        autoCapitalize: 'none',
        autoComplete: isNew ? 'new-password' : 'current-password',
        maxLength: 1024,
      }}
      endAdornment={
        <IconButton
          size="small"
          aria-label="Show what is typed"
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
        >
          <Icon name="eye" size={14} />
        </IconButton>
      }
    />
  );
}
