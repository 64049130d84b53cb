import OutlinedInput from '@mui/material/OutlinedInput';
import { useId, useState } from 'react';
import { Fields } from '#renderer/forms/Fields.tsx';
import { FieldFrame } from '#renderer/forms/FieldFrame.tsx';
import { client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { type Secret, secretLabel } from '#shared/model/secret.ts';
import { firstProblem } from './first-problem.ts';

type Props = { readonly secret: Secret; readonly onClose: () => void; readonly onSaved: () => void };

export function RenameSecretDialog({ secret, onClose, onSaved }: Props) {
  const id = useId();
  const { isBusy, problem, run } = useCall();
  const [label, setLabel] = useState(secret.label);
  const wrong = firstProblem(secretLabel.safeParse(label));
  const save = async () => {
    if (wrong !== null) return document.getElementById(id)?.focus();
    const saved = await run(() => client.secrets.rename({ id: secret.id, label: label.trim() }));
    if (saved !== undefined) onSaved();
  };
  return (
    <FormDialog
      title={`Rename ${secret.label}`}
      problem={problem}
      busy={isBusy}
      submitLabel="Rename"
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <Fields>
        <FieldFrame
          id={id}
          label="Label"
          required
          error={wrong}
          help="What was sent already keeps the old one."
        >
          <OutlinedInput
            fullWidth
            id={id}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one field of the dialog
            autoFocus
            value={label}
            onChange={(event) => setLabel(event.target.value)}
            onFocus={(event) => event.target.select()}
            error={wrong !== null}
            inputProps={{
              'aria-required': true,
              'aria-describedby': `${id}-error ${id}-help`,
              spellCheck: false,
              autoComplete: 'off',
              maxLength: 80,
            }}
          />
        </FieldFrame>
      </Fields>
    </FormDialog>
  );
}
