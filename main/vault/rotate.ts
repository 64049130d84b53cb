import type { KeyObject } from 'node:crypto';
import type { Protector, VaultFile } from './format.ts';
import { failure, refusal, type VaultFailure } from './outcome.ts';
import { type OsKeyring, wrapForKeyring } from './protectors/os-keyring.ts';
import { type Kdf, wrapForPassphrase } from './protectors/passphrase.ts';
import type { Wait } from './waiting.ts';

export type Rotation = {
  /** The protector that is not to open the vault any more. */
  readonly without?: string;
  /** Needed where a passphrase stays: only it can be given the new key. */
  readonly passphrase?: string;
  /** What the passphrase is from now on, if something else. */
  readonly nextPassphrase?: string;
};
type Tools = {
  readonly keyring: OsKeyring | null;
  readonly kdf: Kdf;
  readonly wait: Wait;
  readonly now: () => Date;
  readonly tryPassphrase: (file: VaultFile, passphrase: string) => Promise<{ readonly id: string } | null>;
};

/**
 * The protectors for a new key. Those that cannot be given it here (another system's keyring, a keyring that lost its
 * own key) fall away: to keep them would be to keep the old key alive. They can be added again where they work.
 */
export async function wrapAllAgain(
  file: VaultFile,
  dek: KeyObject,
  { without, passphrase, nextPassphrase }: Rotation,
  { keyring, kdf, wait, now, tryPassphrase }: Tools,
): Promise<{ readonly ok: true; readonly protectors: readonly Protector[] } | VaultFailure> {
  const { vaultId } = file.header;
  const staying = file.header.protectors.filter(({ id }) => id !== without);
  let typed: string | null = null;
  if (staying.some(({ type }) => type === 'passphrase')) {
    if (passphrase === undefined) return refusal('PASSPHRASE_NEEDED', 'UNLOCKED');
    typed = (await tryPassphrase(file, passphrase))?.id ?? null;
    if (typed === null) return failure('WRONG_PASSPHRASE', null);
  }
  const protectors: Protector[] = [];
  for (const old of staying) {
    if (old.type === 'passphrase') {
      if (old.id !== typed || passphrase === undefined) continue;
      const addedAt = nextPassphrase === undefined ? old.addedAt : now().toISOString();
      const about = { vaultId, id: old.id, addedAt };
      protectors.push(await wrapForPassphrase(nextPassphrase ?? passphrase, dek, about, kdf));
    } else if (keyring?.platform === old.platform) {
      const { id, addedAt, appName } = old;
      const wrapped = await wrapForKeyring(keyring, dek, { vaultId, id, addedAt, appName }, wait);
      if (wrapped.ok) protectors.push(wrapped.protector);
      // it will be back: better to do all of this later than to lose it
      else if (wrapped.state === 'LOCKED_RETRY') return failure(wrapped.state, wrapped.detail);
    }
  }
  return protectors.length === 0 ? refusal('LAST_PROTECTOR', 'UNLOCKED') : { ok: true, protectors };
}
