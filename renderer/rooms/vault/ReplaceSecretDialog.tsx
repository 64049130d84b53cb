import { useId, useState } from 'react';
import { Fields } from '#renderer/forms/Fields.tsx';
import { FieldFrame } from '#renderer/forms/FieldFrame.tsx';
import { client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { type Secret, secretInput } from '#shared/model/secret.ts';
import { findProvider } from '#shared/providers/registry.ts';
import { endOf } from './destination-form.ts';
import { firstProblem } from './first-problem.ts';
import { KeyInput } from './KeyInput.tsx';
import { boundHost, slotLabel } from './slot-label.ts';

type Props = { readonly secret: Secret; readonly onClose: () => void; readonly onSaved: () => void };

/** Another value in the same place: every destination that uses the key sends with the new one. */
export function ReplaceSecretDialog({ secret, onClose, onSaved }: Props) {
  const id = useId();
  const { isBusy, problem, run } = useCall();
  const [value, setValue] = useState('');
  const [isTried, setTried] = useState(false);
  const slot = findProvider(secret.provider)?.slots.find((one) => one.id === secret.slot);
  const wrong = isTried ? firstProblem(secretInput.shape.value.safeParse(value)) : null;
  const save = async () => {
    setTried(true);
    if (!secretInput.shape.value.safeParse(value).success) return document.getElementById(id)?.focus();
    const { label, provider, slot, boundOrigin } = secret;
    const saved = await run(() =>
      client.secrets.set({ id: secret.id, label, provider, slot, boundOrigin, value: value.trim() }),
    );
    if (saved !== undefined) onSaved();
  };
  return (
    <FormDialog
      title={`Replace the value of ${secret.label}`}
      width={520}
      problem={problem}
      busy={isBusy}
      submitLabel="Replace"
      busyLabel="Saving…"
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <p>
        The value {endOf(secret)} is overwritten and cannot be brought back. The new one may go to{' '}
        <code>{boundHost(secret)}</code>, as the old one.
      </p>
      <Fields>
        <FieldFrame id={id} label={slotLabel(secret)} required error={wrong} help={slot?.help}>
          <KeyInput
            id={id}
            value={value}
            onChange={setValue}
            isWrong={wrong !== null}
            suspicion={value === '' ? null : (slot?.suspicion(value.trim()) ?? null)}
            takesFocus
          />
        </FieldFrame>
      </Fields>
    </FormDialog>
  );
}
