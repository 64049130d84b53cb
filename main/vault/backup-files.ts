import { closeSync, fsyncSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type BackupFiles = {
  /** Returns the name, below the data directory. Never writes over a file. */
  write(file: Buffer): string;
};

/** Backups that somebody asked for: in the data directory, encrypted under a passphrase of their own. */
export function openBackupFiles(dataDir: string, now: () => Date): BackupFiles {
  return {
    write(file) {
      const folder = join(dataDir, 'backups');
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const name = `backups/vault-${now().toISOString().replaceAll(/[:.]/g, '-')}.fdv`;
      const handle = openSync(join(dataDir, name), 'wx', 0o600);
      try {
        writeFileSync(handle, file);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      return name;
    },
  };
}
