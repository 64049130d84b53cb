import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import type { VaultFile } from './format.ts';
import { look } from './look.ts';
import { BACKUP_NAME, type Place, removeBackup } from './save.ts';
import { unsealVault } from './seal.ts';
import { isAnyGone, type VaultSecret } from './secret.ts';

/**
 * A crash between a removal and the removal of its backup leaves what was to be gone. Only a backup that comes before
 * this file goes: beside an older copy that somebody put back, it is the newer one. True when the backup is gone.
 */
export async function finishRemoval(
  place: Place,
  current: { readonly file: VaultFile; readonly dek: KeyObject; readonly secrets: readonly VaultSecret[] },
  lowestLogN: number,
): Promise<boolean> {
  const found = await look(place.fs, join(place.dataDir, BACKUP_NAME), lowestLogN);
  if (found.kind !== 'file') return false;
  const { vaultId, gen } = found.file.header;
  if (vaultId !== current.file.header.vaultId || gen >= current.file.header.gen) return false;
  // one that this key does not open is from before a rotation
  const before = unsealVault(found.file, current.dek);
  if (before.ok && !isAnyGone(before.secrets, current.secrets)) return false;
  return removeBackup(place).then(
    () => true,
    () => false,
  );
}
