import type { RefCallback } from 'react';
import { useController } from 'react-hook-form';
import type { Params } from '#shared/model/draft.ts';

type TextValue = {
  readonly value: string;
  readonly error: string | null;
  readonly change: (value: string) => void;
  readonly leave: () => void;
  readonly ref: RefCallback<HTMLElement>;
};

/** One text of the form. Only what uses it is drawn again when it changes. */
export function useField(name: string): TextValue {
  const { field, fieldState } = useController<Params>({ name });
  return {
    value: typeof field.value === 'string' ? field.value : '',
    error: fieldState.error?.message ?? null,
    change: field.onChange,
    leave: field.onBlur,
    ref: field.ref,
  };
}

/** Names what stands under a field, for the control's `aria-describedby`. */
export function describedBy(id: string, help: boolean, error: boolean): string | undefined {
  const ids = [...(error ? [`${id}-error`] : []), ...(help ? [`${id}-help`] : [])];
  return ids.length === 0 ? undefined : ids.join(' ');
}
