import type { Meter } from '#shared/model/send.ts';
import type { Pace } from '#shared/providers/provider.ts';
import type { Clock } from './clock.ts';

export type Pacing = {
  /** Returns when the call may be made, and counts it; false when the signal said stop, and then it is not counted. */
  turn(key: string, pace: Pace, signal: AbortSignal): Promise<boolean>;
  meter(key: string, pace: Pace): Meter;
};

/** Keeps to what a vendor takes with one key, so that it never has to say "too many". */
export function openPacing(clock: Clock): Pacing {
  /** When each call was made or may be made, in order. */
  const booked = new Map<string, number[]>();

  function current(key: string, pace: Pace): number[] {
    const since = clock.now() - pace.perSeconds * 1000;
    const times = (booked.get(key) ?? []).filter((at) => at > since);
    if (times.length === 0) booked.delete(key);
    else booked.set(key, times);
    return times;
  }

  /** The first moment at which no stretch of that length has more calls in it than the vendor takes. */
  function nextPlace(times: readonly number[], { calls, perSeconds }: Pace): number {
    const oldest = times[times.length - calls];
    return oldest === undefined ? clock.now() : Math.max(clock.now(), oldest + perSeconds * 1000);
  }

  return {
    async turn(key, pace, signal) {
      const times = current(key, pace);
      const place = nextPlace(times, pace);
      booked.set(key, [...times, place]);
      const ms = place - clock.now();
      if (!signal.aborted && (ms <= 0 || (await clock.wait(ms, signal)))) return true;
      const rest = booked.get(key) ?? [];
      const index = rest.indexOf(place);
      if (index >= 0) booked.set(key, rest.toSpliced(index, 1));
      return false;
    },
    meter(key, pace) {
      const times = current(key, pace);
      return { used: times.length, ...pace, freeInMs: Math.max(0, nextPlace(times, pace) - clock.now()) };
    },
  };
}
