import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import OutlinedInput from '@mui/material/OutlinedInput';
import { styled } from '@mui/material/styles';
import { type FormEvent, useId, useState } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { Fields } from '#renderer/forms/Fields.tsx';
import { FieldFrame } from '#renderer/forms/FieldFrame.tsx';
import { Segmented } from '#renderer/forms/Segmented.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import type { Secret } from '#shared/model/secret.ts';
import type { Provider } from '#shared/providers/provider.ts';
import { findProvider, providers } from '#shared/providers/registry.ts';
import { AddressField } from './AddressField.tsx';
import { blankDestination, type DestinationFormInput, slotState, whyEnterAgain } from './destination-form.ts';
import { EnvironmentField } from './EnvironmentField.tsx';
import { KeyField } from './KeyField.tsx';
import { ResolveAfterField } from './ResolveAfterField.tsx';
import { UnlockDialog } from './UnlockDialog.tsx';
import { useVaultStatus } from './use-vault.ts';
import { canBeSetUp, isShut } from './vault-state.ts';

type Props = {
  titleId: string;
  title: string;
  provider: Provider;
  isNew: boolean;
  secrets: readonly Secret[];
  problem: string | null;
  /** The name is there already; what is missing is the key. */
  startAtKey: boolean;
  onSave: (event: FormEvent) => Promise<void>;
  onClose: () => void;
};

export function DestinationFields(props: Props) {
  const { titleId, title, provider, isNew, secrets, problem, startAtKey, onSave, onClose } = props;
  const { control, register, reset, getValues, formState } = useFormContext<DestinationFormInput>();
  const { errors, isSubmitting } = formState;
  const baseId = useId();
  const [held, url] = useWatch({ control, name: ['secrets', 'url'] });
  const status = useVaultStatus();
  const shut = isShut(status);
  const [isUnlocking, setUnlocking] = useState(false);
  const states = provider.slots.map((slot) => slotState(held[slot.id], secrets, url, shut));
  const why = whyEnterAgain(states);
  const isTyped = states.some(({ kind }) => kind !== 'kept' && kind !== 'locked');
  const nameId = `${baseId}-name`;

  const become = (id: string) => {
    const next = findProvider(id);
    if (next === undefined) return;
    const { name, environment, url, resolves } = getValues();
    const isOwn = url !== '' && !provider.endpoints.some((endpoint) => endpoint.url === url);
    const blank = blankDestination(next);
    // the other vendor has other keys and settings; what they share stays as it was typed
    reset({ ...blank, name, environment, resolves, url: isOwn ? url : blank.url }, { keepErrors: false });
  };

  return (
    <Form noValidate onSubmit={(event) => void onSave(event)}>
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent>
        <Fields>
          {problem === null ? null : (
            <div role="alert">
              <Notice tone="critical">{problem}</Notice>
            </div>
          )}
          {isNew ? (
            <FieldFrame id={`${baseId}-provider`} label="Provider" group>
              <Segmented
                id={`${baseId}-provider`}
                labelledBy={`${baseId}-provider-label`}
                choices={providers.map(({ id, shortName }) => ({ value: id, label: shortName }))}
                value={provider.id}
                onChange={become}
              />
            </FieldFrame>
          ) : null}
          <FieldFrame
            id={nameId}
            label="Name"
            required
            help="What you pick it by, such as payments-oncall."
            error={errors.name?.message}
          >
            <OutlinedInput
              fullWidth
              id={nameId}
              // oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog has to take the focus, and this is its first field
              autoFocus={isNew && !startAtKey}
              error={errors.name !== undefined}
              inputProps={{ 'aria-required': true, spellCheck: false, autoComplete: 'off', maxLength: 80 }}
              {...input(register('name'))}
            />
          </FieldFrame>
          <EnvironmentField id={`${baseId}-environment`} />
          <AddressField id={`${baseId}-url`} provider={provider} />
          <ResolveAfterField id={`${baseId}-resolves`} />
        </Fields>
        <Fields aria-label="Keys">
          <h3>{provider.slots.length === 1 ? 'Key' : 'Keys'}</h3>
          {why === null ? null : <Notice tone="warning">{why}</Notice>}
          {shut ? (
            <Notice
              tone="info"
              action={
                <Button size="small" onClick={() => setUnlocking(true)}>
                  Unlock
                </Button>
              }
            >
              The vault is shut. Unlock it to enter a key or to replace one.
            </Notice>
          ) : null}
          {provider.slots.map((slot, index) => (
            <KeyField
              key={`${provider.id}.${slot.id}`}
              id={`${baseId}-${slot.id}`}
              provider={provider}
              slot={slot}
              secrets={secrets}
              vaultIsShut={shut}
              takesFocus={startAtKey && index === 0}
            />
          ))}
          {isTyped && status !== undefined && canBeSetUp(status) ? (
            <p className="keeping">
              Kept in memory: gone when Firedrill stops; set up a vault to keep{' '}
              {provider.slots.length === 1 ? 'it' : 'them'}.
            </p>
          ) : null}
          {isUnlocking ? <UnlockDialog onClose={() => setUnlocking(false)} /> : null}
        </Fields>
        {provider.settings.length === 0 ? null : (
          <Fields aria-label="Said by every alert">
            <h3>Said by every alert to here, unless it says otherwise</h3>
            {provider.settings.map(({ id, label, help }) => (
              <FieldFrame key={`${provider.id}.${id}`} id={`${baseId}-${id}`} label={label} help={help}>
                <OutlinedInput
                  fullWidth
                  id={`${baseId}-${id}`}
                  inputProps={{
                    'aria-describedby': `${baseId}-${id}-help`,
                    spellCheck: false,
                    autoComplete: 'off',
                    maxLength: 2048,
                  }}
                  {...input(register(`settings.${id}`))}
                />
              </FieldFrame>
            ))}
          </Fields>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="contained" disabled={isSubmitting}>
          {isSubmitting ? 'Saving…' : isNew ? 'Add destination' : 'Save'}
        </Button>
      </DialogActions>
    </Form>
  );
}

/** `register` names the input's own ref; MUI wants it under another name. */
function input<R extends { ref: unknown }>({ ref, ...rest }: R) {
  return { ...rest, inputRef: ref as R['ref'] };
}

const Form = styled('form')(({ theme: t }) => ({
  display: 'flex',
  flexDirection: 'column',
  minHeight: 0,
  '& .keeping': { color: t.vars.palette.text.secondary, fontSize: '0.75rem', lineHeight: '1rem' },
}));
