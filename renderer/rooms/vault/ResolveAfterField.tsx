import { useController } from 'react-hook-form';
import { FieldFrame } from '#renderer/forms/FieldFrame.tsx';
import { ResolveAfter } from '#renderer/forms/ResolveAfter.tsx';
import type { DestinationFormInput } from './destination-form.ts';

/** What becomes of incidents that nobody resolves. */
export function ResolveAfterField({ id }: { readonly id: string }) {
  const { field, fieldState } = useController<DestinationFormInput, 'resolves'>({ name: 'resolves' });
  const error = fieldState.error?.message ?? null;
  return (
    <FieldFrame
      id={id}
      label="Resolves itself"
      help="An incident that was opened here, unless the alert says otherwise."
      error={error}
    >
      <ResolveAfter
        id={id}
        value={field.value}
        onChange={field.onChange}
        invalid={error !== null}
        describedBy={error === null ? `${id}-help` : `${id}-error ${id}-help`}
      />
    </FieldFrame>
  );
}
