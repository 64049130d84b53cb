import { closeSync, lstatSync, openSync, readSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** `missing` and `empty` are no damage by themselves: only the caller knows whether there should be something. */
export type FileState = 'ok' | 'missing' | 'empty' | 'not-a-database' | 'damaged';

const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');
/** For no statement of ours: of a schema or file format that cannot be read. */
const SQLITE_ERROR = 1;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/**
 * How a database file stands, without changing it. Throws in words when it is a link or no file, and the system's
 * error when it cannot be read: a disk that fails for a moment is no reason to put a history aside.
 */
export function stateOf(path: string): Exclude<FileState, 'damaged'> {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 'missing';
  if (!stat.isFile() || stat.nlink > 1) {
    throw new Error(`${path} is a link, or no file. Put the file itself there; nothing was changed.`);
  }
  if (stat.size === 0) return 'empty';
  const head = Buffer.alloc(MAGIC.length);
  const file = openSync(path, 'r');
  try {
    readSync(file, head, 0, head.length, 0);
  } finally {
    closeSync(file);
  }
  return head.equals(MAGIC) ? 'ok' : 'not-a-database';
}

/** Reads all of it, with its -wal; `isFull` compares the indexes with their tables too. Throws as `stateOf` does. */
export function checkDatabase(path: string, isFull: boolean): FileState {
  const state = stateOf(path);
  if (state !== 'ok') return state;
  return unlessCorrupt(() => {
    const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
    try {
      const result = database.prepare(`PRAGMA ${isFull ? 'integrity_check' : 'quick_check'}(1)`).get();
      return Object.values(result ?? {})[0] === 'ok' ? 'ok' : 'damaged';
    } finally {
      database.close();
    }
  });
}

/** The migration a database is at; null where that cannot be read because it is damaged. */
export function versionOf(path: string): number | null {
  const version = unlessCorrupt(() => {
    const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
    try {
      return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
    } finally {
      database.close();
    }
  });
  return version === 'damaged' ? null : version;
}

function unlessCorrupt<T>(read: () => T): T | 'damaged' {
  try {
    return read();
  } catch (error) {
    if (isCorrupt(error)) return 'damaged';
    throw error;
  }
}

function isCorrupt(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return false;
  const primary = Number(error.errcode) & 0xff;
  return [SQLITE_ERROR, SQLITE_CORRUPT, SQLITE_NOTADB].includes(primary);
}
