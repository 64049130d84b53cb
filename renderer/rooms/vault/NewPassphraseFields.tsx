import { FieldFrame } from '#renderer/forms/FieldFrame.tsx';
import { PassphraseInput } from './PassphraseInput.tsx';
import { type NewPassphrase, newPassphraseProblems, passphraseHint } from './passphrase-hint.ts';

type Props = {
  readonly id: string;
  readonly label?: string;
  readonly value: NewPassphrase;
  readonly onChange: (value: NewPassphrase) => void;
  /** Whether somebody tried to go on: from then on what is missing is an error. */
  readonly isTried: boolean;
  readonly takesFocus?: boolean;
};

/** A passphrase that is used from now on: typed twice, with a word on how good it is. */
export function NewPassphraseFields(props: Props) {
  const { id, label = 'Passphrase', value, onChange, isTried, takesFocus } = props;
  const problems = newPassphraseProblems(value);
  const isTyping = value.again.length < value.typed.length;
  const againProblem = isTried || (value.again !== '' && !isTyping) ? problems.again : null;
  const problem = isTried ? problems.typed : null;
  return (
    <>
      <FieldFrame
        id={`${id}-new`}
        label={label}
        required
        error={problem}
        help={problem === null ? passphraseHint(value.typed) : undefined}
      >
        <PassphraseInput
          id={`${id}-new`}
          isNew
          value={value.typed}
          onChange={(typed) => onChange({ ...value, typed })}
          error={problem !== null}
          takesFocus={takesFocus}
        />
      </FieldFrame>
      <FieldFrame id={`${id}-again`} label="Once more" required error={againProblem}>
        <PassphraseInput
          id={`${id}-again`}
          isNew
          value={value.again}
          onChange={(again) => onChange({ ...value, again })}
          error={againProblem !== null}
        />
      </FieldFrame>
    </>
  );
}
