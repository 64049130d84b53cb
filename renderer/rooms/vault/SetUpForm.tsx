import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { type ReactNode, useId, useState } from 'react';
import { Fields } from '#renderer/forms/Fields.tsx';
import { client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { Notice } from '#renderer/ui/Notice.tsx';
import { Tick } from '#renderer/ui/Tick.tsx';
import type { VaultStatus } from '#shared/model/vault.ts';
import { NewPassphraseFields } from './NewPassphraseFields.tsx';
import { newPassphraseProblems, noPassphrase } from './passphrase-hint.ts';
import { useVaultTaken } from './use-vault.ts';

type Props = {
  readonly status: VaultStatus;
  readonly takesFocus?: boolean;
  /** Another way on, before the button that makes the vault. */
  readonly instead?: ReactNode;
  readonly onDone?: () => void;
};

/** Makes a vault: with a passphrase, with the keyring of this computer, or with both. */
export function SetUpForm({ status, takesFocus, instead, onDone }: Props) {
  const id = useId();
  const { isBusy, problem, run } = useCall();
  const taken = useVaultTaken();
  const hasKeyring = status.keyring === 'protected' || status.keyring === 'unknown';
  const [withKeyring, setWithKeyring] = useState(hasKeyring);
  const [withPassphrase, setWithPassphrase] = useState(!hasKeyring);
  const [passphrase, setPassphrase] = useState(noPassphrase);
  const [isTried, setTried] = useState(false);
  const [why, setWhy] = useState<string | null>(null);

  const create = async () => {
    setTried(true);
    setWhy(null);
    const problems = newPassphraseProblems(passphrase);
    if (!withPassphrase && !withKeyring) {
      setWhy('A vault needs at least one way in: a passphrase, or the keyring of this computer.');
      return;
    }
    if (withPassphrase && (problems.typed !== null || problems.again !== null)) {
      document.getElementById(`${id}-${problems.typed === null ? 'again' : 'new'}`)?.focus();
      return;
    }
    const made = await run(() =>
      client.vault.create({
        keyring: withKeyring,
        ...(withPassphrase ? { passphrase: passphrase.typed } : {}),
      }),
    );
    if (made === undefined) return;
    taken(made);
    onDone?.();
  };

  return (
    <Form
      noValidate
      aria-label="Set up a vault"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        void create();
      }}
    >
      <div role="alert">
        {problem === null && why === null ? null : <Notice tone="critical">{why ?? problem}</Notice>}
      </div>
      {hasKeyring ? (
        <div>
          <Tick checked={withKeyring} onChange={setWithKeyring}>
            Open it with this computer’s keyring, when you log in
          </Tick>
          <Tick checked={withPassphrase} onChange={setWithPassphrase}>
            Open it with a passphrase, also from the command line
          </Tick>
        </div>
      ) : null}
      {withPassphrase ? (
        <Fields>
          <NewPassphraseFields
            id={id}
            value={passphrase}
            onChange={setPassphrase}
            isTried={isTried}
            takesFocus={takesFocus}
          />
        </Fields>
      ) : null}
      <p className="quiet">
        {withPassphrase
          ? 'Nobody can give it back: without it, and without another way in, the keys have to be got from the vendors again.'
          : 'A second way in, such as a passphrase, can be added at any time.'}
      </p>
      <div className="acts">
        {instead}
        <Button type="submit" variant="contained" disabled={isBusy}>
          {isBusy ? 'Setting up…' : 'Set up the vault'}
        </Button>
      </div>
    </Form>
  );
}

const Form = styled('form')(({ theme: t }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr)',
  gap: 12,
  '& .quiet': { color: t.vars.palette.text.tertiary, fontSize: '0.75rem', lineHeight: '1rem' },
  '& .acts': { display: 'flex', flexWrap: 'wrap', gap: 8, justifyContent: 'flex-end' },
  '& [role=alert]:empty': { display: 'contents' },
}));
