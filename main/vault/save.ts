import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { errnoOf, type FileSystemPort, systemError, uninterrupted } from './file-system.ts';
import { MAX_FILE_BYTES } from './format.ts';
import { readStart, withFile } from './read.ts';
import type { Wait } from './waiting.ts';

export const VAULT_NAME = 'vault.fdv';
export const BACKUP_NAME = 'vault.fdv.bak';
const TEMP_NAME = /^vault\.fdv\.tmp-[0-9a-f]{16}$/;

export type Place = { readonly fs: FileSystemPort; readonly dataDir: string; readonly wait: Wait };

/** `replaced`: the new file is in its place, though perhaps not yet where a power cut would leave it. */
export type Saved =
  | { readonly ok: true }
  | { readonly ok: false; readonly errno: string; readonly replaced: boolean };

/** What becomes of the backup: it gets these bytes (the file that is replaced), or is removed, or stays. */
export type Backup = { readonly bytes: Buffer } | 'remove' | 'leave';

/**
 * Puts a complete file in the vault's place, so that at every instant there is the old one or the new one. "Saved" means
 * on the disk: the file, and then its name. `verify` looks at what can be read back before anything is replaced.
 */
export async function saveVault(
  place: Place,
  bytes: Buffer,
  verify: (readBack: Buffer) => boolean,
  backup: Backup,
  beforeReplacing: () => Promise<void> = () => Promise.resolve(),
): Promise<Saved> {
  const { fs, dataDir } = place;
  const vault = join(dataDir, VAULT_NAME);
  const temps: string[] = [];
  let step: 'before' | 'replacing' | 'replaced' = 'before';
  try {
    const next = await writeTemp(place, bytes, verify, temps);
    if (typeof backup === 'object') {
      const copy = await writeTemp(place, backup.bytes, (readBack) => readBack.equals(backup.bytes), temps);
      await replace(place, copy, join(dataDir, BACKUP_NAME));
    }
    await beforeReplacing();
    step = 'replacing';
    await replace(place, next, vault);
    step = 'replaced';
    await syncDirectory(fs, dataDir);
    if (backup === 'remove') await removeBackup(place);
    return { ok: true };
  } catch (error) {
    const errno = errnoOf(error);
    const replaced = step === 'replaced' || (step === 'replacing' && (await isInPlace(fs, vault, bytes)));
    for (const temp of temps) await fs.unlink(temp).catch(() => {});
    return { ok: false, errno, replaced };
  }
}

/** Throws system errors; one that was not there is fine. */
export async function removeBackup({ fs, dataDir }: Place): Promise<void> {
  try {
    await uninterrupted(() => fs.unlink(join(dataDir, BACKUP_NAME)));
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
    return;
  }
  await syncDirectory(fs, dataDir);
}

/** Removes what an interrupted save left. Only for the owner of the directory: another's may be in use. */
export async function sweepTemps({ fs, dataDir }: Place): Promise<void> {
  const names = await fs.list(dataDir).catch(() => []);
  for (const name of names.filter((name) => TEMP_NAME.test(name))) {
    await fs.unlink(join(dataDir, name)).catch(() => {});
  }
}

/** Throws system errors. */
export async function syncDirectory(fs: FileSystemPort, path: string): Promise<void> {
  if (fs.platform === 'win32') return;
  await withFile(fs, path, 'directory', async (directory) => {
    try {
      await uninterrupted(() => directory.sync());
    } catch (error) {
      // some file systems cannot sync a directory; there is nothing better to do on them
      if (!['EINVAL', 'EPERM', 'ENOTSUP'].includes(errnoOf(error))) throw error;
    }
  });
}

async function writeTemp(
  { fs, dataDir }: Place,
  bytes: Buffer,
  verify: (readBack: Buffer) => boolean,
  temps: string[],
): Promise<string> {
  const temp = join(dataDir, `${VAULT_NAME}.tmp-${randomBytes(8).toString('hex')}`);
  temps.push(temp);
  await withFile(fs, temp, 'create', async (file) => {
    let at = 0;
    while (at < bytes.length) {
      const written = await uninterrupted(() => file.write(bytes, at, bytes.length - at, at));
      if (written === 0) throw systemError('EIO');
      at += written;
    }
    await uninterrupted(() => file.sync());
  });
  // asks the disk, not the program, whether this would open
  if (!verify(await readStart(fs, temp, MAX_FILE_BYTES + 1))) throw systemError('READ_BACK_DIFFERS');
  return temp;
}

const BUSY = new Set(['EPERM', 'EACCES', 'EBUSY']);

async function replace({ fs, wait }: Place, from: string, to: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await uninterrupted(() => fs.rename(from, to));
    } catch (error) {
      // a virus scanner holds a new file open for a moment
      if (fs.platform !== 'win32' || tries > 10 || !BUSY.has(errnoOf(error))) throw error;
      await wait(tries * 10);
    }
  }
}

/** A rename can report a failure and have happened, on a network disk for one. */
async function isInPlace(fs: FileSystemPort, vault: string, bytes: Buffer): Promise<boolean> {
  return readStart(fs, vault, MAX_FILE_BYTES + 1).then(
    (found) => found.equals(bytes),
    () => false,
  );
}
