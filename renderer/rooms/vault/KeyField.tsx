import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useController, useFormContext, useWatch } from 'react-hook-form';
import { FieldFrame } from '#renderer/forms/FieldFrame.tsx';
import { Select } from '#renderer/forms/Select.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import type { Secret } from '#shared/model/secret.ts';
import type { Provider, SecretSlot } from '#shared/providers/provider.ts';
import { type DestinationFormInput, endOf, keysFor, slotState } from './destination-form.ts';
import { KeyInput } from './KeyInput.tsx';

type Props = {
  readonly id: string;
  readonly provider: Provider;
  readonly slot: SecretSlot;
  readonly secrets: readonly Secret[];
  readonly vaultIsShut: boolean;
  readonly takesFocus?: boolean;
};

/** A key that goes in and never comes out: what is there already shows its last four characters at most. */
export function KeyField({ id, provider, slot, secrets, vaultIsShut, takesFocus = false }: Props) {
  const { control, setValue, getValues } = useFormContext<DestinationFormInput>();
  const { field, fieldState } = useController({ control, name: `keys.${slot.id}` });
  const [step, setStep] = useState<'untouched' | 'replacing' | 'kept'>('untouched');
  const [held, url] = useWatch({ control, name: ['secrets', 'url'] });
  const state = slotState(held[slot.id], secrets, url, vaultIsShut);
  const value = field.value ?? '';
  const others = value === '' ? keysFor(provider, slot.id, url, secrets) : [];

  if (state.kind === 'locked') {
    return (
      <FieldFrame id={id} label={slot.label} group help={slot.help}>
        <Kept>
          <Icon name="lock" size={14} />
          <span>In the vault, which is shut. It stays as it is.</span>
        </Kept>
      </FieldFrame>
    );
  }
  if (state.kind === 'kept' && step !== 'replacing') {
    return (
      <FieldFrame id={id} label={slot.label} group help={slot.help}>
        <Kept>
          <Icon name="lock" size={14} />
          <code>{endOf(state.secret)}</code>
          <span>{state.secret.kept === 'memory' ? 'in memory only' : 'never shown again'}</span>
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
        <KeyInput
          id={id}
          value={value}
          onChange={field.onChange}
          onBlur={field.onBlur}
          inputRef={field.ref}
          // “Replace” was pressed to type here
          takesFocus={takesFocus || step === 'replacing'}
          isWrong={fieldState.error !== undefined}
          suspicion={value === '' ? null : slot.suspicion(value.trim())}
          end={
            state.kind === 'kept' ? (
              <Button
                onClick={() => {
                  field.onChange('');
                  setStep('kept');
                }}
              >
                Keep {endOf(state.secret)}
              </Button>
            ) : undefined
          }
        />
        {others.length === 0 || vaultIsShut ? null : (
          <Select
            aria-label={`${slot.label}: use one that is there`}
            value=""
            onChange={(event) => {
              setValue('secrets', { ...getValues('secrets'), [slot.id]: event.target.value });
              setStep('kept');
            }}
          >
            <option value="">Or use one that is there…</option>
            {others.map((secret) => (
              <option key={secret.id} value={secret.id}>
                {secret.label} {endOf(secret)}
              </option>
            ))}
          </Select>
        )}
      </Stack>
    </FieldFrame>
  );
}

const Stack = styled('div')({ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 6 });

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
