import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { newKey } from '#renderer/forms/fields/KeyField.tsx';
import { FreshKey } from '#renderer/forms/fresh-key.ts';
import { useNow } from '#renderer/forms/use-now.ts';
import type { Params } from '#shared/model/draft.ts';
import type { Assessment } from '#shared/providers/assess.ts';
import type { MessageKind } from '#shared/providers/provider.ts';
import { type Alert, check, type Preview, preview } from './preview.ts';

export type LiveAlert = {
  /** What would be sent now: the form, with a key where it has none. */
  readonly alert: Alert;
  /** The form as it is. */
  readonly typed: Params;
  readonly preview: Preview;
  readonly checks: Assessment;
};

const Live = createContext<LiveAlert | null>(null);

type LiveAlertProviderProps = {
  readonly about: Omit<Alert, 'params'>;
  readonly children: ReactNode;
};

/** Follows the form. Its children are handed through, so at a key press only what asks for the alert is drawn. */
export function LiveAlertProvider({ about, children }: LiveAlertProviderProps) {
  const typed = useTyped();
  const now = useNow();
  const { params, prepared } = usePreparedKey(about.kind, typed);
  const live = useMemo(() => {
    const alert = { ...about, params };
    return { alert, typed, preview: preview(alert), checks: check(alert, now) };
  }, [about, params, typed, now]);
  return (
    <FreshKey value={prepared}>
      <Live value={live}>{children}</Live>
    </FreshKey>
  );
}

export function useLiveAlert(): LiveAlert {
  const live = useContext(Live);
  if (live === null) throw new Error('useLiveAlert is used outside of its provider.');
  return live;
}

/** A copy at every change: react-hook-form keeps writing into its own object. */
function useTyped(): Params {
  const form = useFormContext<Params>();
  const [typed, setTyped] = useState(() => structuredClone(form.getValues()));
  useEffect(() => {
    const follow = () => setTyped(structuredClone(form.getValues()));
    follow();
    return form.subscribe({ formState: { values: true }, callback: follow });
  }, [form]);
  return typed;
}

/** The same key for as long as it is only offered; another one once it stands in the form. */
function usePreparedKey(
  kind: MessageKind,
  typed: Params,
): { readonly params: Params; readonly prepared: string | null } {
  const [key, setKey] = useState(newKey);
  if (Object.values(typed).includes(key)) setKey(newKey());
  return useMemo(() => {
    const filled = withKey(kind, typed, key);
    return Object.values(filled).includes(key)
      ? { params: filled, prepared: key }
      : { params: typed, prepared: null };
  }, [kind, typed, key]);
}

function withKey(kind: MessageKind, typed: Params, key: string): Params {
  try {
    return kind.withKey?.(typed, key) ?? typed;
  } catch {
    return typed;
  }
}
