import Button from '@mui/material/Button';
import OutlinedInput from '@mui/material/OutlinedInput';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useController, useFormContext, useWatch } from 'react-hook-form';
import { FieldFrame } from '#renderer/forms/FieldFrame.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import type { Secret } from '#shared/model/secret.ts';
import type { SecretSlot } from '#shared/providers/provider.ts';
import { type DestinationFormInput, endOf, slotState } from './destination-form.ts';

type Props = { id: string; slot: SecretSlot; secrets: readonly Secret[] };

/** A key that goes in and never comes out: what is there already shows its last four characters at most. */
export function KeyField({ id, slot, secrets }: Props) {
  const { control } = useFormContext<DestinationFormInput>();
  const { field, fieldState } = useController({ control, name: `keys.${slot.id}` });
  const [step, setStep] = useState<'untouched' | 'replacing' | 'kept'>('untouched');
  const [held, url] = useWatch({ control, name: ['secrets', 'url'] });
  const state = slotState(held[slot.id], secrets, url);
  const value = field.value ?? '';
  const suspicion = value === '' ? null : slot.suspicion(value.trim());

  if (state.kind === 'kept' && step !== 'replacing') {
    return (
      <FieldFrame id={id} label={slot.label} group help={slot.help}>
        <Kept>
          <Icon name="lock" size={14} />
          <code>{endOf(state.secret)}</code>
          <span>never shown again</span>
          <Button
            size="small"
            aria-label={`Replace the ${slot.label}`}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the button that was pressed is gone, and this is what it led back to
            autoFocus={step === 'kept'}
            onClick={() => setStep('replacing')}
          >
            Replace
          </Button>
        </Kept>
      </FieldFrame>
    );
  }
  return (
    <FieldFrame id={id} label={slot.label} help={slot.help} error={fieldState.error?.message}>
      <Stack>
        <span className="row">
          <OutlinedInput
            fullWidth
            id={id}
            type="password"
            value={value}
            onChange={field.onChange}
            onBlur={field.onBlur}
            inputRef={field.ref}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- “Replace” was pressed to type here
            autoFocus={step === 'replacing'}
            error={fieldState.error !== undefined}
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
          {state.kind === 'kept' ? (
            <Button
              onClick={() => {
                field.onChange('');
                setStep('kept');
              }}
            >
              Keep {endOf(state.secret)}
            </Button>
          ) : null}
        </span>
        {suspicion === null || fieldState.error !== undefined ? null : (
          <Suspicion id={`${id}-suspicion`}>
            <Icon name="warning" size={14} />
            <span>{suspicion}</span>
          </Suspicion>
        )}
      </Stack>
    </FieldFrame>
  );
}

const Stack = styled('div')({
  display: 'grid',
  gap: 6,
  '& .row': { display: 'flex', gap: 8, '& > button': { flex: 'none' } },
});

const Kept = styled('div')(({ theme: t }) => ({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  height: 32,
  padding: '0 2px 0 10px',
  border: `1px solid ${t.vars.palette.divider}`,
  borderRadius: 6,
  background: t.vars.palette.surface.raised,
  '& > span': { color: t.vars.palette.text.tertiary, fontSize: '0.75rem' },
  '& > button': { marginLeft: 'auto' },
}));

const Suspicion = styled('div')(({ theme: t }) => ({
  display: 'flex',
  gap: 5,
  color: t.vars.palette.severity.warning.main,
  fontSize: '0.75rem',
  lineHeight: '1rem',
}));
