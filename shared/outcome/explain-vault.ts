import type { VaultRefusal, VaultState, VaultStatus } from '#shared/model/vault.ts';
import type { Explained } from './explain.ts';

/** Where the vault stands, for a person: what is so, what is safe, what can be done. */
export function explainVault(status: Pick<VaultStatus, 'state' | 'detail' | 'hasBackup'>): Explained {
  const backup = status.hasBackup ? ' The backup of the last save can be put back.' : '';
  const detail = status.detail === null ? '' : ` (${status.detail})`;
  const words: Record<VaultState, Explained> = {
    ABSENT: {
      word: 'Not set up',
      tone: 'warning',
      text: 'Keys are kept in memory only and are gone when Firedrill stops. A vault keeps them, encrypted.',
    },
    MISSING: {
      word: 'Missing',
      tone: 'critical',
      text: `There was a vault in this data folder, and its file is gone. Nothing was created in its place.${backup}`,
    },
    UNLOCKED: { word: 'Unlocked', tone: 'ok', text: 'Keys are encrypted on this computer and can be used.' },
    LOCKED_PASSPHRASE: {
      word: 'Locked',
      tone: 'info',
      text: 'Everything but sending with your own keys works. The passphrase opens it.',
    },
    WRONG_PASSPHRASE: { word: 'Locked', tone: 'critical', text: 'This passphrase does not open the vault.' },
    LOCKED_RETRY: {
      word: 'Waiting for the keyring',
      tone: 'warning',
      text: "This computer's keyring does not answer. Firedrill asks again by itself; nothing is lost.",
    },
    KEY_LOST: {
      word: 'Key lost',
      tone: 'critical',
      text: "This computer's keyring no longer has the key. A passphrase that was added before still opens the vault; otherwise a new one can be started, and the old file is put aside, not deleted.",
    },
    BACKEND_CHANGED: {
      word: 'Another keyring',
      tone: 'critical',
      text: `The vault was made with another keyring than the one that runs now${detail}. Start the desktop with the former one, or use the passphrase.`,
    },
    UNPROTECTED_BACKEND: {
      word: 'Not protected',
      tone: 'warning',
      text: 'The keyring of this computer protects nothing, so keys are kept in memory only. A passphrase would protect a vault.',
    },
    TAMPERED: {
      word: 'Changed from outside',
      tone: 'critical',
      text: `The vault's file is not as Firedrill wrote it. It was not opened and not touched.${backup}`,
    },
    CORRUPT: {
      word: 'Damaged',
      tone: 'critical',
      text: `The vault's file cannot be read${detail}. It was not touched.${backup}`,
    },
    TOO_NEW: {
      word: 'Too new',
      tone: 'critical',
      text: 'The vault was written by a newer Firedrill. Update this one; nothing was changed.',
    },
    IO_ERROR: {
      word: 'Cannot be read',
      tone: 'critical',
      text: `The system did not let Firedrill read or write the vault${detail}. Nothing was changed. Free some space or mend the rights, then try again.`,
    },
  };
  return words[status.state];
}

/** Why the vault did not do it, for the person who asked. */
export function explainRefusal(refusal: VaultRefusal): string {
  const words: Record<VaultRefusal, string> = {
    CLOSED: 'Firedrill is stopping.',
    LOCKED: 'The vault is locked. Unlock it first.',
    ALREADY_UNLOCKED: 'The vault is open already.',
    VAULT_EXISTS: 'There is a vault already.',
    NO_VAULT: 'There is no vault yet.',
    NO_BACKUP: 'There is no backup to put back.',
    NO_PROTECTOR: 'A vault needs at least one way in: a passphrase, or the keyring of this computer.',
    NO_KEYRING: 'This program cannot use a keyring; the desktop app can.',
    NO_PASSPHRASE: 'The vault has no passphrase yet.',
    PASSPHRASE_EXISTS: 'The vault has a passphrase already. Change it instead.',
    PASSPHRASE_NEEDED: 'This makes a new key, so the passphrase is needed once more.',
    WEAK_PASSPHRASE: 'This passphrase is too short. At least 12 characters; a few words are best.',
    UNKNOWN_PROTECTOR: 'This way in is no longer there.',
    LAST_PROTECTOR: 'This is the only way in. Add another one first.',
    TOO_MANY_PROTECTORS: 'Four ways in are the most. Remove one first.',
    TOO_LARGE: 'The vault would be larger than 4 MiB. Remove keys that nothing uses.',
    VAULT_CHANGED: 'Another program changed the vault at the same moment. Look again, then repeat it.',
  };
  return words[refusal];
}
