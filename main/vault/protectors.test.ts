import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { unsealVault } from './seal.ts';
import { fakeKeyring } from './testing/fake-keyring.ts';
import { manualWait } from './testing/manual-wait.ts';
import {
  dataKey,
  type Folder,
  openTestVault,
  PASSPHRASE,
  parsed,
  secret,
  succeeds,
  testFolder,
  vaultWith,
} from './testing/test-vault.ts';

let folder: Folder;
beforeEach(() => {
  folder = testFolder();
});
afterEach(() => folder.remove());

const idOf = (type: string) =>
  parsed(folder.bytes()).header.protectors.find((one) => one.type === type)?.id ?? '';

describe('several protectors', () => {
  test('each open the same vault', async () => {
    const keyring = fakeKeyring();
    const vault = await vaultWith(folder, [secret('a')], { keyring });
    await succeeds(vault.addKeyring());
    await vault.close();
    expect((await openTestVault(folder, { keyring })).secrets()).toEqual([secret('a')]);
    const byPassphrase = await openTestVault(folder);
    await succeeds(byPassphrase.unlock(PASSPHRASE));
    expect(byPassphrase.secrets()).toEqual([secret('a')]);
  });

  test('are at most four, and one passphrase', async () => {
    const vault = await vaultWith(folder, []);
    expect(await vault.addPassphrase('another passphrase')).toMatchObject({ refused: 'PASSPHRASE_EXISTS' });
    for (const name of ['one', 'two', 'three']) {
      const opened = await openTestVault(folder, { keyring: fakeKeyring({ name }) });
      await succeeds(opened.unlock(PASSPHRASE));
      await succeeds(opened.addKeyring());
      await opened.close();
    }
    const full = await openTestVault(folder, { keyring: fakeKeyring({ name: 'four' }) });
    await succeeds(full.unlock(PASSPHRASE));
    expect(await full.addKeyring()).toMatchObject({ refused: 'TOO_MANY_PROTECTORS' });
  });

  test('a passphrase can be added to a keyring', async () => {
    const vault = await openTestVault(folder, { keyring: fakeKeyring() });
    await succeeds(vault.create({ keyring: true }));
    expect(await vault.addPassphrase('too short')).toMatchObject({ refused: 'WEAK_PASSPHRASE' });
    await succeeds(vault.addPassphrase(PASSPHRASE));
    await vault.close();
    await succeeds((await openTestVault(folder)).unlock(PASSPHRASE));
  });
});

describe('a new key', () => {
  test('is one that the old one opens nothing of, and no backup of the old one stays', async () => {
    const vault = await vaultWith(folder, [secret('a')]);
    const old = await dataKey(parsed(folder.bytes()));
    expect(await vault.rotateKey()).toMatchObject({ refused: 'PASSPHRASE_NEEDED' });
    expect(await vault.rotateKey('not the passphrase')).toMatchObject({ state: 'WRONG_PASSPHRASE' });
    await succeeds(vault.rotateKey(PASSPHRASE));
    expect(existsSync(folder.backup)).toBe(false);
    expect(unsealVault(parsed(folder.bytes()), old)).toMatchObject({ ok: false, state: 'TAMPERED' });
    await succeeds(vault.edit((all) => [...all, secret('b')]));
    for (const path of [folder.vault, folder.backup]) {
      expect(unsealVault(parsed(readFileSync(path)), old).ok).toBe(false);
    }
    vault.lock();
    await succeeds(vault.unlock(PASSPHRASE));
    expect(vault.secrets()).toEqual([secret('a'), secret('b')]);
  });

  test('comes with every removal, which then does not open it any more', async () => {
    const keyring = fakeKeyring();
    const vault = await vaultWith(folder, [secret('a')], { keyring });
    await succeeds(vault.addKeyring());
    const old = await dataKey(parsed(folder.bytes()));
    await succeeds(vault.removeProtector(idOf('os-electron'), PASSPHRASE));
    expect(vault.status().protectors).toMatchObject([{ type: 'passphrase', inUse: true }]);
    expect(unsealVault(parsed(folder.bytes()), old).ok).toBe(false);
    expect(existsSync(folder.backup)).toBe(false);
    await vault.close();
    expect((await openTestVault(folder, { keyring })).status().state).toBe('LOCKED_PASSPHRASE');
  });

  test('needs no passphrase to take the passphrase away', async () => {
    const keyring = fakeKeyring();
    const vault = await vaultWith(folder, [secret('a')], { keyring });
    await succeeds(vault.addKeyring());
    await succeeds(vault.removeProtector(idOf('passphrase')));
    await vault.close();
    expect((await openTestVault(folder, { keyring })).secrets()).toEqual([secret('a')]);
    expect((await openTestVault(folder)).status().state).toBe('BACKEND_CHANGED');
  });

  test('drops what cannot be given it here', async () => {
    const vault = await vaultWith(folder, [secret('a')], { keyring: fakeKeyring() });
    await succeeds(vault.addKeyring());
    await vault.close();
    const elsewhere = await openTestVault(folder, { keyring: null });
    await succeeds(elsewhere.unlock(PASSPHRASE));
    await succeeds(elsewhere.rotateKey(PASSPHRASE));
    expect(elsewhere.status().protectors).toMatchObject([{ type: 'passphrase' }]);
  });

  test('waits for a keyring that is away for a moment', async () => {
    const keyring = fakeKeyring();
    const vault = await vaultWith(folder, [secret('a')], { keyring });
    await succeeds(vault.addKeyring());
    const before = folder.print();
    keyring.behaviour = 'unavailable';
    expect(await vault.rotateKey(PASSPHRASE)).toMatchObject({ ok: false, state: 'LOCKED_RETRY' });
    expect(folder.print()).toBe(before);
    expect(vault.secrets()).toEqual([secret('a')]);
  });

  test('is never one that nothing opens', async () => {
    const vault = await vaultWith(folder, [secret('a')]);
    const before = folder.print();
    expect(await vault.removeProtector(idOf('passphrase'))).toMatchObject({ refused: 'LAST_PROTECTOR' });
    expect(await vault.removeProtector('nobody', PASSPHRASE)).toMatchObject({ refused: 'UNKNOWN_PROTECTOR' });
    expect(folder.print()).toBe(before);
  });

  test('is left by a crash with an old backup: that goes at the next unlock', async () => {
    const vault = await vaultWith(folder, [secret('a')]);
    const old = folder.bytes();
    await succeeds(vault.rotateKey(PASSPHRASE));
    await vault.close();
    writeFileSync(folder.backup, old);
    await succeeds((await openTestVault(folder)).unlock(PASSPHRASE));
    expect(existsSync(folder.backup)).toBe(false);
  });
});

describe('another passphrase', () => {
  test('takes the place of the old one, with a new key', async () => {
    const vault = await vaultWith(folder, [secret('a')]);
    const old = await dataKey(parsed(folder.bytes()));
    expect(await vault.changePassphrase('not the old one', 'another passphrase')).toMatchObject({
      state: 'WRONG_PASSPHRASE',
    });
    expect(await vault.changePassphrase(PASSPHRASE, 'short')).toMatchObject({ refused: 'WEAK_PASSPHRASE' });
    await succeeds(vault.changePassphrase(PASSPHRASE, 'another passphrase'));
    expect(unsealVault(parsed(folder.bytes()), old).ok).toBe(false);
    vault.lock();
    expect(await vault.unlock(PASSPHRASE)).toMatchObject({ state: 'WRONG_PASSPHRASE' });
    await succeeds(vault.unlock('another passphrase'));
    expect(vault.secrets()).toEqual([secret('a')]);
  });
});

describe('wrong passphrases', () => {
  test('take one second more after three, five after six, and never lock anybody out', async () => {
    await (await vaultWith(folder, [secret('a')])).close();
    const clock = manualWait([1_000, 5_000]);
    const vault = await openTestVault(folder, { wait: clock.wait });
    const before = folder.print();
    for (let tries = 0; tries < 8; tries++) {
      expect(await vault.unlock('not the passphrase')).toEqual({
        ok: false,
        state: 'WRONG_PASSPHRASE',
        detail: null,
        refused: null,
      });
    }
    expect(clock.asked).toEqual([1_000, 1_000, 1_000, 5_000, 5_000]);
    expect(folder.print()).toBe(before);
    await succeeds(vault.unlock(PASSPHRASE));
    vault.lock();
    clock.asked.length = 0;
    await vault.unlock('not the passphrase');
    expect(clock.asked).toEqual([]);
  });

  test('cannot be tried side by side to get around that', async () => {
    await (await vaultWith(folder, [])).close();
    const clock = manualWait([5_000]);
    const vault = await openTestVault(folder, { wait: clock.wait });
    let answered = 0;
    const tries = Array.from({ length: 5 }, () => vault.unlock('not the passphrase').then(() => answered++));
    await expect.poll(() => clock.asked.length).toBe(1);
    expect(answered).toBe(3);
    await clock.pass(1_000);
    await expect.poll(() => answered).toBe(4);
    await expect.poll(() => clock.asked.length).toBe(2);
    await clock.pass(1_000);
    await Promise.all(tries);
  });

  test('of any length cost nothing when no vault could have them', async () => {
    let derived = 0;
    await (await vaultWith(folder, [])).close();
    const scrypt = () => Promise.resolve(Buffer.alloc(32, ++derived));
    const vault = await openTestVault(folder, { kdf: { logN: 10, scrypt } });
    await vault.unlock('x'.repeat(1025));
    await vault.unlock('ﷺ'.repeat(400));
    expect(derived).toBe(0);
  });
});
