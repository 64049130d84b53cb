import type { Incident, Pace } from '#shared/providers/provider.ts';
import type { Clock } from './clock.ts';
import { type Lanes, mayLeave, mayRepeat } from './lanes.ts';
import type { Pacing } from './pacing.ts';
import { deciding, nextStep, type Tried } from './retry.ts';

export type Job<T extends Tried, Done> = {
  readonly effect: Incident['effect'];
  /** One for all messages about an incident at a destination; null where nothing tells them apart. */
  readonly lane: string | null;
  readonly overtakes: boolean;
  readonly pace: { readonly key: string; readonly pace: Pace } | null;
  /** How long it is held back, so that it can still be stopped. */
  readonly holdMs: number;
  /** What the unknown ones of its lane do that were made before it, in order. */
  unknown(): readonly Incident['effect'][];
  /** What those of its lane do that were made after it and are delivered or unknown. */
  later(): readonly Incident['effect'][];
  /** Writes down that attempt `n` is made, makes it, and says what it proves. Throws only when it cannot write. */
  attempt(n: number): Promise<T>;
  /** Writes down that another attempt follows after `ms`. */
  pause(tried: readonly [T, ...T[]], ms: number): void;
  /** Writes down how it ended, while nobody behind it in its lane has left yet. */
  end(ending: Ending<T>): Done;
};

export type Ending<T> =
  /** `held`: an earlier one is unknown, or a later one must not be undone. Of both, nothing has left. */
  | { readonly end: 'stopped' }
  | { readonly end: 'held' }
  | {
      readonly end: 'tried';
      readonly tried: readonly [T, ...T[]];
      readonly deciding: T;
      /** It was to be tried again, and was stopped before. */
      readonly isStopped: boolean;
      readonly retryAfterMs: number | null;
    };

export type DeliverParts = { readonly lanes: Lanes; readonly pacing: Pacing; readonly clock: Clock };

/**
 * One message, from its place in the lane to its outcome: the attempts, the waits between them, and who has to wait
 * meanwhile. `stop` ends every wait at once; an attempt that is under way hears of it by itself.
 */
export async function deliver<T extends Tried, Done>(
  { lanes, pacing, clock }: DeliverParts,
  job: Job<T, Done>,
  stop: AbortSignal,
): Promise<Done> {
  const leave = job.lane === null ? () => {} : await lanes.turn(job.lane, stop);
  if (leave === null) return job.end({ end: 'stopped' });
  try {
    if (!mayLeave(job.unknown(), job.effect, job.overtakes)) return job.end({ end: 'held' });
    if (!mayRepeat(job.later(), job.effect)) return job.end({ end: 'held' });
    if (job.holdMs > 0 && !(await clock.wait(job.holdMs, stop))) return job.end({ end: 'stopped' });
    if (!(await paced())) return job.end({ end: 'stopped' });
    return job.end(await attempts(await job.attempt(1)));
  } finally {
    leave();
  }

  async function paced(): Promise<boolean> {
    return job.pace === null || pacing.turn(job.pace.key, job.pace.pace, stop);
  }

  async function attempts(first: T): Promise<Ending<T>> {
    const tried: [T, ...T[]] = [first];
    const started = clock.now();
    const ended = (retryAfterMs: number | null, isStopped = false): Ending<T> => ({
      end: 'tried',
      tried,
      deciding: deciding(tried) ?? first,
      isStopped,
      retryAfterMs,
    });
    for (;;) {
      const facts = { hasKey: job.lane !== null, elapsedMs: clock.now() - started, random: clock.random() };
      const step = nextStep(tried, facts);
      if (step.does === 'end') return ended(step.retryAfterMs);
      try {
        job.pause(tried, step.ms);
        if (!(await clock.wait(step.ms, stop)) || !(await paced())) return ended(null, true);
        if (!mayRepeat(job.later(), job.effect)) return ended(null);
        tried.push(await job.attempt(tried.length + 1));
      } catch {
        // what cannot be written down is not attempted; what is known so far still counts
        return ended(null, true);
      }
    }
  }
}
