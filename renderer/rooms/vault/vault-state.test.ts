import { describe, expect, it } from 'vitest';
import { vaultState, type VaultStatus } from '#shared/model/vault.ts';
import { canBeSetUp, isShut, keyringName, stepsFor, takesPassphrase } from './vault-state.ts';

const passphrase = {
  id: 'p',
  type: 'passphrase',
  addedAt: '2026-11-20T10:00:00.000Z',
  inUse: false,
} as const;
const status = (over: Partial<VaultStatus>): VaultStatus => ({
  state: 'ABSENT',
  protectors: [],
  detail: null,
  hasBackup: false,
  rolledBack: false,
  fileBytes: null,
  savedAt: null,
  keyring: 'none',
  unsaved: 0,
  autoLockMinutes: null,
  ...over,
});

describe('a vault', () => {
  it('can be set up only where nothing is that could be lost', () => {
    const states = vaultState.options.filter((state) => canBeSetUp(status({ state })));
    expect(states).toEqual(['ABSENT', 'UNPROTECTED_BACKEND']);
    expect(canBeSetUp(status({ state: 'UNPROTECTED_BACKEND', protectors: [passphrase] }))).toBe(false);
    expect(canBeSetUp(status({ state: 'UNPROTECTED_BACKEND', hasBackup: true }))).toBe(false);
  });

  it('that is shut may hold keys which nobody can list', () => {
    const open = vaultState.options.filter((state) => !isShut({ state }));
    expect(open).toEqual(['ABSENT', 'UNLOCKED', 'UNPROTECTED_BACKEND']);
    expect(isShut(undefined)).toBe(false);
  });

  it('asks for a passphrase where it has one and its file can be read', () => {
    const asks = vaultState.options.filter((state) =>
      takesPassphrase(status({ state, protectors: [passphrase] })),
    );
    expect(asks).toContain('KEY_LOST');
    expect(asks).toContain('LOCKED_RETRY');
    expect(asks).not.toContain('TAMPERED');
    expect(takesPassphrase(status({ state: 'KEY_LOST' }))).toBe(false);
  });

  it('never leaves a person without a next step', () => {
    for (const state of vaultState.options) {
      const at = status({ state, protectors: [passphrase] });
      const isFine = state === 'UNLOCKED' || canBeSetUp(status({ state }));
      expect(isFine || takesPassphrase(at) || stepsFor(at).length > 0, state).toBe(true);
    }
    expect(stepsFor({ state: 'CORRUPT', hasBackup: true })[0]).toBe('restore-previous');
    expect(stepsFor({ state: 'CORRUPT', hasBackup: false })).not.toContain('restore-previous');
  });
});

it('a keyring is named as people know it', () => {
  expect(keyringName({ platform: 'linux', backend: 'gnome_libsecret' })).toBe('GNOME libsecret');
  expect(keyringName({ platform: 'darwin', backend: 'unknown' })).toBe('macOS keychain');
  expect(keyringName({ platform: 'linux', backend: 'something' })).toBe('something');
});
