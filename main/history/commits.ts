import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '#main/database/database.ts';

export type Commits = {
  /** Resolves when it is on disk, rejects when it could not be written; then nothing of it is there. */
  add(write: () => void): Promise<void>;
  /** Writes what waits now. */
  flush(): void;
};

type Waiting = {
  readonly write: () => void;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
};

/** Nobody waits longer for others than that. */
const MOST_MS = 5;

/**
 * What becomes ready in one turn of the event loop shares one transaction: a commit waits for the disk, and with many
 * sends under way each of them would wait for all the others' commits.
 */
export function openCommits(database: DatabaseSync): Commits {
  let waiting: Waiting[] = [];
  /** How long the last commit took, and when it ended. */
  let took = 0;
  let ended = 0;

  function flush(): void {
    const all = waiting;
    waiting = [];
    if (all.length === 0) return;
    const started = performance.now();
    try {
      const results = inTransaction(database, () => all.map(({ write }) => failureOf(write)));
      for (const [index, { done, failed }] of all.entries()) {
        const failure = results[index] ?? null;
        if (failure === null) done();
        else failed(failure.error);
      }
    } catch (error) {
      for (const { failed } of all) failed(error);
    }
    ended = performance.now();
    took = ended - started;
  }

  /** The first one at once; those that follow closely give others as long as a commit takes to come along. */
  function plan(): void {
    const ms = Math.min(took, MOST_MS) - (performance.now() - ended);
    if (ms < 1) setImmediate(flush);
    else setTimeout(flush, ms);
  }

  /** One that fails takes none of the others with it. */
  function failureOf(write: () => void): { readonly error: unknown } | null {
    database.exec('SAVEPOINT one');
    try {
      write();
      database.exec('RELEASE one');
      return null;
    } catch (error) {
      // a full disk ends the whole transaction by itself, and then all of it has failed
      if (!database.isTransaction) throw error;
      database.exec('ROLLBACK TO one; RELEASE one');
      return { error };
    }
  }

  return {
    flush,
    add(write) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      if (waiting.length === 0) plan();
      waiting.push({ write, done: resolve, failed: reject });
      return promise;
    },
  };
}
