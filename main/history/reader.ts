import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { BatchLatencies } from '#shared/model/batch.ts';
import type { HistoryFilter, HistoryPage, HistoryStatistics } from '#shared/model/history.ts';
import type { Send } from '#shared/model/send.ts';
import { errorCode } from './error-code.ts';
import { workerFile } from './worker-file.ts';

/** What the thread does; each returns what can be cloned. */
export type Reads = {
  page(filter: HistoryFilter, before: string | null, limit: number): HistoryPage;
  count(filter: HistoryFilter): Pick<HistoryPage, 'total' | 'isMore'>;
  get(id: string): Send | undefined;
  statistics(days: number, now: Date): HistoryStatistics;
  batchLatencies(batchId: string): BatchLatencies;
};
type Call = keyof Reads;

export type ReadError = { readonly code: 'busy' | 'failed' | 'closed'; readonly detail: string };
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ReadError };

/** Never rejects; what goes wrong is in the value. */
export type HistoryReader = {
  readonly [C in Call]: (...input: Parameters<Reads[C]>) => Promise<Read<ReturnType<Reads[C]>>>;
} & {
  /** What is under way is answered first. */
  close(): Promise<void>;
};

export type ReadWork = { readonly does: 'read'; readonly path: string };
export type Question = { readonly n: number; readonly call: Call; readonly input: readonly unknown[] };
export type Reply = { readonly n: number; readonly read: Read<unknown> };

/** With more than this waiting, whoever asks next would wait too long to still want the answer. */
const MOST_WAITING = 64;

/** Reads on a thread of its own: `node:sqlite` blocks, and a search must not hold up a send. */
export function openHistoryReader(path: string): HistoryReader {
  const waiting = new Map<number, (read: Read<unknown>) => void>();
  let thread: Worker | null = null;
  let isClosed = false;
  let asked = 0;

  const ended = (error: ReadError) => {
    for (const answer of waiting.values()) answer({ ok: false, error });
    waiting.clear();
    thread = null;
  };
  const running = (): Worker => {
    if (thread !== null) return thread;
    const started = new Worker(workerFile(), { workerData: { does: 'read', path } satisfies ReadWork });
    started.on('message', ({ n, read }: Reply) => {
      waiting.get(n)?.(read);
      waiting.delete(n);
    });
    started.on('error', (error) => {
      if (thread === started) ended({ code: 'failed', detail: errorCode(error) });
    });
    started.on('exit', () => {
      if (thread === started) ended({ code: isClosed ? 'closed' : 'failed', detail: 'the thread ended' });
    });
    // a program that forgets to close must still be able to end
    started.unref();
    thread = started;
    return started;
  };
  const ask = async <C extends Call>(
    call: C,
    ...input: Parameters<Reads[C]>
  ): Promise<Read<ReturnType<Reads[C]>>> => {
    if (isClosed) return { ok: false, error: { code: 'closed', detail: 'Firedrill is stopping' } };
    if (waiting.size >= MOST_WAITING) {
      return { ok: false, error: { code: 'busy', detail: 'too many questions at once' } };
    }
    const worker = running();
    const n = asked++;
    const read = new Promise<Read<unknown>>((resolve) => waiting.set(n, resolve));
    worker.ref();
    worker.postMessage({ n, call, input } satisfies Question, []);
    const result = (await read) as Read<ReturnType<Reads[C]>>;
    if (waiting.size === 0) worker.unref();
    return result;
  };
  return {
    page: (...input) => ask('page', ...input),
    count: (...input) => ask('count', ...input),
    get: (...input) => ask('get', ...input),
    statistics: (...input) => ask('statistics', ...input),
    batchLatencies: (...input) => ask('batchLatencies', ...input),
    async close() {
      if (isClosed) return;
      isClosed = true;
      if (thread === null) return;
      const worker = thread;
      const exit = once(worker, 'exit');
      worker.ref();
      worker.postMessage(null, []);
      await exit;
    },
  };
}
