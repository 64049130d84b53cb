import { v7 as uuid } from 'uuid';
import type { Live } from '#main/live/live.ts';
import type { Log } from '#main/log/log.ts';
import type { Clock } from '#main/send/clock.ts';
import { explainError } from '#shared/contract/explain-error.ts';
import type { Incident, IncidentRef } from '#shared/model/incident.ts';
import type { Send } from '#shared/model/send.ts';
import { explain } from '#shared/outcome/explain.ts';
import type { Ledger } from './ledger.ts';
import type { StepParts, StepRefusal, TakeStep } from './steps.ts';

export type Timers = {
  /** Nothing more is begun. */
  stop(): void;
  /** When everything that was begun is over. */
  settled(): Promise<void>;
};

export type TimerParts = Pick<StepParts, 'destination'> & {
  readonly history: Pick<StepParts['history'], 'unknown'>;
  readonly ledger: Pick<Ledger, 'due' | 'nextDue' | 'find' | 'setTimer'>;
  readonly takeStep: TakeStep;
  readonly clock: Clock;
  readonly now: () => Date;
  readonly live: Live;
  readonly log: Log;
};

const AT_ONCE = 4;
/** What is due is due by the calendar, and a laptop that slept has another time than its clock says. */
const LONGEST_WAIT_MS = 30_000;
const AGAIN_AFTER_MS = 5 * 60_000;
/** What may be in the way of a resolve, and then may not be any more. */
const IN_THE_WAY = ['vault', 'secrets', 'destinations', 'settings', 'batches'];

/** Resolves each incident when its time has come: at once for those whose time passed while nothing ran. */
export function startTimers(parts: TimerParts): Timers {
  const { ledger, clock, now, live, log } = parts;
  const stop = new AbortController();
  const firing = new Map<string, Promise<void>>();
  const aside = new Map<string, { readonly until: number; readonly isRefused: boolean }>();
  let woken = new AbortController();

  const wake = () => {
    woken.abort();
    woken = new AbortController();
  };
  const fire = async (ref: IncidentRef) => {
    const name = nameOf(ref);
    try {
      const left = await resolveDue(parts, ref);
      if (left === null) aside.delete(name);
      else aside.set(name, { until: clock.now() + left.againAfterMs, isRefused: left.isRefused });
    } catch (error) {
      log.error({ err: error }, 'a timer could not resolve its incident');
      aside.set(name, { until: clock.now() + AGAIN_AFTER_MS, isRefused: false });
    } finally {
      firing.delete(name);
      wake();
    }
  };
  const fireDue = () => {
    const isWanted = (ref: IncidentRef) =>
      !firing.has(nameOf(ref)) && (aside.get(nameOf(ref))?.until ?? 0) <= clock.now();
    for (const ref of ledger.due(now(), AT_ONCE - firing.size, isWanted)) firing.set(nameOf(ref), fire(ref));
  };
  const running = (async () => {
    while (!stop.signal.aborted) {
      const { signal } = woken;
      let wait = LONGEST_WAIT_MS;
      try {
        fireDue();
        const next = ledger.nextDue(now());
        if (next !== null) wait = Math.min(wait, next.getTime() - now().getTime());
      } catch (error) {
        log.error({ err: error }, 'timers could not be read');
      }
      await clock.wait(wait, AbortSignal.any([stop.signal, signal]));
    }
  })();
  const listening = (async () => {
    try {
      for await (const { room } of live.updates(stop.signal)) {
        if (room !== 'incidents' && !IN_THE_WAY.includes(room)) continue;
        if (room !== 'incidents') {
          for (const [name, { isRefused }] of aside) if (isRefused) aside.delete(name);
        }
        wake();
      }
    } catch (error) {
      if (!stop.signal.aborted) log.error({ err: error }, 'timers hear of no changes any more');
    }
  })();
  return {
    stop: () => stop.abort(),
    async settled() {
      await Promise.all([running, listening, ...firing.values()]);
    },
  };
}

/** What is left of a timer: when to try again. */
type Left = { readonly againAfterMs: number; readonly isRefused: boolean };

async function resolveDue(parts: TimerParts, ref: IncidentRef): Promise<Left | null> {
  const { ledger, takeStep, history, destination } = parts;
  const incident = ledger.find(ref);
  if (incident === undefined) return null;
  const leave = (resolveAt: string | null, resolveProblem: string) => {
    const known = ledger.find(ref);
    // meanwhile somebody may have moved it, taken it away or resolved the incident
    if (known === undefined || known.state === 'resolved' || known.resolveAt !== incident.resolveAt) return;
    if (known.resolveAt === resolveAt && known.resolveProblem === resolveProblem) return;
    ledger.setTimer(ref, { resolveAt, resolveProblem });
  };
  const wait = (problem: string): Left => {
    leave(incident.resolveAt, problem);
    return { againAfterMs: LONGEST_WAIT_MS, isRefused: true };
  };
  const to = destination(ref.destinationId);
  if (to?.environment === 'production' && incident.destination.environment !== 'production') {
    return wait(`${to.name} was no production destination when the timer was set. Resolve it by hand.`);
  }
  const about = { id: '', destination: incident.destination, incidentKey: incident.key };
  if (history.unknown(about).some((effect) => effect !== 'opens')) {
    return wait('An earlier message about it is unknown. Decide first what became of that one.');
  }
  const result = await takeStep(
    { ...ref, clientRequestId: uuid(), step: 'resolve', overtake: true },
    // it was confirmed when it was set
    { origin: 'timer', isGuarded: false },
    new AbortController().signal,
  );
  if (!result.ok) return wait(refusedInWords(result.refusal, incident));
  const { send } = result;
  switch (send.state) {
    case 'delivered':
      return null;
    case 'failed':
      leave(incident.resolveAt, `${explain(send).text} It is tried again every few minutes.`);
      return { againAfterMs: AGAIN_AFTER_MS, isRefused: false };
    case 'cancelled':
      if (send.reason === 'held_back') return wait(explain(send).text);
      // by the next start the time has passed
      if (send.reason !== 'crash') leave(null, stopped(send));
      return null;
    default:
      leave(null, explain(send).text);
      return null;
  }
}

function stopped(send: Send): string {
  return `${explain(send).text} The timer does not try again.`;
}

function refusedInWords(refusal: StepRefusal, { destination }: Incident): string {
  switch (refusal.code) {
    case 'VAULT_LOCKED':
      return 'The vault is locked, and the key is in it. It is resolved as soon as the vault is open.';
    case 'NOT_REPEATABLE':
      return refusal.problem;
    case 'NOT_FOUND':
      return `${destination.name} is no longer there, so nothing can be sent. Resolve it at ${destination.host}, then take it off the list.`;
    default:
      return explainError({ code: refusal.code, data: refusal });
  }
}

function nameOf({ destinationId, key }: IncidentRef): string {
  return JSON.stringify([destinationId, key]);
}
