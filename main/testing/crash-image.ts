import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';

/**
 * Keeps the history as it is on disk now, in the middle of whatever goes on. Returns what puts it back, for when the
 * engine is closed: the next start then finds what a crash at this moment would have left.
 */
export async function crashImage(dataDir: string): Promise<() => void> {
  const at = (name: string) => join(dataDir, name);
  const database = new DatabaseSync(at('history.db'), { readOnly: true });
  await backup(database, at('crash.image'));
  database.close();
  copyFileSync(at('history.installed'), at('crash.installed'));
  return () => {
    for (const part of ['-wal', '-shm']) rmSync(at(`history.db${part}`), { force: true });
    copyFileSync(at('crash.image'), at('history.db'));
    copyFileSync(at('crash.installed'), at('history.installed'));
  };
}
