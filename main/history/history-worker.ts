import { parentPort, workerData } from 'node:worker_threads';
import { checkDatabase } from '#main/database/check.ts';
import { openDatabaseReadOnly } from '#main/database/database.ts';
import { readBatchLatencies } from './batch-latencies.ts';
import { errorCode } from './error-code.ts';
import { exportToFile } from './export-history.ts';
import type { Job } from './job.ts';
import { historyMigrations } from './migrations.ts';
import { countMatches, readPage, readSend } from './read-history.ts';
import type { Question, Read, ReadWork, Reads, Reply } from './reader.ts';
import { readStatistics } from './statistics.ts';

// The thread of `reader.ts`, which answers one question after the other, and of `job.ts`, which does one thing.

const CACHE_KIB = 32 * 1024;

const port = parentPort;
if (port === null) throw new Error('this file is the start of a thread');
const work = workerData as Job | ReadWork;

switch (work.does) {
  case 'check':
    port.postMessage(checkDatabase(work.path, work.isFull), []);
    break;
  case 'export': {
    const database = openReadOnly(work.path);
    port.postMessage(exportToFile(database, work.filter, work.format, work.file), []);
    database.close();
    break;
  }
  case 'read':
    answerAll(work.path, port);
}

function openReadOnly(path: string) {
  const database = openDatabaseReadOnly(path, historyMigrations, { isAnyVersionFine: true });
  database.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
  return database;
}

function answerAll(path: string, port: NonNullable<typeof parentPort>): void {
  const database = openReadOnly(path);
  const reads: Reads = {
    page: (filter, before, limit) => readPage(database, filter, before, limit),
    count: (filter) => countMatches(database, filter),
    get: (id) => readSend(database, id),
    statistics: (days, now) => readStatistics(database, days, now),
    batchLatencies: (batchId) => readBatchLatencies(database, batchId),
  };
  const answer = ({ call, input }: Question): Read<unknown> => {
    try {
      const read = reads[call] as (...input: readonly unknown[]) => unknown;
      return { ok: true, value: read(...input) };
    } catch (error) {
      return { ok: false, error: { code: 'failed', detail: errorCode(error) } };
    }
  };
  port.on('message', (question: Question | null) => {
    if (question === null) {
      database.close();
      port.close();
      return;
    }
    port.postMessage({ n: question.n, read: answer(question) } satisfies Reply, []);
  });
}
