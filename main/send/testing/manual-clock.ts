import type { Clock } from '../clock.ts';

export type ManualClock = Clock & {
  /** Lets that much time pass; what becomes due on the way happens in its order. */
  pass(ms: number): Promise<void>;
};

/** Time that stands still until it is told to pass. */
export function openManualClock(random: () => number = () => 0.5): ManualClock {
  let now = 0;
  const due = new Set<{ readonly at: number; readonly done: () => void }>();
  return {
    now: () => now,
    random,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve(false);
        const one = { at: now + ms, done: () => resolve(true) };
        due.add(one);
        signal.addEventListener('abort', () => {
          due.delete(one);
          resolve(false);
        });
      }),
    async pass(ms) {
      const until = now + ms;
      for (;;) {
        const [next] = [...due].filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at);
        if (next === undefined) break;
        due.delete(next);
        now = Math.max(now, next.at);
        next.done();
        await settled();
      }
      now = until;
    },
  };
}

/** When everything that needs no time has happened. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
