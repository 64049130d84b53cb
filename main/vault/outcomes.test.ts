import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { realFileSystem, systemError } from './file-system.ts';
import { fakeKeyring } from './testing/fake-keyring.ts';
import {
  type Folder,
  openTestVault,
  PASSPHRASE,
  parsed,
  secret,
  succeeds,
  testFolder,
  vaultWith,
} from './testing/test-vault.ts';
import type { Vault, VaultOptions } from './vault.ts';

let folder: Folder;
beforeEach(() => {
  folder = testFolder();
});
afterEach(() => folder.remove());

/** Everything that could write, short of the two calls that move the file aside. */
async function tryEverything(vault: Vault): Promise<void> {
  vault.lock();
  vault.touch();
  vault.secrets();
  await vault.create({ passphrase: PASSPHRASE, keyring: true });
  await vault.create({ passphrase: PASSPHRASE });
  await vault.unlock('not the passphrase');
  await vault.edit(() => []);
  await vault.addPassphrase('another passphrase');
  await vault.changePassphrase(PASSPHRASE, 'another passphrase');
  await vault.addKeyring();
  await vault.removeProtector('nobody', PASSPHRASE);
  await vault.rotateKey(PASSPHRASE);
  await vault.exportBackup('another passphrase');
  await vault.retry();
}

type Case = {
  readonly state: string;
  readonly prepare: () => Promise<Partial<VaultOptions>>;
  readonly unlock?: string;
};
const prepared = (change: (bytes: Buffer) => Buffer) => async () => {
  await (await vaultWith(folder, [secret('a')])).close();
  writeFileSync(folder.vault, change(folder.bytes()));
  return {};
};
const byKeyring = async (keyring = fakeKeyring()) => {
  const vault = await openTestVault(folder, { keyring });
  await succeeds(vault.create({ keyring: true }));
  await vault.close();
  return keyring;
};

const cases: Case[] = [
  { state: 'LOCKED_PASSPHRASE', prepare: prepared((bytes) => bytes) },
  { state: 'WRONG_PASSPHRASE', prepare: prepared((bytes) => bytes), unlock: 'not the passphrase' },
  {
    state: 'LOCKED_RETRY',
    prepare: async () => ({ keyring: Object.assign(await byKeyring(), { behaviour: 'unavailable' }) }),
  },
  {
    state: 'KEY_LOST',
    prepare: async () => ({ keyring: Object.assign(await byKeyring(), { behaviour: 'rejects' }) }),
  },
  {
    state: 'BACKEND_CHANGED',
    prepare: async () => ({
      keyring: Object.assign(await byKeyring(), { behaviour: 'rejects', name: 'kwallet6' }),
    }),
  },
  {
    state: 'UNPROTECTED_BACKEND',
    prepare: async () => {
      await byKeyring(fakeKeyring({ platform: 'darwin', tag: 'v10' }));
      writeFileSync(folder.vault, folder.bytes().toString('latin1').replace('"darwin"', '"linux"'), 'latin1');
      return { keyring: fakeKeyring() };
    },
  },
  {
    state: 'TAMPERED',
    prepare: prepared((bytes) =>
      Buffer.from(bytes.toString('latin1').replace('Firedrill/1.2.3', 'Firedrill/9.9.9'), 'latin1'),
    ),
    unlock: PASSPHRASE,
  },
  { state: 'CORRUPT', prepare: prepared((bytes) => bytes.subarray(0, -1)) },
  {
    state: 'TOO_NEW',
    prepare: prepared((bytes) =>
      Buffer.from(bytes.toString('latin1').replace('vault/1', 'vault/2'), 'latin1'),
    ),
  },
  {
    state: 'IO_ERROR',
    prepare: async () => {
      await (await vaultWith(folder, [secret('a')])).close();
      const open: typeof realFileSystem.open = (path, how) =>
        path === folder.vault ? Promise.reject(systemError('EIO')) : realFileSystem.open(path, how);
      return { fs: { ...realFileSystem, open } };
    },
  },
];

test.each(cases)(
  '$state leaves every byte and every time as it was, whatever is tried',
  async ({ state, prepare, unlock }) => {
    const options = await prepare();
    const before = [folder.print(), folder.names()];
    const vault = await openTestVault(folder, options);
    if (unlock !== undefined) expect(await vault.unlock(unlock)).toMatchObject({ ok: false, state });
    expect(vault.status().state).toBe(state);
    expect(vault.secrets()).toBeNull();
    await tryEverything(vault);
    await vault.close();
    expect([folder.print(), folder.names()]).toEqual(before);
  },
);

test.each(cases.filter(({ state }) => state !== 'IO_ERROR'))(
  '$state is left behind by moving the file aside, and a new vault can be made',
  async ({ state, prepare, unlock }) => {
    const options = await prepare();
    const before = folder.bytes();
    const vault = await openTestVault(folder, options);
    if (unlock !== undefined) await vault.unlock(unlock);
    await succeeds(vault.startAnew());
    expect(['ABSENT', 'UNPROTECTED_BACKEND']).toContain(vault.status().state);
    const aside = join(
      folder.path,
      'quarantine',
      `20261120T101112345Z-${state.toLowerCase().replaceAll('_', '-')}`,
    );
    expect(readFileSync(join(aside, 'vault.fdv')).equals(before)).toBe(true);
    expect(folder.names()).toEqual(['quarantine']);
    await succeeds(vault.create({ passphrase: PASSPHRASE }));
    await succeeds(vault.startAnew());
    expect(
      statSync(join(folder.path, 'quarantine', '20261120T101112345Z-unlocked', 'vault.fdv')).isFile(),
    ).toBe(true);
  },
);

describe('no file', () => {
  test('is ABSENT where none was ever seen', async () => {
    const vault = await openTestVault(folder);
    expect(vault.status()).toEqual({
      state: 'ABSENT',
      protectors: [],
      detail: null,
      hasBackup: false,
      rolledBack: false,
      fileBytes: null,
      savedAt: null,
      keyring: 'none',
    });
    expect(await vault.unlock(PASSPHRASE)).toMatchObject({ ok: false, state: 'ABSENT' });
    expect(await vault.startAnew()).toMatchObject({ refused: 'NO_VAULT' });
    expect(await vault.restoreBackup()).toMatchObject({ refused: 'NO_BACKUP' });
    expect(await vault.create({})).toMatchObject({ refused: 'NO_PROTECTOR' });
    expect(await vault.create({ keyring: true })).toMatchObject({ refused: 'NO_KEYRING' });
    expect(await vault.create({ passphrase: 'short' })).toMatchObject({ refused: 'WEAK_PASSPHRASE' });
    expect(folder.names()).toEqual([]);
  });

  test('is MISSING where one was seen: none is made without a word', async () => {
    const remembered = { vaultId: '6f3c1b1e-9a52-4d0e-8b7a-2c41d5e6f708', gen: 3 };
    const vault = await openTestVault(folder, { remembered });
    expect(vault.status()).toMatchObject({ state: 'MISSING', hasBackup: false });
    expect(await vault.create({ passphrase: PASSPHRASE })).toMatchObject({ ok: false, state: 'MISSING' });
    expect(folder.names()).toEqual([]);
    await succeeds(vault.startAnew());
    await succeeds(vault.create({ passphrase: PASSPHRASE }));
  });

  test('is MISSING where a backup is: that can be put there', async () => {
    const made = await vaultWith(folder, [secret('a')]);
    await succeeds(made.edit((all) => [...all, secret('b')]));
    rmSync(folder.vault);
    const vault = await openTestVault(folder);
    expect(vault.status()).toMatchObject({ state: 'MISSING', hasBackup: true });
    await succeeds(vault.restoreBackup());
    await succeeds(vault.unlock(PASSPHRASE));
    expect(vault.secrets()).toEqual([secret('a')]);
  });

  test('while it is open: nothing is written, and what is in memory can be exported', async () => {
    const vault = await vaultWith(folder, [secret('a')]);
    rmSync(folder.vault);
    expect(await vault.edit(() => [])).toMatchObject({ ok: false, state: 'MISSING' });
    expect(folder.names()).toEqual(['vault.fdv.bak']);
    await succeeds(vault.exportBackup('another passphrase'));
  });
});

test('a vault is never made over another', async () => {
  const vault = await openTestVault(folder);
  writeFileSync(folder.vault, 'somebody was faster');
  expect(await vault.create({ passphrase: PASSPHRASE })).toMatchObject({ refused: 'VAULT_EXISTS' });
  expect(folder.bytes().toString()).toBe('somebody was faster');
});

describe('in the place of the vault', () => {
  test.each<[string, string, () => void]>([
    ['a link to a vault', 'ELOOP', () => symlinkSync(join(folder.path, 'elsewhere'), folder.vault)],
    ['a directory', 'EFTYPE', () => mkdirSync(folder.vault)],
    ['a pipe', 'EFTYPE', () => void execFileSync('bash', ['-c', 'mkfifo "$0"', folder.vault])],
  ])('%s is not read', async (_, errno, make) => {
    const other = testFolder();
    await vaultWith(other, [secret('a')]);
    writeFileSync(join(folder.path, 'elsewhere'), other.bytes());
    other.remove();
    make();
    const vault = await openTestVault(folder);
    expect(vault.status()).toMatchObject({ state: 'IO_ERROR', detail: errno });
  });

  test('a device is not read', async () => {
    const open: typeof realFileSystem.open = (path, how) =>
      realFileSystem.open(path === folder.vault ? '/dev/zero' : path, how);
    const vault = await openTestVault(folder, { fs: { ...realFileSystem, open } });
    expect(vault.status()).toMatchObject({ state: 'IO_ERROR', detail: 'EFTYPE' });
  });

  test('somebody else’s file is not read', async () => {
    await vaultWith(folder, [secret('a')]);
    const vault = await openTestVault(folder, { fs: { ...realFileSystem, uid: 54_321 } });
    expect(vault.status()).toMatchObject({ state: 'IO_ERROR', detail: 'EPERM' });
  });

  test('a file that may not be read says so', async () => {
    await vaultWith(folder, [secret('a')]);
    chmodSync(folder.vault, 0);
    // root may read it all the same
    const open: typeof realFileSystem.open = () => Promise.reject(systemError('EACCES'));
    const fs = process.getuid?.() === 0 ? { ...realFileSystem, open } : realFileSystem;
    expect((await openTestVault(folder, { fs })).status()).toMatchObject({
      state: 'IO_ERROR',
      detail: 'EACCES',
    });
  });

  test('a file that all may write opens, and is this user’s alone after the next save', async () => {
    await vaultWith(folder, [secret('a')]);
    chmodSync(folder.vault, 0o666);
    const vault = await openTestVault(folder);
    await succeeds(vault.unlock(PASSPHRASE));
    await succeeds(vault.edit((all) => [...all]));
    expect(statSync(folder.vault).mode & 0o777).toBe(0o600);
  });

  test('a file of gigabytes is not read', async () => {
    writeFileSync(folder.vault, '');
    truncateSync(folder.vault, 3 * 2 ** 30);
    expect((await openTestVault(folder)).status()).toMatchObject({ state: 'CORRUPT', detail: 'file size' });
  });
});

test('IO_ERROR is over when the disk is', async () => {
  await vaultWith(folder, [secret('a')]);
  let broken = true;
  const open: typeof realFileSystem.open = (path, how) =>
    broken ? Promise.reject(systemError('EIO')) : realFileSystem.open(path, how);
  const vault = await openTestVault(folder, { fs: { ...realFileSystem, open } });
  expect(vault.status()).toMatchObject({ state: 'IO_ERROR', detail: 'EIO' });
  broken = false;
  expect(await vault.retry()).toMatchObject({ state: 'LOCKED_PASSPHRASE' });
  await succeeds(vault.unlock(PASSPHRASE));
  expect(parsed(folder.bytes()).header.gen).toBe(2);
});
