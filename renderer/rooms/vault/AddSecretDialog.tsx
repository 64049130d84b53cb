import OutlinedInput from '@mui/material/OutlinedInput';
import { useId, useState } from 'react';
import { Fields } from '#renderer/forms/Fields.tsx';
import { FieldFrame } from '#renderer/forms/FieldFrame.tsx';
import { Segmented } from '#renderer/forms/Segmented.tsx';
import { client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { urlProblem } from '#shared/model/destination.ts';
import { secretInput, secretLabel } from '#shared/model/secret.ts';
import type { VaultStatus } from '#shared/model/vault.ts';
import { findProvider, providers } from '#shared/providers/registry.ts';
import { originOf } from './destination-form.ts';
import { firstProblem } from './first-problem.ts';
import { KeyInput } from './KeyInput.tsx';
import { canBeSetUp } from './vault-state.ts';

type Props = {
  readonly status: VaultStatus | undefined;
  readonly onClose: () => void;
  readonly onSaved: () => void;
};

const CUSTOM = 'custom';

/** A key by itself, for destinations that are made later or by an import. */
export function AddSecretDialog({ status, onClose, onSaved }: Props) {
  const id = useId();
  const { isBusy, problem, run } = useCall();
  const [providerId, setProvider] = useState(providers[0]?.id ?? '');
  const provider = findProvider(providerId) ?? providers[0];
  if (provider === undefined) throw new Error('There is no provider.');
  const [slotId, setSlot] = useState('');
  const slot = provider.slots.find((one) => one.id === slotId) ?? provider.slots[0];
  const [where, setWhere] = useState('');
  const endpoint = provider.endpoints.find((one) => one.id === where) ?? provider.endpoints[0];
  const isCustom = where === CUSTOM || endpoint === undefined;
  const [url, setUrl] = useState('');
  const [label, setLabel] = useState('');
  const [value, setValue] = useState('');
  const [isTried, setTried] = useState(false);

  const problems = {
    label: firstProblem(secretLabel.safeParse(label)),
    url: isCustom ? urlProblem(url.trim()) : null,
    value: firstProblem(secretInput.shape.value.safeParse(value)),
  };
  const shown = (problem: string | null) => (isTried ? problem : null);

  const save = async () => {
    setTried(true);
    const first = (['label', 'url', 'value'] as const).find((field) => problems[field] !== null);
    if (first !== undefined) return document.getElementById(`${id}-${first}`)?.focus();
    const boundOrigin = originOf(isCustom ? url : endpoint.url) ?? '';
    const saved = await run(() =>
      client.secrets.set({
        label: label.trim(),
        provider: provider.id,
        slot: slot?.id ?? '',
        boundOrigin,
        value: value.trim(),
      }),
    );
    if (saved !== undefined) onSaved();
  };

  return (
    <FormDialog
      title="Add a secret"
      width={560}
      problem={problem}
      busy={isBusy}
      submitLabel="Add secret"
      busyLabel="Saving…"
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <Fields>
        <FieldFrame id={`${id}-provider`} label="Provider" group>
          <Segmented
            id={`${id}-provider`}
            labelledBy={`${id}-provider-label`}
            choices={providers.map((one) => ({ value: one.id, label: one.shortName }))}
            value={provider.id}
            onChange={(next) => {
              setProvider(next);
              if (!isCustom) setWhere('');
            }}
          />
        </FieldFrame>
        {provider.slots.length === 1 ? null : (
          <FieldFrame id={`${id}-slot`} label="Is a" group>
            <Segmented
              id={`${id}-slot`}
              labelledBy={`${id}-slot-label`}
              choices={provider.slots.map((one) => ({ value: one.id, label: one.label }))}
              value={slot?.id ?? ''}
              onChange={setSlot}
            />
          </FieldFrame>
        )}
        <FieldFrame
          id={`${id}-label`}
          label="Label"
          required
          help="It is shown in the key’s place."
          error={shown(problems.label)}
        >
          <OutlinedInput
            fullWidth
            id={`${id}-label`}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog has to take the focus, and this is what is typed first
            autoFocus
            value={label}
            onChange={(event) => setLabel(event.target.value)}
            error={shown(problems.label) !== null}
            inputProps={{
              'aria-required': true,
              'aria-describedby': `${id}-label-error ${id}-label-help`,
              spellCheck: false,
              autoComplete: 'off',
              maxLength: 80,
            }}
          />
        </FieldFrame>
        <FieldFrame
          id={`${id}-where`}
          label="May only go to"
          group
          required
          help={isCustom ? undefined : `${originOf(endpoint.url) ?? ''}, and nowhere else.`}
        >
          <Segmented
            id={`${id}-where`}
            labelledBy={`${id}-where-label`}
            choices={[
              ...provider.endpoints.map((one) => ({ value: one.id, label: one.label })),
              { value: CUSTOM, label: 'Another' },
            ]}
            value={isCustom ? CUSTOM : endpoint.id}
            onChange={setWhere}
          />
        </FieldFrame>
        {isCustom ? (
          <FieldFrame
            id={`${id}-url`}
            label="Address"
            required
            help="Scheme, host and port count; the path does not."
            error={shown(problems.url)}
          >
            <OutlinedInput
              fullWidth
              id={`${id}-url`}
              value={url}
              onChange={(event) => setUrl(event.target.value)}
              error={shown(problems.url) !== null}
              sx={{ typography: 'mono' }}
              inputProps={{
                'aria-required': true,
                'aria-describedby': `${id}-url-error ${id}-url-help`,
                spellCheck: false,
                autoComplete: 'off',
                inputMode: 'url',
              }}
            />
          </FieldFrame>
        ) : null}
        <FieldFrame
          id={`${id}-value`}
          label="Value"
          required
          help={
            status !== undefined && canBeSetUp(status)
              ? `${slot?.help ?? ''} Kept in memory: gone when Firedrill stops; set up a vault to keep it.`
              : slot?.help
          }
          error={shown(problems.value)}
        >
          <KeyInput
            id={`${id}-value`}
            value={value}
            onChange={setValue}
            isWrong={shown(problems.value) !== null}
            suspicion={value === '' ? null : (slot?.suspicion(value.trim()) ?? null)}
          />
        </FieldFrame>
      </Fields>
    </FormDialog>
  );
}
