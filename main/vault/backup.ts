import { randomUUID } from 'node:crypto';
import { parseVault } from './format.ts';
import type { VaultState } from './outcome.ts';
import { type Kdf, unwrapWithPassphrase, wrapForPassphrase } from './protectors/passphrase.ts';
import { newDataKey, sealVault, unsealVault } from './seal.ts';
import type { VaultSecret } from './secret.ts';

export type BackupRead =
  | { readonly ok: true; readonly secrets: readonly VaultSecret[] }
  | { readonly ok: false; readonly state: VaultState; readonly detail: string | null };

/** A vault file of its own: another id, another key, and only this passphrase. Null when it would be too large. */
export async function makeBackup(
  passphrase: string,
  secrets: readonly VaultSecret[],
  about: { readonly app: string; readonly at: string },
  kdf: Kdf,
): Promise<Buffer | null> {
  const dek = newDataKey();
  const vaultId = randomUUID();
  const protector = await wrapForPassphrase(passphrase, dek, { vaultId, addedAt: about.at }, kdf);
  const header = { vaultId, gen: 1, savedAt: about.at, app: about.app, protectors: [protector] };
  return sealVault(header, dek, secrets);
}

/** Any vault file that a passphrase opens. Costs at most four key derivations, whatever the file says. */
export async function readBackup(source: Buffer, passphrase: string, kdf: Kdf): Promise<BackupRead> {
  const parsed = parseVault(source, kdf.lowestLogN);
  if (!parsed.ok) return parsed;
  const { header } = parsed.file;
  const protectors = header.protectors.filter((one) => one.type === 'passphrase');
  for (const protector of protectors) {
    const dek = await unwrapWithPassphrase(passphrase, protector, header.vaultId, kdf);
    if (dek !== null) return unsealVault(parsed.file, dek);
  }
  // a copy of a vault that only the keyring of the computer it comes from opens
  const state = protectors.length === 0 ? 'KEY_LOST' : 'WRONG_PASSPHRASE';
  return { ok: false, state, detail: null };
}
