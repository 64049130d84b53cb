import { z } from '#shared/zod.ts';
import { time } from './ids.ts';

/** Where the vault stands; the words are in `shared/outcome/explain-vault.ts`. None of them ever deletes the file. */
export const vaultState = z.enum([
  'ABSENT',
  'MISSING',
  'UNLOCKED',
  'LOCKED_PASSPHRASE',
  'WRONG_PASSPHRASE',
  'LOCKED_RETRY',
  'KEY_LOST',
  'BACKEND_CHANGED',
  'UNPROTECTED_BACKEND',
  'TAMPERED',
  'CORRUPT',
  'TOO_NEW',
  'IO_ERROR',
]);
export type VaultState = z.infer<typeof vaultState>;

/** Why a call on the vault was not even tried. */
export const vaultRefusal = z.enum([
  'CLOSED',
  'LOCKED',
  'ALREADY_UNLOCKED',
  'VAULT_EXISTS',
  'NO_VAULT',
  'NO_BACKUP',
  'NO_PROTECTOR',
  'NO_KEYRING',
  'NO_PASSPHRASE',
  'PASSPHRASE_EXISTS',
  'PASSPHRASE_NEEDED',
  'WEAK_PASSPHRASE',
  'UNKNOWN_PROTECTOR',
  'LAST_PROTECTOR',
  'TOO_MANY_PROTECTORS',
  'TOO_LARGE',
  'VAULT_CHANGED',
]);
export type VaultRefusal = z.infer<typeof vaultRefusal>;

const protector = z.strictObject({
  id: z.string(),
  type: z.enum(['passphrase', 'os-electron']),
  addedAt: time,
  platform: z.string().optional(),
  backend: z.string().optional(),
  /** The one that opened it this time. */
  inUse: z.boolean(),
});
export type ProtectorStatus = z.infer<typeof protector>;

export const vaultStatus = z.strictObject({
  state: vaultState,
  /** As the file says: not to be trusted while it is locked. */
  protectors: z.array(protector),
  /** An errno, a part of the file, or names of backends. */
  detail: z.string().nullable(),
  hasBackup: z.boolean(),
  /** The file is older than one that was seen here: a copy was put back. */
  rolledBack: z.boolean(),
  fileBytes: z.int().nullable(),
  savedAt: time.nullable(),
  /** Of this computer, as far as this program can use it. */
  keyring: z.enum(['none', 'protected', 'unprotected', 'unknown']),
  /** Keys in memory only, which a vault would keep. */
  unsaved: z.int(),
  /** Idle minutes until it locks itself; null where it does not. */
  autoLockMinutes: z.int().nullable(),
});
export type VaultStatus = z.infer<typeof vaultStatus>;

/** Bounded before anything is computed from it; how good a new one has to be is `passphraseProblem`'s. */
export const passphrase = z.string().max(1024);

/** What putting a backup back would do, by the labels of the keys. */
export const restorePlan = z.strictObject({
  added: z.array(z.string()),
  replaced: z.array(z.string()),
  unchanged: z.int(),
});
export type RestorePlan = z.infer<typeof restorePlan>;
