import type { KeyObject } from 'node:crypto';
import type { KeyringProtector, VaultFile } from '#main/vault/format.ts';
import type { Wait } from '#main/vault/waiting.ts';
import { type KeyringFailure, type OsKeyring, unwrapWithKeyring } from './os-keyring.ts';

export type ByKeyring =
  | {
      readonly ok: true;
      readonly dek: KeyObject;
      readonly entry: KeyringProtector;
      readonly shouldReEncrypt: boolean;
    }
  | KeyringFailure
  | { readonly ok: false; readonly state: 'LOCKED_PASSPHRASE'; readonly detail: null };

/** Asks the keyring with each entry that this system made. That none is from here is no loss: another system has it. */
export async function unwrapByKeyring(
  keyring: OsKeyring | null,
  file: VaultFile,
  wait: Wait,
): Promise<ByKeyring> {
  const entries = file.header.protectors.filter((one) => one.type === 'os-electron');
  const here = entries.filter(({ platform }) => platform === keyring?.platform);
  if (keyring === null || here.length === 0) {
    if (hasPassphrase(file)) return { ok: false, state: 'LOCKED_PASSPHRASE', detail: null };
    const recorded = entries.map(({ platform, backend }) => `${platform} ${backend}`).join(', ');
    return {
      ok: false,
      state: 'BACKEND_CHANGED',
      detail: `${recorded} → ${keyring?.platform ?? 'no keyring'}`,
    };
  }
  let failed: KeyringFailure | null = null;
  for (const entry of here) {
    const outcome = await unwrapWithKeyring(keyring, entry, file.header.vaultId, wait);
    if (outcome.ok) return { ...outcome, entry };
    // the one that may still open later says more than one that never will
    if (failed === null || outcome.state === 'LOCKED_RETRY') failed = outcome;
  }
  return failed ?? { ok: false, state: 'KEY_LOST', detail: null };
}

export function hasPassphrase(file: VaultFile): boolean {
  return file.header.protectors.some(({ type }) => type === 'passphrase');
}
