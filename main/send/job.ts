import type { History } from '#main/history/history.ts';
import type { Log } from '#main/log/log.ts';
import type { Network } from '#main/network/network.ts';
import type { Send } from '#shared/model/send.ts';
import { attemptEnded, attemptWithin, newAttempt, timeAfter, withOutcome } from './attempt.ts';
import { classify } from './classify.ts';
import type { Ending, Job, Paced } from './deliver.ts';
import { exchange, type Timeouts } from './http.ts';
import type { Prepared } from './prepare.ts';
import { ATTEMPTS, deciding, retryAfterMs, type Tried } from './retry.ts';

export type JobParts = {
  readonly history: History;
  readonly log: Log;
  readonly now: () => Date;
  readonly used: (secretIds: readonly string[]) => void;
  readonly network: Network;
  readonly timeouts?: Timeouts;
};

/**
 * Why it leaves: for the first time, made now or waiting as the row of a batch; once more because somebody said so
 * about an unknown one; or for another attempt that the last process still owed it.
 */
export type Round = 'first' | 'row' | 'again' | 'resumed';

export type JobTerms = {
  readonly round: Round;
  /** Of the message as it leaves, which may be more than is kept. */
  readonly incidentKey: string | null;
  readonly overtakes: boolean;
  readonly paces: readonly Paced[];
  readonly waitMs: number;
  /** Rebuilt when it is about to leave; throws when it cannot be what it was. */
  readonly prepared: () => Prepared;
  /** Cuts an attempt that is under way. */
  readonly cut: AbortSignal;
  readonly changed: (sendId: string) => void;
  /** From here on it counts as under way. */
  readonly leaves: () => void;
  /** It was stopped because everything stops, or its batch does, and not because of itself. */
  readonly isHalted: () => boolean;
};

/** How it ended, and what is known of it then; of one that did not leave, `send` is as it was. */
export type Delivered = { readonly send: Send; readonly ending: Ending };

type Try = Tried & { readonly onto: (send: Send) => Send };

/** A send that is written down, as something to deliver: what is recorded when, and what is made of each answer. */
export function jobOf({ history, log, now, used, network, timeouts }: JobParts, send: Send, terms: JobTerms) {
  const { round, changed, incidentKey } = terms;
  let known = send;
  // what earlier rounds proved is in the send already
  const all: Try[] =
    send.attempts.length === 0 ? [] : [{ ...triedBefore(send), onto: (recorded) => recorded }];

  const job: Job<Delivered> = {
    lane: incidentKey === null ? null : JSON.stringify([send.destination.id, incidentKey]),
    effect: send.effect,
    overtakes: terms.overtakes,
    paces: terms.paces,
    waitMs: terms.waitMs,
    attempts: round === 'again' ? 1 : ATTEMPTS,
    earlier:
      round === 'resumed'
        ? { tried: send.attempts.map(triedIn), elapsedMs: age(send, now()) }
        : { tried: [], elapsedMs: 0 },
    unknown: () => history.unknown(send),
    later: () => history.later(send.id),
    async attempt() {
      const { request, provider, incident, redact, used: keys, send: built } = terms.prepared();
      terms.leaves();
      if (round === 'row' && !isSameRecord(known, built)) {
        known = { ...known, request: built.request, destination: built.destination };
        await history.rebuild(known);
      }
      const begun: Send = {
        ...known,
        state: 'in_flight',
        retryAt: null,
        attempts: [...known.attempts, newAttempt(known.attempts.length + 1, now())],
      };
      await history.start(begun);
      known = begun;
      changed(begun.id);
      used(keys.map(({ meta }) => meta.id));
      const result = await exchange(request, terms.cut, timeouts, (url) => network.route(url));
      const outcome = classify(result, provider, incident.key);
      known = { ...known, attempts: attemptWithin(known.attempts, attemptEnded(result, outcome, now())) };
      const tried: Try = {
        outcome,
        retryAfterMs: retryAfterMs(result.headers, now().getTime()),
        onto: (before) => withOutcome(before, result, outcome, redact),
      };
      all.push(tried);
      return tried;
    },
    async pause(ms) {
      known = { ...decided(), state: 'retry_wait', retryAt: timeAfter(now(), ms) };
      await history.pause(known);
      changed(known.id);
    },
    async end(ending) {
      const ended = endedAs(ending);
      if (ended === null) return { send: known, ending };
      known = ended;
      try {
        await history.finish(known);
      } catch (error) {
        // the outcome is told all the same; the next start finds the send under way and calls it unknown
        log.error({ err: error, sendId: known.id }, 'an outcome could not be recorded');
      }
      changed(known.id);
      return { send: known, ending };
    },
  };
  return job;

  function decided(): Send {
    return deciding(all)?.onto(known) ?? known;
  }

  /** Null where nothing changed that would have to be written down. */
  function endedAs(ending: Ending): Send | null {
    if (ending.end === 'tried') return proved(ending.isStopped, ending.retryAfterMs);
    switch (round) {
      case 'again':
        return null;
      case 'resumed':
        // left as it waits, for the next start
        return ending.end === 'stopped' && terms.isHalted() ? null : proved(ending.end === 'stopped', null);
      case 'row':
        if (ending.end === 'unwritten' || (ending.end === 'stopped' && terms.isHalted())) return null;
        return notSent(ending);
      case 'first':
        return notSent(ending);
    }
  }

  function notSent(ending: Exclude<Ending, { end: 'tried' }>): Send {
    if (ending.end === 'held') {
      return { ...known, state: 'cancelled', reason: ending.by === 'unknown' ? 'held_back' : 'overtaken' };
    }
    const isOurs = ending.end === 'unwritten' || terms.isHalted();
    return { ...known, state: 'cancelled', reason: isOurs ? 'crash' : null };
  }

  function proved(isStopped: boolean, retryAfter: number | null): Send {
    const outcome = decided();
    const state = deciding(all)?.outcome.state ?? outcome.state;
    return {
      ...outcome,
      // nothing was taken, and what would have been tried next never was
      state: isStopped && state === 'failed' ? 'cancelled' : state,
      retryAt: retryAfter === null ? null : timeAfter(now(), retryAfter),
    };
  }
}

function triedBefore(send: Send): Tried {
  const isDoubtful = send.attempts.some(({ state }) => state === 'unknown');
  const state = isDoubtful ? 'unknown' : 'failed';
  return { outcome: { state, reason: send.reason, again: 'no' }, retryAfterMs: null };
}

function triedIn({ status, state }: Send['attempts'][number]): Tried {
  // of what led to another attempt, only this is allowed once
  const again = status === 421 ? 'once' : 'yes';
  return { outcome: { state: state ?? 'unknown', reason: null, again }, retryAfterMs: null };
}

function age({ attempts }: Send, now: Date): number {
  return Math.max(0, now.getTime() - Date.parse(attempts[0]?.startedAt ?? now.toISOString()));
}

function isSameRecord(known: Send, built: Prepared['send']): boolean {
  const of = ({ request, destination }: Pick<Send, 'request' | 'destination'>) =>
    JSON.stringify([request, destination]);
  return of(known) === of(built);
}
