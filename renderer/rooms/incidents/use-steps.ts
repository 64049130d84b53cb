import { ORPCError } from '@orpc/client';
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { v7 as uuid } from 'uuid';
import { HOLD_MS } from '#renderer/guard/use-holding.ts';
import { api, client } from '#renderer/host/client.ts';
import { keepTab } from '#renderer/host/keep-tab.ts';
import { explainError } from '#shared/contract/explain-error.ts';
import type { IncidentRef, IncidentStep } from '#shared/model/incident.ts';
import type { GuardInput, Send } from '#shared/model/send.ts';
import { refKey } from './use-incidents.ts';

export type Step = Pick<IncidentStep, 'step' | 'overtake'>;

export type StepRun =
  | {
      readonly state: 'running';
      readonly step: Step['step'];
      /** Until then it has not begun to leave; null where it is not held back. */
      readonly heldUntil: number | null;
      readonly stop: () => void;
    }
  | { readonly state: 'done'; readonly step: Step['step']; readonly send: Send }
  | {
      readonly state: 'failed';
      readonly step: Step['step'];
      readonly words: string;
      /** The contract's, such as VAULT_LOCKED; null where it is none of those. */
      readonly code: string | null;
    };

export type Steps = {
  readonly runOf: (ref: IncidentRef) => StepRun | null;
  readonly take: (ref: IncidentRef, step: Step, guard?: GuardInput) => Promise<StepRun | null>;
  readonly dismiss: (ref: IncidentRef) => void;
};

type Runs = Readonly<Record<string, StepRun>>;
const KEY = ['incidents', 'steps'];
const none: Runs = {};

/** What is being done to which incident. It goes on, and its result stays, while another page is open. */
export function useSteps(): Steps {
  const queries = useQueryClient();
  const { data: runs = none } = useQuery<Runs>({
    queryKey: KEY,
    queryFn: skipToken,
    initialData: none,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });

  const put = useCallback(
    (ref: IncidentRef, run: StepRun | null) => {
      queries.setQueryData<Runs>(KEY, (before = none) => {
        const { [refKey(ref)]: _, ...others } = before;
        return run === null ? others : { ...others, [refKey(ref)]: run };
      });
      return run;
    },
    [queries],
  );

  const take = useCallback(
    async (ref: IncidentRef, { step, overtake }: Step, guard?: GuardInput): Promise<StepRun | null> => {
      const before = queries.getQueryData<Runs>(KEY)?.[refKey(ref)];
      if (before?.state === 'running') return before;
      const abort = new AbortController();
      const heldUntil = guard?.hold === true ? Date.now() + HOLD_MS : null;
      put(ref, { state: 'running', step, heldUntil, stop: () => abort.abort() });
      const letGo = keepTab();
      try {
        const send = await client.incidents.step(
          {
            ...ref,
            clientRequestId: uuid(),
            step,
            ...(overtake === undefined ? {} : { overtake }),
            ...(guard === undefined ? {} : { guard }),
          },
          { signal: abort.signal },
        );
        return put(ref, { state: 'done', step, send });
      } catch (error) {
        const isOurs = abort.signal.aborted;
        return put(ref, {
          state: 'failed',
          step,
          words: isOurs ? 'You stopped it. Its line above says what became of it.' : explainError(error),
          code: !isOurs && error instanceof ORPCError ? error.code : null,
        });
      } finally {
        letGo();
        void queries.invalidateQueries({ queryKey: api.incidents.key() });
        void queries.invalidateQueries({ queryKey: api.history.key() });
      }
    },
    [queries, put],
  );

  const runOf = useCallback((ref: IncidentRef) => runs[refKey(ref)] ?? null, [runs]);
  const dismiss = useCallback((ref: IncidentRef) => void put(ref, null), [put]);
  return { runOf, take, dismiss };
}
