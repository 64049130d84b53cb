import type { Wait } from '#main/vault/waiting.ts';

export type ManualWait = {
  readonly wait: Wait;
  /** Every time that was waited for, in order. */
  readonly asked: number[];
  /** Lets everything that waits for exactly this long go on, and what follows from it happen. */
  pass(ms: number): Promise<void>;
};

/** A clock that stands still, but for the times in `over`, which are over as soon as nothing else is to be done. */
export function manualWait(over: readonly number[] = []): ManualWait {
  const waiting = new Set<{ readonly ms: number; readonly go: () => void }>();
  const asked: number[] = [];
  return {
    asked,
    wait(ms, signal) {
      asked.push(ms);
      if (over.includes(ms)) return new Promise((go) => void setImmediate(go));
      return new Promise((go) => {
        const one = { ms, go };
        waiting.add(one);
        signal?.addEventListener('abort', () => {
          waiting.delete(one);
          go();
        });
      });
    },
    async pass(ms) {
      for (const one of [...waiting].filter((one) => one.ms === ms)) {
        waiting.delete(one);
        one.go();
      }
      for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    },
  };
}
