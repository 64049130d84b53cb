import { join } from 'node:path';
import { errnoOf, type FileSystemPort } from './file-system.ts';
import { BACKUP_NAME, type Place, syncDirectory, VAULT_NAME } from './save.ts';

/** Moves files of the vault aside, into a folder of their own that nothing ever empties. Throws system errors. */
export async function moveAside(
  place: Place,
  names: readonly (typeof VAULT_NAME | typeof BACKUP_NAME)[],
  reason: string,
  now: Date,
): Promise<void> {
  const { fs, dataDir } = place;
  const root = join(dataDir, 'quarantine');
  await makeDirUnlessThere(fs, root);
  const folder = await freshFolder(fs, root, `${now.toISOString().replaceAll(/[:.-]/g, '')}-${reason}`);
  for (const name of names) {
    try {
      await fs.rename(join(dataDir, name), join(folder, name));
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw error;
    }
  }
  for (const changed of [folder, root, dataDir]) await syncDirectory(fs, changed);
}

async function freshFolder(fs: FileSystemPort, root: string, name: string): Promise<string> {
  for (let count = 1; ; count++) {
    const folder = join(root, count === 1 ? name : `${name}-${count}`);
    try {
      await fs.makeDir(folder);
      return folder;
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST' || count >= 1000) throw error;
    }
  }
}

async function makeDirUnlessThere(fs: FileSystemPort, path: string): Promise<void> {
  await fs.makeDir(path).catch((error: unknown) => {
    if (errnoOf(error) !== 'EEXIST') throw error;
  });
}
