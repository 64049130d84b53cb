import { useId, useRef, useState } from 'react';
import { Fields } from '#renderer/forms/Fields.tsx';
import { FieldFrame } from '#renderer/forms/FieldFrame.tsx';
import { client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { NewPassphraseFields } from './NewPassphraseFields.tsx';
import { PassphraseInput } from './PassphraseInput.tsx';
import { newPassphraseProblems, noPassphrase } from './passphrase-hint.ts';
import { useVaultTaken } from './use-vault.ts';

type Props = { readonly isChange: boolean; readonly onClose: () => void };

/** Gives the vault a passphrase, or another one. */
export function PassphraseDialog({ isChange, onClose }: Props) {
  const id = useId();
  const old = useRef<HTMLInputElement>(null);
  const { isBusy, problem, run } = useCall();
  const taken = useVaultTaken();
  const [before, setBefore] = useState('');
  const [next, setNext] = useState(noPassphrase);
  const [isTried, setTried] = useState(false);
  const missing = isTried && isChange && before === '' ? 'The passphrase of now is missing.' : null;

  const save = async () => {
    setTried(true);
    const problems = newPassphraseProblems(next);
    if (isChange && before === '') return old.current?.focus();
    if (problems.typed !== null) return document.getElementById(`${id}-new`)?.focus();
    if (problems.again !== null) return document.getElementById(`${id}-again`)?.focus();
    const status = await run(() =>
      isChange
        ? client.vault.changePassphrase({ old: before, next: next.typed })
        : client.vault.addPassphrase({ passphrase: next.typed }),
    );
    if (status === undefined) {
      if (isChange) old.current?.select();
      return;
    }
    taken(status);
    onClose();
  };

  return (
    <FormDialog
      title={isChange ? 'Change the passphrase' : 'Add a passphrase'}
      problem={problem}
      busy={isBusy}
      submitLabel={isChange ? 'Change it' : 'Add it'}
      busyLabel="Encrypting…"
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <p>
        {isChange
          ? 'The vault gets a new key with it, so that an old copy of the file and the old passphrase open nothing that is saved from now on.'
          : 'Then the vault also opens where there is no keyring: from the command line, in the browser, on another computer.'}
      </p>
      <Fields>
        {isChange ? (
          <FieldFrame id={`${id}-old`} label="Passphrase now" required error={missing}>
            <PassphraseInput
              id={`${id}-old`}
              isNew={false}
              value={before}
              onChange={setBefore}
              error={missing !== null}
              inputRef={old}
              takesFocus
            />
          </FieldFrame>
        ) : null}
        <NewPassphraseFields
          id={id}
          label="New passphrase"
          value={next}
          onChange={setNext}
          isTried={isTried}
          takesFocus={!isChange}
        />
      </Fields>
    </FormDialog>
  );
}
