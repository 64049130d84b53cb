import { FieldFrame } from '#renderer/forms/FieldFrame.tsx';
import { fieldId } from '#renderer/forms/field-id.ts';
import { type ResolveChoice, secondsInWords } from '#renderer/forms/resolve-after.ts';
import { ResolveAfter } from '#renderer/forms/ResolveAfter.tsx';
import { useLiveAlert } from './live-alert.tsx';
import { canResolveItself, pickedFor } from './resolve-choice.ts';

type Props = { readonly choice: ResolveChoice; readonly onChange: (choice: ResolveChoice) => void };

/** After how long the incident that this opens resolves itself; there only where something can. */
export function AutoResolve({ choice, onChange }: Props) {
  const { alert } = useLiveAlert();
  const { kind, params, destination } = alert;
  if (!canResolveItself(kind, params)) return null;
  const id = fieldId('resolveAfter');
  const picked = pickedFor(kind, params, choice);
  const usual =
    destination === null
      ? 'As the destination says'
      : `As ${destination.name} says: ${secondsInWords(destination.resolveAfter)}`;
  return (
    <FieldFrame
      id={id}
      label="Resolves itself"
      help="Counted from when it is accepted, also after a restart."
      error={picked.ok ? null : picked.why}
    >
      <ResolveAfter
        id={id}
        value={choice}
        onChange={onChange}
        usual={usual}
        invalid={!picked.ok}
        describedBy={picked.ok ? `${id}-help` : `${id}-error ${id}-help`}
      />
    </FieldFrame>
  );
}
