import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useId, useRef, useState } from 'react';
import { Fields } from '#renderer/forms/Fields.tsx';
import { FieldFrame } from '#renderer/forms/FieldFrame.tsx';
import { client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { PassphraseInput } from './PassphraseInput.tsx';
import { useVaultTaken } from './use-vault.ts';

type Props = {
  readonly takesFocus?: boolean;
  readonly onCancel?: () => void;
  readonly onUnlocked?: () => void;
};

export function UnlockForm({ takesFocus, onCancel, onUnlocked }: Props) {
  const id = `${useId()}-passphrase`;
  const input = useRef<HTMLInputElement>(null);
  const { isBusy, problem, run, clear } = useCall();
  const taken = useVaultTaken();
  const [typed, setTyped] = useState('');
  const [isMissing, setMissing] = useState(false);
  const error = isMissing ? 'The passphrase is missing.' : problem;

  const unlock = async () => {
    setMissing(typed === '');
    const status = typed === '' ? undefined : await run(() => client.vault.unlock({ passphrase: typed }));
    if (status === undefined) {
      // what was typed stays, so that one wrong character costs one character; selected, so that typing starts anew
      input.current?.focus();
      input.current?.select();
      return;
    }
    taken(status);
    setTyped('');
    onUnlocked?.();
  };

  return (
    <Form
      noValidate
      aria-label="Unlock the vault"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        void unlock();
      }}
    >
      <Fields role="presentation">
        <div aria-live="assertive">
          <FieldFrame id={id} label="Passphrase" required error={error}>
            <PassphraseInput
              id={id}
              isNew={false}
              value={typed}
              onChange={(value) => {
                setTyped(value);
                setMissing(false);
                clear();
              }}
              error={error !== null}
              takesFocus={takesFocus}
              inputRef={input}
            />
          </FieldFrame>
        </div>
      </Fields>
      <div className="acts">
        {onCancel === undefined ? null : <Button onClick={onCancel}>Cancel</Button>}
        <Button type="submit" variant="contained" disabled={isBusy}>
          {isBusy ? 'Unlocking…' : 'Unlock'}
        </Button>
      </div>
    </Form>
  );
}

const Form = styled('form')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr)',
  gap: 10,
  '& .acts': { display: 'flex', flexWrap: 'wrap', gap: 8, justifyContent: 'flex-end' },
});
