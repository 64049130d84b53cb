import { setTimeout } from 'node:timers/promises';
import type { Batch } from '#shared/model/batch.ts';

export type Progress = {
  /** Something about it has changed; told on at most four times a second. */
  changed(id: string): void;
  /** How it stands now, and then whenever that has changed, until it is over. */
  follow(id: string, signal: AbortSignal | undefined): AsyncGenerator<Batch>;
  close(): void;
};

const EVERY_MS = 250;
/** A change that nobody tells of, such as of a single row from the history, is seen all the same. */
const LOOK_MS = 1000;

export function openProgress(parts: {
  readonly get: (id: string) => Batch | undefined;
  readonly changed: (id: string) => void;
}): Progress {
  const listeners = new Map<string, Set<() => void>>();
  const dirty = new Set<string>();
  const closing = new AbortController();
  let timer: NodeJS.Timeout | null = null;

  const tell = () => {
    timer = null;
    for (const id of dirty) parts.changed(id);
    dirty.clear();
  };
  const pause = (ms: number, signal: AbortSignal) => setTimeout(ms, undefined, { signal, ref: false });

  return {
    changed(id) {
      dirty.add(id);
      timer ??= globalThis.setTimeout(tell, EVERY_MS).unref();
      for (const listener of listeners.get(id) ?? []) listener();
    },
    async *follow(id, signal) {
      const until = signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);
      const own = listeners.get(id) ?? new Set();
      listeners.set(id, own);
      let heard = Promise.withResolvers<void>();
      const listener = () => heard.resolve();
      own.add(listener);
      try {
        for (let said = ''; ; ) {
          heard = Promise.withResolvers<void>();
          const batch = parts.get(id);
          if (batch === undefined) return;
          const text = JSON.stringify(batch);
          if (text !== said) yield batch;
          said = text;
          if (isOver(batch) || until.aborted) return;
          await pause(EVERY_MS, until);
          await Promise.race([heard.promise, pause(LOOK_MS, until)]);
        }
      } catch (error) {
        if (!until.aborted) throw error;
      } finally {
        own.delete(listener);
        if (own.size === 0) listeners.delete(id);
      }
    },
    close() {
      closing.abort();
      if (timer !== null) clearTimeout(timer);
      tell();
    },
  };
}

function isOver({ state, counts }: Batch): boolean {
  return (state === 'ended' || state === 'cancelled') && counts.queued + counts.underWay === 0;
}
