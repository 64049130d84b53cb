import { useId, useState } from 'react';
import { Fields } from '#renderer/forms/Fields.tsx';
import { client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { Status } from '#renderer/ui/Status.tsx';
import { sizeInWords } from '#shared/text/measure.ts';
import { NewPassphraseFields } from './NewPassphraseFields.tsx';
import { newPassphraseProblems, noPassphrase } from './passphrase-hint.ts';

/** Writes the keys to a file of their own, which opens on any computer with the passphrase typed here. */
export function BackUpDialog({ onClose }: { readonly onClose: () => void }) {
  const id = useId();
  const { isBusy, problem, run } = useCall();
  const [passphrase, setPassphrase] = useState(noPassphrase);
  const [isTried, setTried] = useState(false);
  const [made, setMade] = useState<{ readonly name: string; readonly bytes: number } | null>(null);

  const backUp = async () => {
    setTried(true);
    const problems = newPassphraseProblems(passphrase);
    if (problems.typed !== null) return document.getElementById(`${id}-new`)?.focus();
    if (problems.again !== null) return document.getElementById(`${id}-again`)?.focus();
    const file = await run(() => client.vault.backUp({ passphrase: passphrase.typed }));
    if (file === undefined) return;
    setMade(file);
    setPassphrase(noPassphrase);
  };

  if (made !== null) {
    return (
      <FormDialog title="Backed up" cancelLabel="Close" onClose={onClose}>
        <Status>
          <Notice tone="ok">
            <code>{made.name}</code> ({sizeInWords(made.bytes)}) is in the data folder, encrypted. Take it to
            another disk: beside the vault it goes the way of the vault.
          </Notice>
        </Status>
      </FormDialog>
    );
  }
  return (
    <FormDialog
      title="Back up the vault"
      problem={problem}
      busy={isBusy}
      submitLabel="Back up"
      busyLabel="Encrypting…"
      onSubmit={() => void backUp()}
      onClose={onClose}
    >
      <p>
        Writes all keys to a file in the data folder, encrypted under a passphrase of its own. Whoever has the
        file and this passphrase has the keys. Destinations are exported apart, without keys.
      </p>
      <Fields>
        <NewPassphraseFields
          id={id}
          label="Its passphrase"
          value={passphrase}
          onChange={setPassphrase}
          isTried={isTried}
          takesFocus
        />
      </Fields>
    </FormDialog>
  );
}
