import { ORPCError } from '@orpc/client';
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { v7 as uuid } from 'uuid';
import { api, client } from '#renderer/host/client.ts';
import type { Destination } from '#shared/model/destination.ts';
import type { Params } from '#shared/model/draft.ts';
import type { Send, SendInput } from '#shared/model/send.ts';
import type { Finding, FollowUp } from '#shared/providers/provider.ts';
import { explainError } from '#shared/contract/explain-error.ts';

export type ToSend = {
  readonly provider: string;
  readonly kind: string;
  readonly params: Params;
  readonly destination: Destination;
  /** What it is to the incident that is on screen; absent for what the form holds. */
  readonly step?: FollowUp | 'again';
};

/** What a person said in front of production. */
export type Guard = NonNullable<SendInput['guard']>;

/** How long the engine holds a guarded send back. Its time begins later than ours, so ours ends first. */
const HOLD_MS = 5000;

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
  readonly send: (what: ToSend, guard?: Guard) => Promise<Run>;
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
    async (what: ToSend, guard?: Guard): Promise<Run> => {
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
      put({ state: 'sending', what, startedAt, heldUntil, stop });
      try {
        const done = await client.sends.send(
          {
            clientRequestId: uuid(),
            provider: what.provider,
            kind: what.kind,
            destinationId: what.destination.id,
            params: what.params,
            ...(guard === undefined ? {} : { guard }),
          },
          { signal: abort.signal },
        );
        return put({ state: 'done', what, send: done, words: null });
      } catch (error) {
        if (!abort.signal.aborted) {
          return put({
            state: 'failed',
            what,
            words: explainError(error),
            certain: error instanceof ORPCError && error.code !== 'INTERNAL_SERVER_ERROR',
            code: error instanceof ORPCError ? error.code : null,
            findings: findingsOf(error),
          });
        }
        const stopped = await recorded(what.destination.id, startedAt);
        return put(
          stopped === null
            ? {
                state: 'failed',
                what,
                words: 'You stopped it. The history has no record of it, so nothing was sent.',
                certain: true,
                code: null,
                findings: [],
              }
            : { state: 'done', what, send: stopped, words: wordsFor(stopped, heldUntil, stoppedAt) },
        );
      } finally {
        void queries.invalidateQueries({ queryKey: api.history.key() });
      }
    },
    [queries],
  );

  const dismiss = useCallback(() => queries.setQueryData<Run>(KEY, idle), [queries]);
  return { run, send, dismiss };
}

/**
 * A cancelled call has no answer; what became of the send is in the history a moment later. Asking again with the
 * same id would be wrong: where the first call never arrived, it would send.
 */
async function recorded(destinationId: string, startedAt: number): Promise<Send | null> {
  for (let attempt = 0; attempt < 12; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 150));
    try {
      const { sends } = await client.history.list({ before: null, limit: 5 });
      const mine = sends.find(
        (send) => send.destination.id === destinationId && Date.parse(send.at) >= startedAt - 1000,
      );
      if (mine !== undefined && !['queued', 'in_flight', 'retry_wait'].includes(mine.state)) {
        return await client.history.get({ id: mine.id });
      }
    } catch {
      // asked again below; where the engine is gone there is no record to show
    }
  }
  return null;
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
