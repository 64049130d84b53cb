/** Where a vault stands (README, "Outcomes"). In none of these states is the file deleted or overwritten. */
export type VaultState =
  | 'ABSENT'
  | 'MISSING'
  | 'UNLOCKED'
  | 'LOCKED_PASSPHRASE'
  | 'WRONG_PASSPHRASE'
  | 'LOCKED_RETRY'
  | 'KEY_LOST'
  | 'BACKEND_CHANGED'
  | 'UNPROTECTED_BACKEND'
  | 'TAMPERED'
  | 'CORRUPT'
  | 'TOO_NEW'
  | 'IO_ERROR';

/** Why a call was not even tried. */
export type VaultRefusal =
  | 'CLOSED'
  | 'LOCKED'
  | 'ALREADY_UNLOCKED'
  | 'VAULT_EXISTS'
  | 'NO_VAULT'
  | 'NO_BACKUP'
  | 'NO_PROTECTOR'
  | 'NO_KEYRING'
  | 'NO_PASSPHRASE'
  | 'PASSPHRASE_EXISTS'
  | 'PASSPHRASE_NEEDED'
  | 'WEAK_PASSPHRASE'
  | 'UNKNOWN_PROTECTOR'
  | 'LAST_PROTECTOR'
  | 'TOO_MANY_PROTECTORS'
  | 'TOO_LARGE'
  | 'VAULT_CHANGED';

/** `detail`: an errno, a part of the file, or names of backends; never a path, never anything secret. */
export type VaultFailure = {
  readonly ok: false;
  readonly state: VaultState;
  readonly detail: string | null;
  readonly refused: VaultRefusal | null;
};
export type VaultResult = { readonly ok: true } | VaultFailure;

export function failure(state: VaultState, detail: string | null): VaultFailure {
  return { ok: false, state, detail, refused: null };
}

export function refusal(refused: VaultRefusal, state: VaultState): VaultFailure {
  return { ok: false, state, detail: null, refused };
}
