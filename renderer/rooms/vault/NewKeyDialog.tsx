import { useId, useRef, useState } from 'react';
import { Fields } from '#renderer/forms/Fields.tsx';
import { FieldFrame } from '#renderer/forms/FieldFrame.tsx';
import { client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import type { ProtectorStatus, VaultStatus } from '#shared/model/vault.ts';
import { PassphraseInput } from './PassphraseInput.tsx';
import { useVaultTaken } from './use-vault.ts';

type Props = {
  readonly status: VaultStatus;
  /** The way in that is taken away with the old key. */
  readonly without: ProtectorStatus | undefined;
  readonly onClose: () => void;
};

/** Encrypts the vault under a new key, for the ways in that stay. A passphrase among them is needed for that. */
export function NewKeyDialog({ status, without, onClose }: Props) {
  const id = `${useId()}-passphrase`;
  const input = useRef<HTMLInputElement>(null);
  const { isBusy, problem, run } = useCall();
  const taken = useVaultTaken();
  const [typed, setTyped] = useState('');
  const [isTried, setTried] = useState(false);
  const needsPassphrase = status.protectors.some(
    (way) => way.type === 'passphrase' && way.id !== without?.id,
  );
  const missing = isTried && needsPassphrase && typed === '' ? 'The passphrase is missing.' : null;

  const make = async () => {
    setTried(true);
    if (needsPassphrase && typed === '') return input.current?.focus();
    const passphrase = needsPassphrase ? { passphrase: typed } : {};
    const next = await run(() =>
      without === undefined
        ? client.vault.rotateKey(passphrase)
        : client.vault.removeProtector({ id: without.id, ...passphrase }),
    );
    if (next === undefined) return input.current?.select();
    taken(next);
    onClose();
  };

  return (
    <FormDialog
      title={titleFor(without)}
      problem={problem}
      busy={isBusy}
      submitLabel={without === undefined ? 'Make a new key' : 'Remove it'}
      busyLabel="Encrypting…"
      onSubmit={() => void make()}
      onClose={onClose}
      startsAtCancel={!needsPassphrase}
    >
      <p>
        {without === undefined
          ? 'Everything in the vault is encrypted again under a new key, and the backup of the last save is deleted. The ways in stay the same. Worth doing after a copy of the file may have been taken.'
          : 'The vault gets a new key that only the other way opens, and the backup of the last save is deleted. Copies of the file that were made before still open as they did.'}
      </p>
      {needsPassphrase ? (
        <Fields>
          <FieldFrame id={id} label="Passphrase" required error={missing}>
            <PassphraseInput
              id={id}
              isNew={false}
              value={typed}
              onChange={setTyped}
              error={missing !== null}
              inputRef={input}
              takesFocus
            />
          </FieldFrame>
        </Fields>
      ) : null}
    </FormDialog>
  );
}

function titleFor(without: ProtectorStatus | undefined): string {
  if (without === undefined) return 'Make a new key';
  return without.type === 'passphrase' ? 'Remove the passphrase?' : 'Remove this computer’s keyring?';
}
