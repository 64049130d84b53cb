import OutlinedInput from '@mui/material/OutlinedInput';
import { styled } from '@mui/material/styles';
import type { ReactNode, Ref } from 'react';
import { Icon } from '#renderer/ui/Icon.tsx';

type Props = {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly isWrong: boolean;
  /** Why it is probably not this vendor's key. */
  readonly suspicion: string | null;
  readonly takesFocus?: boolean;
  readonly end?: ReactNode;
};

/** Where a key is pasted. A warning under it never keeps anybody from going on. */
export function KeyInput(props: Props) {
  const { id, value, onChange, onBlur, inputRef, isWrong, suspicion, takesFocus, end } = props;
  return (
    <Stack>
      <span className="line">
        <OutlinedInput
          fullWidth
          id={id}
          type="password"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onBlur}
          inputRef={inputRef}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- whoever mounts it says whether a person came here to type
          autoFocus={takesFocus}
          error={isWrong}
          sx={{ typography: 'mono' }}
          inputProps={{
            'aria-describedby': `${id}-error ${id}-suspicion ${id}-help`,
            spellCheck: false,
            // no password manager should take a vendor's key for a login
            autoComplete: 'new-password',
            'data-1p-ignore': '',
            'data-lpignore': 'true',
          }}
        />
        {end}
      </span>
      {suspicion === null || isWrong ? null : (
        <div id={`${id}-suspicion`} className="suspicion">
          <Icon name="warning" size={14} />
          <span>{suspicion}</span>
        </div>
      )}
    </Stack>
  );
}

const Stack = styled('div')(({ theme: t }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr)',
  gap: 6,
  '& .line': { display: 'flex', gap: 8, minWidth: 0, '& > button': { flex: 'none' } },
  '& .suspicion': {
    display: 'flex',
    gap: 5,
    color: t.vars.palette.severity.warning.main,
    fontSize: '0.75rem',
    lineHeight: '1rem',
  },
}));
