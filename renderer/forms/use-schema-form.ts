import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, useMemo } from 'react';
import { useForm, type UseFormReturn } from 'react-hook-form';
import type { Params } from '#shared/model/draft.ts';
import { kindSchema } from '#shared/providers/kind-schema.ts';
import type { MessageKind } from '#shared/providers/provider.ts';

/** The form of a message kind. Its errors come from the vendor's rules, once a field was left or a send was tried. */
export function useSchemaForm(kind: MessageKind, values: Params): UseFormReturn<Params> {
  const resolver = useMemo(() => zodResolver(kindSchema(kind, Date.now)), [kind]);
  const form = useForm<Params>({ resolver, defaultValues: values, mode: 'onTouched' });

  // a rule can hold between two fields: what is said under one has to be looked at again when the other changes
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ errors, name }) => {
          const stale = Object.keys(errors ?? {}).filter((key) => key !== name);
          if (stale.length > 0) void form.trigger(stale);
        },
      }),
    [form],
  );
  return form;
}
