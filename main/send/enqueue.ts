import type { History, LaneRow } from '#main/history/history.ts';
import type { Log } from '#main/log/log.ts';
import type { Secrets } from '#main/secrets/secrets.ts';
import type { Answer, Attempt, Send } from '#shared/model/send.ts';
import type { Incident } from '#shared/providers/provider.ts';
import { findKind } from '#shared/providers/registry.ts';
import { classify, type Outcome } from './classify.ts';
import type { Ending, Job } from './deliver.ts';
import { type Exchange, exchange, type Timeouts } from './http.ts';
import type { Prepared } from './prepare.ts';
import type { Redact } from './redact.ts';
import { retryAfterMs, type Tried } from './retry.ts';

type Parts = {
  readonly history: History;
  readonly secrets: Secrets;
  readonly log: Log;
  readonly now: () => Date;
  readonly changed: (sendId: string) => void;
  readonly timeouts?: Timeouts;
};

type Terms = Pick<Job<Try, Send>, 'overtakes' | 'pace' | 'holdMs'> & {
  readonly clientRequestId: string;
  /** Cuts an attempt that is under way. */
  readonly signal: AbortSignal;
  readonly isClosing: () => boolean;
};

type Try = Tried & { readonly result: Exchange; readonly outcome: Outcome };

const KEPT_ANSWER = 64 * 1024;

/**
 * Writes a prepared send down and makes it something to deliver: what is recorded when, and what is made of each
 * answer. Written down before it waits, so that the order in the history is the order in the lane.
 */
export function enqueue(
  { history, secrets, log, now, changed, timeouts }: Parts,
  { request, redact, provider, incident, used, send }: Prepared,
  { clientRequestId, overtakes, pace, holdMs, signal, isClosing }: Terms,
): Job<Try, Send> {
  let known: Send = { ...send, state: 'queued', attempts: [] };
  history.begin({ ...known, clientRequestId });
  changed(known.id);

  return {
    lane: incident.key === null ? null : JSON.stringify([send.destination.id, incident.key]),
    effect: incident.effect,
    overtakes,
    pace,
    holdMs,
    unknown: () =>
      send.incidentKey === null ? [] : history.unknown(send.destination.id, send.incidentKey).map(effectOf),
    later: () => history.later(send.id).map(effectOf),
    async attempt(n) {
      const begun: Send = {
        ...known,
        state: 'in_flight',
        retryAt: null,
        attempts: [...known.attempts, newAttempt(n, now())],
      };
      history.start(begun);
      known = begun;
      changed(begun.id);
      for (const { meta } of used) secrets.used(meta.id);
      const result = await exchange(request, signal, timeouts);
      const outcome = classify(result, provider, incident.key);
      known = { ...known, attempts: [...known.attempts.slice(0, -1), ended(begun, result, outcome, now())] };
      return { result, outcome, retryAfterMs: retryAfterMs(result.headers, now().getTime()) };
    },
    pause(tried, ms) {
      const last = tried.at(-1) ?? tried[0];
      known = {
        ...withOutcome(known, last, redact),
        state: 'retry_wait',
        retryAt: later(now(), ms),
      };
      history.pause(known);
      changed(known.id);
    },
    end(ending) {
      known = endedAs(known, ending, { redact, now: now(), isClosing: isClosing() });
      try {
        history.finish(known);
      } catch (error) {
        // the outcome is told all the same; the next start finds the send under way and calls it unknown
        log.error({ err: error, sendId: known.id }, 'an outcome could not be recorded');
      }
      changed(known.id);
      return known;
    },
  };
}

function endedAs(
  known: Send,
  ending: Ending<Try>,
  { redact, now, isClosing }: { redact: Redact; now: Date; isClosing: boolean },
): Send {
  if (ending.end === 'held') return { ...known, state: 'cancelled', reason: 'held_back' };
  if (ending.end === 'stopped') return { ...known, state: 'cancelled', reason: isClosing ? 'crash' : null };
  const { deciding, isStopped, retryAfterMs } = ending;
  const decided = withOutcome(known, deciding, redact);
  return {
    ...decided,
    // nothing was taken, and what would have been tried next never was
    state: isStopped && decided.state === 'failed' ? 'cancelled' : decided.state,
    retryAt: retryAfterMs === null ? null : later(now, retryAfterMs),
  };
}

function withOutcome(known: Send, { result, outcome }: Try, redact: Redact): Send {
  return {
    ...known,
    state: outcome.state,
    reason: outcome.reason,
    status: result.status,
    latencyMs: Math.round(result.latencyMs * 10) / 10,
    answer: result.status === null ? null : answerOf(result, result.status, redact),
    vendorMessage: outcome.vendorMessage === null ? null : redact(outcome.vendorMessage),
    incidentKey: known.incidentKey ?? outcome.incidentKey,
  };
}

const newAttempt = (n: number, now: Date): Attempt => ({
  n,
  startedAt: now.toISOString(),
  endedAt: null,
  phase: 'prepared',
  error: null,
  status: null,
  state: null,
});

function ended(begun: Send, result: Exchange, outcome: Outcome, now: Date): Attempt {
  return {
    n: begun.attempts.length,
    startedAt: begun.attempts.at(-1)?.startedAt ?? now.toISOString(),
    endedAt: now.toISOString(),
    phase: result.phase,
    error: result.failure?.code ?? null,
    status: result.status,
    state: outcome.state,
  };
}

function answerOf(result: Exchange, status: number, redact: Redact): Answer {
  return {
    status,
    statusText: redact(result.statusText),
    headers: result.headers.map(([name, value]) => [
      name,
      name === 'set-cookie' ? '[not kept]' : redact(value),
    ]),
    // redacted before it is cut, or a key across the cut would be kept in half
    body: redact(result.body).slice(0, KEPT_ANSWER),
    truncated: result.tooLarge || result.body.length > KEPT_ANSWER,
  };
}

/** What a message does to its incident, read out of what is kept of it. */
function effectOf({ provider, kind, params }: LaneRow): Incident['effect'] {
  const known = findKind(provider, kind);
  const read = known?.shape.safeParse(params);
  // of an older Firedrill, perhaps: taken for what is never passed and never repeated
  return known === undefined || read?.data === undefined ? 'none' : known.incident(read.data).effect;
}

/** As far as a calendar goes: a vendor may ask to be left alone for longer. */
function later(now: Date, ms: number): string {
  return new Date(Math.min(now.getTime() + ms, Date.UTC(9999, 0))).toISOString();
}
