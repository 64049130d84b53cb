import type { Send } from '#shared/model/send.ts';

export type UnderWay = {
  /** Ends its waits. */
  readonly stop: () => void;
  /** Ends its waits, and cuts an attempt that is being made. */
  readonly cut: () => void;
  /** The outcome; never rejects. */
  readonly done: Promise<Send | null>;
};

export type Signals = { readonly stop: AbortSignal; readonly cut: AbortSignal };

/** What is being delivered, by the send's id, so that it can be found and stopped. */
export type AllUnderWay = {
  find(id: string): UnderWay | undefined;
  /** Runs it until it ends. `halts` stop its waits, `cuts` cut it too. */
  run<T extends { readonly send: Send }>(
    id: string,
    outside: { readonly halts?: readonly AbortSignal[]; readonly cuts?: readonly AbortSignal[] },
    deliver: (signals: Signals) => Promise<T>,
  ): Promise<T>;
  /** Nothing waits any more; what is being made has so long, and is then cut. */
  close(ms: number): Promise<void>;
};

export function openUnderWay(): AllUnderWay {
  const all = new Map<string, UnderWay>();
  let isClosing = false;
  return {
    find: (id) => all.get(id),
    async run(id, { halts = [], cuts = [] }, deliver) {
      const stopping = new AbortController();
      const cutting = new AbortController();
      const stop = () => stopping.abort();
      const cut = () => {
        stopping.abort();
        cutting.abort();
      };
      // one controller each and listeners that are taken away, because what they listen to may live for days
      const heard = [
        ...halts.map((signal) => ({ signal, hear: stop })),
        ...cuts.map((signal) => ({ signal, hear: cut })),
      ];
      for (const { signal, hear } of heard) {
        if (signal.aborted) hear();
        else signal.addEventListener('abort', hear, { once: true });
      }
      if (isClosing) stop();
      const delivered = deliver({ stop: stopping.signal, cut: cutting.signal });
      const done = delivered.then(
        ({ send }) => send,
        () => null,
      );
      all.set(id, { stop, cut, done });
      try {
        return await delivered;
      } finally {
        all.delete(id);
        for (const { signal, hear } of heard) signal.removeEventListener('abort', hear);
      }
    },
    async close(ms) {
      isClosing = true;
      for (const { stop } of all.values()) stop();
      const late = setTimeout(() => {
        for (const { cut } of all.values()) cut();
      }, ms);
      while (all.size > 0) await Promise.all([...all.values()].map(({ done }) => done));
      clearTimeout(late);
    },
  };
}
