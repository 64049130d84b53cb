import type { DatabaseSync } from 'node:sqlite';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { History, NewSend } from '#main/history/history.ts';
import type { Log } from '#main/log/log.ts';
import type { Refusal } from '#main/send/prepare.ts';
import type { Sender } from '#main/send/sender.ts';
import type { Batch, BatchInput, BatchProblem, BatchRow } from '#shared/model/batch.ts';
import type { Destination } from '#shared/model/destination.ts';
import type { SendInput, SendOrigin } from '#shared/model/send.ts';
import { openBatchStore } from './batch-store.ts';
import { openProgress } from './progress.ts';
import { type Run, runRows } from './run-rows.ts';
import { whyNot } from './why-paused.ts';

export type BatchRefusal =
  | { readonly code: 'NO_BATCH' }
  | Extract<
      Refusal,
      {
        code:
          | 'NOT_FOUND'
          | 'WRONG_STATE'
          | 'CONFIRMATION_NEEDED'
          | 'HISTORY_NOT_ACCEPTED'
          | 'HISTORY_UNWRITABLE';
      }
    >;
export type BatchResult<T = Batch> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: BatchRefusal };
type Added = { readonly rows: number; readonly problems: BatchProblem[] };

/** Many alerts to one destination, kept as queued sends until they leave, so that none is lost with the program. */
export type Batches = {
  list(): Batch[];
  get(id: string): Batch | undefined;
  create(input: BatchInput, origin: SendOrigin): BatchResult;
  add(id: string, rows: readonly BatchRow[]): BatchResult<Added>;
  run(id: string, guard: SendInput['guard']): Promise<BatchResult>;
  pause(id: string): BatchResult;
  cancel(id: string): BatchResult;
  /** Ends when it is over or the signal says stop. */
  progress(id: string, signal: AbortSignal | undefined): AsyncGenerator<Batch>;
  /** What runs waits to be resumed; returns when all that was under way has ended. */
  close(): Promise<void>;
};

export type BatchParts = {
  readonly database: DatabaseSync;
  readonly history: History;
  readonly sender: Sender;
  readonly destination: (id: string) => Destination | undefined;
  readonly log: Log;
  readonly now: () => Date;
  readonly changed: (batchId: string) => void;
  /** What the history was found to be, while nobody has said that they know. */
  readonly unaccepted: () => string | null;
  readonly holdMs?: number;
};

const HOLD_MS = 5000;
/** Cancelled in one go; a send that comes in between waits for no more than that. */
const STEP = 500;

export function openBatches(parts: BatchParts): Batches {
  const { history, sender, now } = parts;
  const store = openBatchStore(parts.database);
  const runs = new Map<string, Set<Run>>();
  /** What could not be written down because the disk is full. */
  const untold = new Map<string, string>();
  let isClosing = false;

  const hasToStop = () => isClosing;
  const isRunning = (id: string) => (runs.get(id)?.size ?? 0) > 0;
  const get = (id: string): Batch | undefined => {
    const found = store.find(id);
    const problem = untold.get(id);
    return found === undefined || problem === undefined ? found : { ...found, state: 'paused', problem };
  };
  const progress = openProgress({ get, changed: parts.changed });
  const no = (refusal: BatchRefusal) => ({ ok: false, refusal }) as const;
  const asIs = (id: string): BatchResult => {
    const found = get(id);
    return found === undefined ? no({ code: 'NO_BATCH' }) : { ok: true, value: found };
  };
  const setState = (...change: Parameters<typeof store.setState>) => {
    store.setState(...change);
    untold.delete(change[0]);
    progress.changed(change[0]);
  };
  function start(batch: Batch, holdMs: number): void {
    const wait = (ms: number, signal: AbortSignal) => setTimeout(ms, true, { signal }).catch(() => false);
    const changed = (id: string) => progress.changed(id);
    const run = runRows({ history, sender, changed, wait }, batch, holdMs);
    const others = runs.get(batch.id) ?? new Set();
    runs.set(batch.id, others.add(run));
    void run.done.then((problem) => {
      others.delete(run);
      settle(batch.id, problem);
    });
  }

  /** What a batch is when one of its runs has ended. */
  function settle(id: string, problem: string | null): void {
    const batch = store.find(id);
    if (batch === undefined || isRunning(id)) return;
    try {
      if (batch.state === 'running' || batch.state === 'paused') {
        if (batch.counts.queued === 0) setState(id, 'ended', { endedAt: now().toISOString() });
        else if (isClosing)
          setState(id, 'paused', { isInterrupted: batch.state === 'running' || batch.isInterrupted });
        else if (batch.state === 'running') setState(id, 'paused', { problem });
      }
    } catch (error) {
      parts.log.error({ err: error, batchId: id }, 'the state of a batch could not be recorded');
      untold.set(id, problem ?? whyNot({ code: 'HISTORY_UNWRITABLE', detail: codeOf(error) }));
    }
    progress.changed(id);
  }

  /** In steps, because each row that ends is indexed anew. */
  async function cancelRows(id: string): Promise<void> {
    try {
      while (!hasToStop() && history.cancelQueued(id, STEP) > 0) {
        progress.changed(id);
        await setImmediate();
      }
    } catch (error) {
      // the rest goes at the next start
      parts.log.error({ err: error, batchId: id }, 'the rows of a batch could not be cancelled');
    }
    progress.changed(id);
  }

  function inState(id: string, states: readonly Batch['state'][], work: (batch: Batch) => void): BatchResult {
    const batch = get(id);
    if (batch === undefined) return no({ code: 'NO_BATCH' });
    if (!states.includes(batch.state)) return no({ code: 'WRONG_STATE', state: batch.state });
    try {
      work(batch);
    } catch (error) {
      return no({ code: 'HISTORY_UNWRITABLE', detail: codeOf(error) });
    }
    return asIs(id);
  }

  return {
    list: () => store.list().map((batch) => get(batch.id) ?? batch),
    get,
    create(input, origin) {
      const earlier = get(input.id);
      if (earlier !== undefined) return { ok: true, value: earlier };
      const destination = parts.destination(input.destinationId);
      if (destination === undefined) return no({ code: 'NOT_FOUND', what: 'destination' });
      try {
        store.create(input, destination, origin, now());
      } catch (error) {
        return no({ code: 'HISTORY_UNWRITABLE', detail: codeOf(error) });
      }
      progress.changed(input.id);
      return asIs(input.id);
    },
    add(id, rows) {
      const batch = get(id);
      if (batch === undefined) return no({ code: 'NO_BATCH' });
      if (batch.state !== 'filling') return no({ code: 'WRONG_STATE', state: batch.state });
      const problems: BatchProblem[] = [];
      const fresh: NewSend[] = [];
      const seen = new Set<string>();
      for (const [index, { clientRequestId, ...row }] of rows.entries()) {
        const earlier = history.findByRequest(clientRequestId);
        if (earlier?.batchId === id) continue;
        const problem = (message: string) => problems.push({ row: index + 1, message });
        if (earlier !== undefined || seen.has(clientRequestId)) {
          problem('It has the id of another message.');
          continue;
        }
        seen.add(clientRequestId);
        const from = { origin: batch.origin, batch: { id, row: batch.rows + fresh.length + 1 } };
        const checked = sender.check({ ...row, destinationId: batch.destination.id }, from);
        if (!checked.ok) problem(whyNot(checked.refusal));
        else if (!checked.send.isWhole) {
          problem(
            'A key is in one of its fields. Take it out: it would not be kept, and the row could not be sent.',
          );
        } else fresh.push({ ...checked.send, clientRequestId, state: 'queued', attempts: [] });
      }
      if (problems.length > 0) return { ok: true, value: { rows: batch.rows, problems } };
      try {
        history.beginAll(fresh);
      } catch (error) {
        return no({ code: 'HISTORY_UNWRITABLE', detail: codeOf(error) });
      }
      progress.changed(id);
      return { ok: true, value: { rows: batch.rows + fresh.length, problems } };
    },
    async run(id, guard) {
      // those of the run before that have not left have to be waiting again
      await Promise.all([...(runs.get(id) ?? [])].flatMap((run) => (isPaused(id) ? [run.halted] : [])));
      const batch = get(id);
      if (batch?.state === 'running') return { ok: true, value: batch };
      const condition = parts.unaccepted();
      if (condition !== null) return no({ code: 'HISTORY_NOT_ACCEPTED', condition });
      const destination = parts.destination(batch?.destination.id ?? '');
      if (batch !== undefined && destination === undefined)
        return no({ code: 'NOT_FOUND', what: 'destination' });
      const isOver = batch === undefined || batch.state === 'ended' || batch.state === 'cancelled';
      if (destination === undefined || isOver) return inState(id, ['filling', 'paused'], () => {});
      const admission = sender.admit(destination, guard);
      if (!admission.ok) return no({ code: 'CONFIRMATION_NEEDED', destination: destination.name });
      return inState(id, ['filling', 'paused'], () => {
        setState(id, 'running');
        start(batch, admission.hold ? (parts.holdMs ?? HOLD_MS) : 0);
      });
    },
    pause: (id) =>
      inState(id, ['running', 'paused'], (batch) => {
        if (batch.state === 'running') setState(id, 'paused');
        for (const run of runs.get(id) ?? []) run.pause();
        // what has left without being counted yet is under way; nothing else is
        history.flush();
      }),
    cancel: (id) =>
      inState(id, ['filling', 'running', 'paused', 'cancelled'], () => {
        setState(id, 'cancelled', { endedAt: now().toISOString() });
        for (const run of runs.get(id) ?? []) run.stop();
        void cancelRows(id);
      }),
    progress: (id, signal) => progress.follow(id, signal),
    async close() {
      isClosing = true;
      const all = [...runs.values()].flatMap((some) => [...some]);
      for (const run of all) run.stop();
      await Promise.all(all.map(({ done }) => done));
      progress.close();
    },
  };

  function isPaused(id: string): boolean {
    return store.find(id)?.state === 'paused';
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
