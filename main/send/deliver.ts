import type { Incident, Pace } from '#shared/providers/provider.ts';
import type { Clock } from './clock.ts';
import { type Lanes, mayLeave, mayRepeat } from './lanes.ts';
import type { Pacing } from './pacing.ts';
import { nextStep, type Tried } from './retry.ts';

export type Paced = { readonly key: string; readonly pace: Pace };

export type Job<Done> = {
  readonly effect: Incident['effect'];
  /** One for all messages about an incident at a destination; null where nothing tells them apart. */
  readonly lane: string | null;
  readonly overtakes: boolean;
  /** All that it has to keep to, in the order in which it waits for them. */
  readonly paces: readonly Paced[];
  /** How long it waits at the head of its lane: held back so that it can be stopped, or until its next attempt. */
  readonly waitMs: number;
  /** The attempts that count against its budget already, and how long ago the first of them began. */
  readonly earlier: { readonly tried: readonly Tried[]; readonly elapsedMs: number };
  /** What it may make of them in all. */
  readonly attempts: number;
  /** What the others of its lane do that are unknown. */
  unknown(): readonly Incident['effect'][];
  /** What those of its lane do that were made after it and are delivered or unknown. */
  later(): readonly Incident['effect'][];
  /** Writes down that another attempt is made, makes it, and says what it proves. Throws only when it cannot write. */
  attempt(): Promise<Tried>;
  /** Writes down that another attempt follows after `ms`. */
  pause(ms: number): Promise<void>;
  /** Writes down how it ended, while nobody behind it in its lane has left yet. */
  end(ending: Ending): Promise<Done>;
};

export type Ending =
  /** Nothing has left: it was stopped. */
  | { readonly end: 'stopped' }
  /** Nothing has left: another one is unknown, or a later one must not be undone. */
  | { readonly end: 'held'; readonly by: 'unknown' | 'later' }
  /** Nothing has left: it could not be written down. */
  | { readonly end: 'unwritten'; readonly error: unknown }
  | {
      readonly end: 'tried';
      /** It was to be tried again, and was stopped before. */
      readonly isStopped: boolean;
      readonly retryAfterMs: number | null;
    };

export type DeliverParts = { readonly lanes: Lanes; readonly pacing: Pacing; readonly clock: Clock };

/**
 * One message, from its place in the lane to its outcome: the attempts, the waits between them, and who has to wait
 * meanwhile. `stop` ends every wait at once; an attempt that is under way hears of it by itself. The place in the
 * lane is taken before this returns.
 */
export async function deliver<Done>(
  { lanes, pacing, clock }: DeliverParts,
  job: Job<Done>,
  stop: AbortSignal,
): Promise<Done> {
  const leave = job.lane === null ? () => {} : await lanes.turn(job.lane, stop);
  if (leave === null) return job.end({ end: 'stopped' });
  try {
    return await job.end(await ending());
  } finally {
    leave();
  }

  async function ending(): Promise<Ending> {
    if (!mayLeave(job.unknown(), job.effect, job.overtakes)) return { end: 'held', by: 'unknown' };
    if (!mayRepeat(job.later(), job.effect)) return { end: 'held', by: 'later' };
    if (job.waitMs > 0 && !(await clock.wait(job.waitMs, stop))) return { end: 'stopped' };
    if (!(await paced())) return { end: 'stopped' };
    const started = clock.now() - job.earlier.elapsedMs;
    let first: Tried;
    try {
      first = await job.attempt();
    } catch (error) {
      return { end: 'unwritten', error };
    }
    return further([...job.earlier.tried, first], started);
  }

  async function paced(): Promise<boolean> {
    for (const { key, pace } of job.paces) {
      if (!(await pacing.turn(key, pace, stop))) return false;
    }
    // a wait may have ended in the same moment
    return !stop.aborted;
  }

  async function further(tried: Tried[], started: number): Promise<Ending> {
    const ended = (retryAfterMs: number | null, isStopped = false): Ending => ({
      end: 'tried',
      isStopped,
      retryAfterMs,
    });
    for (;;) {
      const facts = {
        hasKey: job.lane !== null,
        attempts: job.attempts,
        elapsedMs: clock.now() - started,
        random: clock.random(),
      };
      const step = nextStep(tried, facts);
      if (step.does === 'end') return ended(step.retryAfterMs);
      try {
        await job.pause(step.ms);
        if (!(await clock.wait(step.ms, stop)) || !(await paced())) return ended(null, true);
        if (!mayRepeat(job.later(), job.effect)) return ended(null);
        tried.push(await job.attempt());
      } catch {
        // what cannot be written down is not attempted; what is known so far still counts
        return ended(null, true);
      }
    }
  }
}
