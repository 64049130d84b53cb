import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, client } from '#renderer/host/client.ts';
import { keepTab } from '#renderer/host/keep-tab.ts';
import { explainError } from '#shared/contract/explain-error.ts';
import type { Environment } from '#shared/model/destination.ts';
import type { ResolveAllProgress } from '#shared/model/incident.ts';

export type ResolveAllRun =
  | { readonly state: 'idle' }
  | {
      readonly state: 'running' | 'done';
      readonly of: number;
      readonly done: number;
      /** Those that did not end resolved, as they came. */
      readonly left: readonly ResolveAllProgress[];
      /** Why it ended before the last one; null where it did not. */
      readonly words: string | null;
      readonly stop: () => void;
    };

export type ResolveAll = {
  readonly run: ResolveAllRun;
  readonly start: (environments: readonly Exclude<Environment, 'production'>[]) => Promise<void>;
  readonly dismiss: () => void;
};

const KEY = ['incidents', 'resolve-all'];
const idle: ResolveAllRun = { state: 'idle' };

/** One at a time in this window, however many places show it. */
export function useResolveAll(): ResolveAll {
  const queries = useQueryClient();
  const { data: run = idle } = useQuery<ResolveAllRun>({
    queryKey: KEY,
    queryFn: skipToken,
    initialData: idle,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });

  const start: ResolveAll['start'] = useCallback(
    async (environments) => {
      if (queries.getQueryData<ResolveAllRun>(KEY)?.state === 'running') return;
      const abort = new AbortController();
      const stop = () => abort.abort();
      let now = {
        of: 0,
        done: 0,
        left: [] as readonly ResolveAllProgress[],
        words: null as string | null,
        stop,
      };
      const put = (state: 'running' | 'done') => queries.setQueryData<ResolveAllRun>(KEY, { state, ...now });
      put('running');
      const letGo = keepTab();
      try {
        const progress = await client.incidents.resolveAll(
          { environments: [...environments] },
          { signal: abort.signal },
        );
        for await (const one of progress) {
          const isLeft = one.incident !== null && one.send?.state !== 'delivered';
          now = { ...now, of: one.of, done: one.done, left: isLeft ? [...now.left, one] : now.left };
          put('running');
        }
      } catch (error) {
        now = {
          ...now,
          words: abort.signal.aborted
            ? 'You stopped it. What was not resolved by then stays open.'
            : explainError(error),
        };
      }
      letGo();
      put('done');
      void queries.invalidateQueries({ queryKey: api.incidents.key() });
      void queries.invalidateQueries({ queryKey: api.history.key() });
    },
    [queries],
  );
  const dismiss = useCallback(() => {
    const run = queries.getQueryData<ResolveAllRun>(KEY);
    if (run?.state !== 'running') queries.setQueryData<ResolveAllRun>(KEY, idle);
  }, [queries]);
  return { run, start, dismiss };
}
