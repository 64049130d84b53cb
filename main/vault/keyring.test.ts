import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fakeKeyring } from './testing/fake-keyring.ts';
import { manualWait } from './testing/manual-wait.ts';
import {
  type Folder,
  openTestVault,
  PASSPHRASE,
  parsed,
  secret,
  succeeds,
  testFolder,
} from './testing/test-vault.ts';
import type { Vault, VaultOptions } from './vault.ts';

let folder: Folder;
beforeEach(() => {
  folder = testFolder();
});
afterEach(() => folder.remove());

/** A vault that this keyring opens, closed again. */
async function made(keyring = fakeKeyring(), passphrase?: string) {
  const vault = await openTestVault(folder, { keyring });
  await succeeds(vault.create({ keyring: true, passphrase }));
  await succeeds(vault.edit(() => [secret('a')]));
  await vault.close();
  return keyring;
}

const reopened = (keyring: VaultOptions['keyring'], wait = manualWait([10_000]).wait): Promise<Vault> =>
  openTestVault(folder, { keyring, wait });

describe('a keyring that protects', () => {
  test('opens the vault without a word, and is described in the file', async () => {
    const vault = await reopened(await made());
    expect(vault.status()).toMatchObject({
      state: 'UNLOCKED',
      keyring: 'protected',
      protectors: [{ type: 'os-electron', platform: 'linux', backend: 'gnome_libsecret', inUse: true }],
    });
    expect(vault.secrets()).toEqual([secret('a')]);
    expect(parsed(folder.bytes()).header.protectors).toMatchObject([{ tag: 'v11', appName: 'Firedrill' }]);
  });

  test('is given the key in an envelope that can be checked', async () => {
    const keyring = await made();
    expect(keyring.encrypted.at(-1)).toMatch(/^fdk1:[\w-]{43}:[\w-]{22}$/);
  });

  test.each(['win32', 'darwin'] as const)('may mark with v10 on %s', async (platform) => {
    const vault = await reopened(await made(fakeKeyring({ platform, tag: 'v10', name: 'basic_text' })));
    expect(vault.status()).toMatchObject({ state: 'UNLOCKED', keyring: 'protected' });
  });

  test('that asks to encrypt again is asked to, once, and the vault is saved', async () => {
    const keyring = await made();
    keyring.shouldReEncrypt = true;
    const before = parsed(folder.bytes()).header;
    const vault = await reopened(keyring);
    await vault.close();
    const after = parsed(folder.bytes()).header;
    expect(after.gen).toBe(before.gen + 1);
    expect(after.protectors[0]?.id).toBe(before.protectors[0]?.id);
    keyring.shouldReEncrypt = false;
    expect((await reopened(keyring)).secrets()).toEqual([secret('a')]);
  });

  test('that then cannot is no reason not to open', async () => {
    const keyring = await made();
    const before = folder.print();
    keyring.shouldReEncrypt = true;
    keyring.encrypt = () => Promise.reject(new Error('no'));
    const vault = await reopened(keyring);
    expect(vault.status().state).toBe('UNLOCKED');
    await vault.close();
    expect(folder.print()).toBe(before);
  });
});

describe('a keyring that does not protect', () => {
  test.each([
    ['the fixed key of Linux', { tag: 'v10' }, 'unprotected', 'gnome_libsecret (v10)'],
    ['plain text', { name: 'basic_text' }, 'unprotected', 'basic_text'],
    ['one that refuses', { behaviour: 'rejects' }, 'unprotected', 'gnome_libsecret'],
    ['one that never answers', { behaviour: 'pending' }, 'unknown', 'no answer'],
  ] as const)('%s: nothing is written', async (_, set, keyring, detail) => {
    const vault = await reopened(fakeKeyring(set));
    expect(vault.status()).toMatchObject({ state: 'UNPROTECTED_BACKEND', keyring, detail });
    expect(await vault.create({ keyring: true })).toMatchObject({ ok: false, detail });
    expect(await vault.create({ keyring: true, passphrase: PASSPHRASE })).toMatchObject({
      ok: false,
      detail,
    });
    expect(folder.names()).toEqual([]);
  });

  test('leaves a passphrase to protect it', async () => {
    const vault = await openTestVault(folder, { keyring: fakeKeyring({ tag: 'v10' }) });
    await succeeds(vault.create({ passphrase: PASSPHRASE }));
    expect(vault.status()).toMatchObject({ state: 'UNLOCKED', keyring: 'unprotected' });
    const before = folder.print();
    expect(await vault.addKeyring()).toMatchObject({ ok: false, state: 'UNPROTECTED_BACKEND' });
    expect(folder.print()).toBe(before);
  });

  test('is not given anything to encrypt once it says that it keeps plain text', async () => {
    const keyring = fakeKeyring({ name: 'basic_text' });
    const vault = await openTestVault(folder, { keyring });
    await vault.create({ keyring: true });
    expect(keyring.encrypted).toEqual([]);
  });

  test.each(['garbage', 'another key', 'wrong shape'] as const)(
    'gives back %s: no vault is made on it',
    async (behaviour) => {
      const vault = await openTestVault(folder, { keyring: fakeKeyring({ behaviour }) });
      expect(await vault.create({ keyring: true })).toMatchObject({ ok: false, state: 'KEY_LOST' });
      expect(folder.names()).toEqual([]);
    },
  );
});

describe('a keyring that does not open it', () => {
  test.each([
    ['pending', 'LOCKED_RETRY', 'no answer'],
    ['unavailable', 'LOCKED_RETRY', 'temporarily unavailable'],
    ['rejects', 'KEY_LOST', null],
    ['garbage', 'KEY_LOST', null],
    ['another key', 'KEY_LOST', null],
    ['bent key', 'KEY_LOST', null],
    ['wrong shape', 'KEY_LOST', null],
  ] as const)('%s: %s, and the file stays', async (behaviour, state, detail) => {
    const keyring = await made();
    const before = folder.print();
    keyring.behaviour = behaviour;
    const vault = await reopened(keyring);
    expect(vault.status()).toMatchObject({ state, detail });
    expect(vault.secrets()).toBeNull();
    expect(await vault.edit(() => [])).toMatchObject({ refused: 'LOCKED' });
    await vault.close();
    expect(folder.print()).toBe(before);
  });

  test.each([
    [{ name: 'kwallet6' }, 'gnome_libsecret (v11) → kwallet6; --password-store=gnome-libsecret'],
    [{ tag: 'v10' }, 'gnome_libsecret (v11) → gnome_libsecret; --password-store=gnome-libsecret'],
  ])('and is another one than before: %o', async (set, detail) => {
    const keyring = await made();
    const before = folder.print();
    Object.assign(keyring, set, { behaviour: 'another key' });
    const vault = await reopened(keyring);
    expect(vault.status().state).toBe('BACKEND_CHANGED');
    expect(vault.status().detail?.replaceAll(/ \(v1\d\)(?=;)/g, '')).toBe(detail);
    expect(folder.print()).toBe(before);
  });

  test('is another system: it is not even asked', async () => {
    await made();
    const elsewhere = fakeKeyring({ platform: 'win32' });
    elsewhere.decrypt = () => Promise.reject(new Error('asked'));
    expect((await reopened(elsewhere)).status()).toMatchObject({
      state: 'BACKEND_CHANGED',
      detail: 'linux gnome_libsecret → win32',
    });
    expect((await reopened(null)).status()).toMatchObject({
      state: 'BACKEND_CHANGED',
      detail: 'linux gnome_libsecret → no keyring',
    });
  });

  test('is there with a passphrase: that opens it, and the keyring can be added again', async () => {
    const keyring = await made(fakeKeyring(), PASSPHRASE);
    const fresh = fakeKeyring();
    const vault = await openTestVault(folder, { keyring: fresh });
    expect(vault.status()).toMatchObject({
      state: 'KEY_LOST',
      protectors: [{ type: 'os-electron' }, { type: 'passphrase' }],
    });
    expect(await vault.unlock('not the passphrase')).toMatchObject({ state: 'WRONG_PASSPHRASE' });
    expect(vault.status().state, 'still the reason why it was asked').toBe('KEY_LOST');
    await succeeds(vault.unlock(PASSPHRASE));
    await succeeds(vault.addKeyring());
    expect(vault.status().protectors).toHaveLength(2);
    await vault.close();
    expect((await openTestVault(folder, { keyring: fresh })).secrets()).toEqual([secret('a')]);
    expect((await openTestVault(folder, { keyring })).status().state).toBe('KEY_LOST');
    expect((await openTestVault(folder)).status().state, 'the command line has only the passphrase').toBe(
      'LOCKED_PASSPHRASE',
    );
  });
});

describe('trying again', () => {
  test('happens after 1, 5 and 30 seconds, and then only when asked', async () => {
    const keyring = await made();
    keyring.behaviour = 'unavailable';
    const clock = manualWait();
    const vault = await reopened(keyring, clock.wait);
    for (const ms of [1_000, 5_000, 30_000]) {
      await expect.poll(() => clock.asked).toContain(ms);
      await clock.pass(ms);
    }
    expect(clock.asked.filter((ms) => ms !== 10_000)).toEqual([1_000, 5_000, 30_000]);
    expect(vault.status().state).toBe('LOCKED_RETRY');
    expect(await vault.retry()).toMatchObject({ ok: false, state: 'LOCKED_RETRY' });
    keyring.behaviour = 'works';
    await succeeds(vault.retry());
    expect(vault.secrets()).toEqual([secret('a')]);
  });

  test('opens it by itself, and says so', async () => {
    const keyring = await made();
    keyring.behaviour = 'unavailable';
    const clock = manualWait();
    let changes = 0;
    const vault = await openTestVault(folder, { keyring, wait: clock.wait, changed: () => changes++ });
    const before = changes;
    keyring.behaviour = 'works';
    await clock.pass(1_000);
    await expect.poll(() => vault.status().state).toBe('UNLOCKED');
    expect(changes).toBeGreaterThan(before);
  });

  test('ends when the vault is closed', async () => {
    const keyring = await made();
    keyring.behaviour = 'unavailable';
    const clock = manualWait();
    const vault = await reopened(keyring, clock.wait);
    await vault.close();
    keyring.behaviour = 'works';
    await clock.pass(1_000);
    expect(vault.status().state).toBe('LOCKED_RETRY');
  });

  test('a vault that a person locked is not opened by itself', async () => {
    const clock = manualWait();
    const vault = await reopened(await made(), clock.wait);
    vault.lock();
    expect(vault.status().state).toBe('LOCKED_RETRY');
    for (const ms of [1_000, 5_000, 30_000]) await clock.pass(ms);
    expect(vault.secrets()).toBeNull();
    await succeeds(vault.retry());
    expect(vault.secrets()).toEqual([secret('a')]);
  });
});
