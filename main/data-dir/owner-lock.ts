import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type OwnerLock = { release(): void };

/** Another process writes to this data directory; the message says which, as far as is known. */
export class DataDirInUse extends Error {
  override readonly name = 'DataDirInUse';
}

/**
 * One writer for each data directory, whichever program it is. The lock is SQLite's on a file of its own: the system
 * drops it when the process dies, so a killed one leaves nothing behind that would have to be guessed about.
 */
export function takeOwnership(dataDir: string, host: string, now: Date): OwnerLock {
  const note = join(dataDir, 'owner.json');
  const database = new DatabaseSync(join(dataDir, 'owner.lock.db'), { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
  } catch (cause) {
    database.close();
    throw new DataDirInUse(
      `${dataDir} is in use by ${holder(note)}. Close it, or name another with --data-dir.`,
      { cause },
    );
  }
  writeFileSync(note, JSON.stringify({ pid: process.pid, host, since: now.toISOString() }), { mode: 0o600 });
  return {
    release() {
      rmSync(note, { force: true });
      database.close();
    },
  };
}

function holder(note: string): string {
  try {
    const { pid, host, since } = JSON.parse(readFileSync(note, 'utf8')) as Record<string, unknown>;
    return `another Firedrill (${String(host)}, process ${String(pid)}, since ${String(since)})`;
  } catch {
    return 'another Firedrill';
  }
}
