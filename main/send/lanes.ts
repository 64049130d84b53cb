import type { Incident } from '#shared/providers/provider.ts';

type Effect = Incident['effect'];

/**
 * Whether a message may leave while what these do to the same incident is unknown. None passes them: who knows what it
 * would do to an incident that may or may not be open. A resolve may pass triggers when it is asked to, because all it
 * can do is clean up.
 */
export function mayLeave(unknown: readonly Effect[], effect: Effect, overtakes: boolean): boolean {
  if (unknown.length === 0) return true;
  return overtakes && effect === 'resolves' && unknown.every((one) => one === 'opens');
}

/**
 * Whether a message may leave once more after these, which came later and were delivered, or may have been. A trigger
 * that is repeated after its resolve would open the incident anew and page again.
 */
export function mayRepeat(later: readonly Effect[], effect: Effect): boolean {
  return effect !== 'opens' || !later.some((one) => one === 'resolves' || one === 'acknowledges');
}

export type Lanes = {
  /**
   * First come, first served: resolves when everybody before has left, with the way to leave. Null when the signal
   * said stop.
   */
  turn(lane: string, signal: AbortSignal): Promise<(() => void) | null>;
};

export function openLanes(): Lanes {
  const lanes = new Map<string, (() => void)[]>();

  function leave(lane: string, one: () => void): void {
    const queue = lanes.get(lane) ?? [];
    const wasHead = queue[0] === one;
    const rest = queue.filter((other) => other !== one);
    if (rest.length === 0) lanes.delete(lane);
    else lanes.set(lane, rest);
    if (wasHead) rest[0]?.();
  }

  return {
    turn(lane, signal) {
      const { promise, resolve } = Promise.withResolvers<(() => void) | null>();
      const go = () => {
        signal.removeEventListener('abort', stop);
        resolve(() => leave(lane, go));
      };
      const stop = () => {
        leave(lane, go);
        resolve(null);
      };
      if (signal.aborted) return Promise.resolve(null);
      signal.addEventListener('abort', stop, { once: true });
      const queue = lanes.get(lane) ?? [];
      lanes.set(lane, [...queue, go]);
      if (queue.length === 0) go();
      return promise;
    },
  };
}
