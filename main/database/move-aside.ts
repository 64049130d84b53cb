import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What belongs to a database, in the order it is moved: after a crash in between, no old -wal meets a new file. */
const PARTS = ['', '-wal', '-shm', '-journal'];

/**
 * Puts a database with all that belongs to it into `quarantine/<utc>-<reason>/`, which nothing ever empties. Returns
 * the folder's name below the data directory, or null when there was nothing to move.
 */
export function moveDatabaseAside(path: string, reason: string, now: Date): string | null {
  const dataDir = dirname(path);
  const parts = PARTS.map((part) => `${path}${part}`).filter((part) => existsSync(part));
  if (parts.length === 0) return null;
  const name = freshFolder(
    join(dataDir, 'quarantine'),
    `${now.toISOString().replaceAll(/[:.-]/g, '')}-${reason}`,
  );
  const folder = join(dataDir, 'quarantine', name);
  for (const part of parts) renameSync(part, join(folder, basename(part)));
  for (const changed of [folder, dirname(folder), dataDir]) syncDirectory(changed);
  return `quarantine/${name}`;
}

function freshFolder(root: string, name: string): string {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  for (let count = 1; ; count++) {
    const fresh = count === 1 ? name : `${name}-${count}`;
    if (existsSync(join(root, fresh))) continue;
    mkdirSync(join(root, fresh), { mode: 0o700 });
    return fresh;
  }
}

/** So that the names survive a power cut. Windows has no such call for a directory, and needs none. */
export function syncDirectory(path: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
