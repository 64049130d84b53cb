import { parentPort, workerData } from 'node:worker_threads';
import { openDatabaseReadOnly } from '#main/database/database.ts';
import { errorCode } from './error-code.ts';
import { historyMigrations } from './migrations.ts';
import { readPage, readSend } from './read-history.ts';
import type { Question, Read, Reads, Reply } from './reader.ts';
import { readStatistics } from './statistics.ts';

// The thread of `reader.ts`: one read-only connection, one question after the other.

const CACHE_KIB = 32 * 1024;

const { path } = workerData as { readonly path: string };
const port = parentPort;
if (port === null) throw new Error('this file is the start of a thread');

const database = openDatabaseReadOnly(path, historyMigrations);
database.exec(`PRAGMA cache_size = -${CACHE_KIB}`);

const reads: Reads = {
  page: (filter, before, limit) => readPage(database, filter, before, limit),
  get: (id) => readSend(database, id),
  statistics: (days, now) => readStatistics(database, days, now),
};

port.on('message', (question: Question | null) => {
  if (question === null) {
    database.close();
    port.close();
    return;
  }
  port.postMessage({ n: question.n, read: answer(question) } satisfies Reply);
});

function answer({ call, input }: Question): Read<unknown> {
  try {
    const read = reads[call] as (...input: readonly unknown[]) => unknown;
    return { ok: true, value: read(...input) };
  } catch (error) {
    return { ok: false, error: { code: 'failed', detail: errorCode(error) } };
  }
}
