import type { History } from '#main/history/history.ts';
import type { Refusal } from '#main/send/prepare.ts';
import type { Sender } from '#main/send/sender.ts';
import type { Batch } from '#shared/model/batch.ts';
import { whyPaused } from './why-paused.ts';

export type RunParts = {
  readonly history: Pick<History, 'queued'>;
  readonly sender: Pick<Sender, 'row' | 'fingerprint'>;
  readonly changed: (batchId: string) => void;
  /** True after so long; false when the signal said stop. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<boolean>;
};

export type Run = {
  /** Nothing else leaves; what is under way ends. */
  pause(): void;
  /** What is under way is not tried again either. */
  stop(): void;
  /** When every row that had not left when it was paused waits again. */
  readonly halted: Promise<void>;
  /** When all that is under way has ended; why it stopped by itself, in words, or null. */
  readonly done: Promise<string | null>;
};

/** Rows read at once: however many there are, only so many are in memory. */
const PAGE = 128;

/** Sends the queued rows in their order, so many at a time. */
export function runRows(parts: RunParts, batch: Batch, holdMs: number): Run {
  const until = new AbortController();
  const stopping = new AbortController();
  const halted = Promise.withResolvers<void>();
  let problem: string | null = null;
  /** Those that have a place and have not left; and all that have not ended. */
  let waiting = 0;
  let active = 0;
  let moved = Promise.withResolvers<void>();
  const move = () => {
    moved.resolve();
    moved = Promise.withResolvers<void>();
  };
  const isFull = () => active >= batch.concurrency;
  const isAnyWaiting = () => waiting > 0;
  const isAnyActive = () => active > 0;
  const fail = (why: string) => {
    problem ??= why;
    until.abort();
  };
  const confirmed = parts.sender.fingerprint(batch.destination.id) ?? '';
  const paces =
    batch.perSecond === null
      ? []
      : [{ key: `batch ${batch.id}`, pace: { calls: 1, perSeconds: 1 / batch.perSecond } }];

  async function send(row: ReturnType<History['queued']>[number]): Promise<void> {
    let isWaiting = true;
    waiting++;
    active++;
    const left = () => {
      if (!isWaiting) return;
      isWaiting = false;
      waiting--;
      move();
    };
    try {
      const result = await parts.sender.row(row, {
        confirmed,
        paces,
        until: until.signal,
        stop: stopping.signal,
        changed: () => parts.changed(batch.id),
        left,
      });
      if (!result.ok) fail(whyPaused(result.refusal));
    } finally {
      active--;
      left();
      move();
    }
  }

  async function all(): Promise<void> {
    if (holdMs > 0 && !(await parts.wait(holdMs, until.signal))) return;
    for (let after: string | null = null; ; ) {
      const page = parts.history.queued(batch.id, after, PAGE);
      for (const row of page) {
        while (isFull() && !until.signal.aborted) await moved.promise;
        if (until.signal.aborted) return;
        send(row).catch((error: unknown) => fail(failureInWords(error)));
        after = row.id;
      }
      if (page.length === 0) return;
    }
  }

  const done = (async () => {
    try {
      await all();
    } catch (error) {
      fail(failureInWords(error));
    }
    while (isAnyWaiting()) await moved.promise;
    halted.resolve();
    while (isAnyActive()) await moved.promise;
    return problem;
  })();
  until.signal.addEventListener('abort', move, { once: true });
  return {
    pause: () => until.abort(),
    stop() {
      until.abort();
      stopping.abort();
    },
    halted: halted.promise,
    done,
  };
}

function failureInWords(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const refusal: Refusal = { code: 'HISTORY_UNWRITABLE', detail: code };
  return whyPaused(refusal);
}
