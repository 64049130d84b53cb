import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { api } from '#renderer/host/client.ts';
import { findKind } from '#shared/providers/registry.ts';
import { type FirstRun, useFirstRun } from './first-run.ts';
import type { Run } from './use-send.ts';

type FirstRunState = {
  readonly shown: boolean;
  readonly progress: FirstRun;
  readonly seen: () => void;
  readonly close: () => void;
};

/** Moves the first steps on as things happen; after the first resolve they have done their work. */
export function useFirstRunPanel(run: Run): FirstRunState {
  const [progress, advance] = useFirstRun();
  const history = useQuery(api.history.list.queryOptions({ input: { before: null, limit: 200 } }));
  // only somebody who begins here needs them, not whoever has a history and another browser
  const [isNew, setIsNew] = useState<boolean | null>(null);
  if (isNew === null && history.data !== undefined) setIsNew(history.data.total === 0);

  const effect =
    run.state === 'done' && run.send.state === 'delivered'
      ? findKind(run.send.provider, run.send.kind)?.incident(run.send.params).effect
      : undefined;
  useEffect(() => {
    if (effect === 'opens') advance({ sent: true });
    if (effect === 'acknowledges') advance({ sent: true, seen: true });
    if (effect === 'resolves') advance({ sent: true, seen: true, closed: true });
  }, [effect, advance]);

  const seen = useCallback(() => advance({ seen: true }), [advance]);
  const close = useCallback(() => advance({ closed: true }), [advance]);
  const shown = !progress.closed && (isNew === true || (isNew === false && progress.sent));
  return { shown, progress, seen, close };
}
