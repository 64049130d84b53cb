import { ORPCError } from '@orpc/client';
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { v7 as uuid } from 'uuid';
import { HOLD_MS } from '#renderer/guard/use-holding.ts';
import { api, client } from '#renderer/host/client.ts';
import type { Destination } from '#shared/model/destination.ts';
import type { Params } from '#shared/model/draft.ts';
import type { GuardInput, Send } from '#shared/model/send.ts';
import type { Finding, FollowUp } from '#shared/providers/provider.ts';
import { keepTab } from '#renderer/host/keep-tab.ts';
import { explainError } from '#shared/contract/explain-error.ts';

export type ToSend = {
  readonly provider: string;
  readonly kind: string;
  readonly params: Params;
  readonly destination: Destination;
  /** What it is to the incident that is on screen; absent for what the form holds. */
  readonly step?: FollowUp | 'again';
  /** Absent: as the destination says. Null: never. */
  readonly resolveAfter?: number | null;
  /** A resolve that leaves although a message before it is unknown. */
  readonly overtake?: true;
  /** The unknown send that is to be made once more, with the same key and the same bytes. */
  readonly resend?: string;
};

/** Why a decision was not carried out; what it was about stays as it was. */
export type Problem = { readonly words: string; readonly code: string | null };

export type Run =
  | { readonly state: 'idle' }
  | {
      readonly state: 'sending';
      readonly what: ToSend;
      readonly startedAt: number;
      /** Until then it has not begun to leave; null where it is not held back. */
      readonly heldUntil: number | null;
      readonly stop: () => void;
    }
  | {
      readonly state: 'done';
      readonly what: ToSend;
      readonly send: Send;
      /** In place of the outcome's own: what only this window knows. */
      readonly words: string | null;
      readonly problem: Problem | null;
    }
  | {
      readonly state: 'failed';
      readonly what: ToSend;
      readonly words: string;
      /** Nothing left. False where the call itself broke, and only the history knows. */
      readonly certain: boolean;
      /** The contract's, such as CONFIRMATION_NEEDED. */
      readonly code: string | null;
      readonly findings: readonly Finding[];
    };

const KEY = ['compose', 'run'];
const idle: Run = { state: 'idle' };

type Sender = {
  readonly run: Run;
  readonly send: (what: ToSend, guard?: GuardInput) => Promise<Run>;
  /** Somebody found out at the vendor what became of an unknown one. */
  readonly mark: (id: string, became: 'delivered' | 'failed') => Promise<void>;
  readonly dismiss: () => void;
};

/** One send at a time. It goes on, and its result stays, while another page is open. */
export function useSend(): Sender {
  const queries = useQueryClient();
  const { data: run = idle } = useQuery<Run>({
    queryKey: KEY,
    queryFn: skipToken,
    initialData: idle,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });

  const send = useCallback(
    async (what: ToSend, guard?: GuardInput): Promise<Run> => {
      const put = (next: Run) => queries.setQueryData<Run>(KEY, next) ?? next;
      const before = queries.getQueryData<Run>(KEY);
      if (before?.state === 'sending') return before;
      const abort = new AbortController();
      const startedAt = Date.now();
      const heldUntil = guard?.hold === true ? startedAt + HOLD_MS : null;
      let stoppedAt = 0;
      const stop = () => {
        stoppedAt = Date.now();
        abort.abort();
      };
      const clientRequestId = uuid();
      put({ state: 'sending', what, startedAt, heldUntil, stop });
      const letGo = keepTab();
      try {
        const done = await call(what, clientRequestId, guard, abort.signal);
        return put({ state: 'done', what, send: done, words: null, problem: null });
      } catch (error) {
        const failed = failure(what, error);
        if (!abort.signal.aborted) {
          // nothing is known of it that was not known before
          if (what.resend !== undefined && before?.state === 'done') put({ ...before, problem: failed });
          else put(failed);
          return failed;
        }
        const stopped = await recorded(what, clientRequestId).catch(() => undefined);
        if (stopped === undefined) {
          return put({
            ...failed,
            certain: false,
            words: 'You stopped it, and Firedrill does not answer. The history will say what became of it.',
          });
        }
        return put(
          stopped === null
            ? {
                ...failed,
                words: 'You stopped it before Firedrill had it. Nothing was sent.',
                certain: true,
                code: null,
              }
            : {
                state: 'done',
                what,
                send: stopped,
                words: wordsFor(stopped, heldUntil, stoppedAt),
                problem: null,
              },
        );
      } finally {
        letGo();
        void queries.invalidateQueries({ queryKey: api.history.key() });
      }
    },
    [queries],
  );

  const mark = useCallback(
    async (id: string, became: 'delivered' | 'failed') => {
      const run = queries.getQueryData<Run>(KEY);
      if (run?.state !== 'done' || run.send.id !== id) return;
      const put = (next: Run) => queries.setQueryData<Run>(KEY, next);
      try {
        put({
          ...run,
          send: await client.sends.decide({ id, decision: became }),
          words: null,
          problem: null,
        });
      } catch (error) {
        put({ ...run, problem: failure(run.what, error) });
      }
      void queries.invalidateQueries({ queryKey: api.history.key() });
    },
    [queries],
  );

  const dismiss = useCallback(() => queries.setQueryData<Run>(KEY, idle), [queries]);
  return { run, send, mark, dismiss };
}

function call(
  what: ToSend,
  clientRequestId: string,
  guard: GuardInput | undefined,
  signal: AbortSignal,
): Promise<Send> {
  const given = guard === undefined ? {} : { guard };
  if (what.resend !== undefined) {
    return client.sends.decide({ id: what.resend, decision: 'resend', ...given }, { signal });
  }
  const { provider, kind, params, resolveAfter, overtake } = what;
  return client.sends.send(
    {
      clientRequestId,
      provider,
      kind,
      destinationId: what.destination.id,
      params,
      ...(resolveAfter === undefined ? {} : { resolveAfter }),
      ...(overtake === undefined ? {} : { overtake }),
      ...given,
    },
    { signal },
  );
}

/**
 * What became of a send whose call was cancelled, which has no answer; null where the engine never had it. The same
 * id twice is the same send, so the engine answers for it when it is over. The question names a destination that
 * there is not: where the first call never arrived, the second one must not send.
 */
async function recorded(what: ToSend, clientRequestId: string): Promise<Send | null> {
  if (what.resend !== undefined) return client.history.get({ id: what.resend });
  const nowhere = { provider: what.provider, kind: what.kind, destinationId: 'nowhere', params: {} };
  try {
    return await client.sends.send({ clientRequestId, ...nowhere });
  } catch (error) {
    if (error instanceof ORPCError && error.code !== 'INTERNAL_SERVER_ERROR') return null;
    throw error;
  }
}

function failure(what: ToSend, error: unknown): Run & { state: 'failed' } {
  return {
    state: 'failed',
    what,
    words: explainError(error),
    certain: error instanceof ORPCError && error.code !== 'INTERNAL_SERVER_ERROR',
    code: error instanceof ORPCError ? error.code : null,
    findings: findingsOf(error),
  };
}

/** How close it was, where it was stopped while it was held back. */
function wordsFor(stopped: Send, heldUntil: number | null, stoppedAt: number): string | null {
  if (stopped.state !== 'cancelled' || heldUntil === null) return null;
  const seconds = Math.max(1, Math.ceil((heldUntil - stoppedAt) / 1000));
  return `You stopped it ${seconds} s before it would have left. Nothing was sent.`;
}

/** What the engine found, in the form's own terms. */
function findingsOf(error: unknown): readonly Finding[] {
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== 'INVALID_ALERT')
    return [];
  const data = 'data' in error ? error.data : null;
  const found =
    typeof data === 'object' && data !== null && 'findings' in data && Array.isArray(data.findings)
      ? data.findings
      : [];
  return (found as Pick<Finding, 'path' | 'message'>[]).map((finding) => ({ ...finding, level: 'error' }));
}
