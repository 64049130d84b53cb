import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backup, type DatabaseSync } from 'node:sqlite';
import { syncDirectory } from '#main/database/move-aside.ts';
import { runJob } from './job.ts';

const KEPT = 3;
/** Pages at a time: a send that comes in between waits for no more than these. */
const PAGES = 500;
const UNFINISHED = '.unfinished';

export type Backups = {
  /** Newest first, as paths. */
  list(): string[];
  /** When the newest was made. */
  newest(): Date | null;
  /** One more, read through before it counts, and the oldest beyond three gone. Rejects when it could not be made. */
  make(database: DatabaseSync, version: number, signal?: AbortSignal): Promise<void>;
};

/** Copies of the history in `backups/history`, named by their time. */
export function openBackups(dataDir: string, now: () => Date): Backups {
  const folder = join(dataDir, 'backups', 'history');
  const names = () =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => timeOf(name) !== null)
          .toSorted()
          .toReversed()
      : [];
  return {
    list: () => names().map((name) => join(folder, name)),
    newest: () => timeOf(names()[0] ?? ''),
    async make(database, version, signal) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      for (const name of readdirSync(folder)) {
        if (name.includes(UNFINISHED)) rmSync(join(folder, name));
      }
      const name = `${now().toISOString().replaceAll(':', '-')}-v${version}.db`;
      const unfinished = join(folder, `${name}${UNFINISHED}`);
      try {
        await backup(database, unfinished, { rate: PAGES, progress: () => signal?.throwIfAborted() });
        const state = await runJob({ does: 'check', path: unfinished, isFull: true });
        if (state !== 'ok') throw new Error(`the backup is ${state}`);
        renameSync(unfinished, join(folder, name));
      } finally {
        for (const part of ['', '-wal', '-shm']) rmSync(`${unfinished}${part}`, { force: true });
      }
      for (const old of names().slice(KEPT)) rmSync(join(folder, old));
      syncDirectory(folder);
    },
  };
}

function timeOf(name: string): Date | null {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d-\d\d-\d\d\.\d{3})Z-v\d+\.db$/.exec(name) ?? [];
  return day === undefined || time === undefined ? null : new Date(`${day}T${time.replaceAll('-', ':')}Z`);
}
