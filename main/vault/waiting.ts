import { setTimeout } from 'node:timers/promises';

/** Returns when the time is over, or at once when `signal` aborts. */
export type Wait = (ms: number, signal?: AbortSignal) => Promise<void>;

export const realWait: Wait = (ms, signal) =>
  setTimeout(ms, undefined, { signal }).catch((error: unknown) => {
    if (signal?.aborted !== true) throw error;
  });

export type Answer<T> = { readonly late: false; readonly value: T } | { readonly late: true };

/** What `asked` comes to, unless it takes longer than this. It may then still go on; nobody listens any more. */
export async function within<T>(ms: number, asked: Promise<T>, wait: Wait): Promise<Answer<T>> {
  const timer = new AbortController();
  try {
    return await Promise.race([
      asked.then((value): Answer<T> => ({ late: false, value })),
      wait(ms, timer.signal).then((): Answer<T> => ({ late: true })),
    ]);
  } finally {
    timer.abort();
  }
}

/** Rings once after a time, unless it is set again or turned off before. */
export type Alarm = { set(ms: number, ring: () => void): void; off(): void };

export function openAlarm(wait: Wait): Alarm {
  let current = new AbortController();
  return {
    off: () => current.abort(),
    set(ms, ring) {
      current.abort();
      current = new AbortController();
      const { signal } = current;
      void wait(ms, signal).then(() => {
        if (!signal.aborted) ring();
      });
    },
  };
}
