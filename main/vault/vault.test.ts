import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { unsealVault } from './seal.ts';
import type { VaultOptions } from './vault.ts';
import {
  type Folder,
  openTestVault,
  PASSPHRASE,
  parsed,
  dataKey,
  secret,
  succeeds,
  testFolder,
  vaultWith,
} from './testing/test-vault.ts';
import { fakeKeyring } from './testing/fake-keyring.ts';
import { manualWait } from './testing/manual-wait.ts';

let folder: Folder;
beforeEach(() => {
  folder = testFolder();
});
afterEach(() => folder.remove());

test('what was put in is there after a restart, and only with the passphrase', async () => {
  const first = await vaultWith(folder, [secret('a'), secret('b', 'ключ 🔑 \u0000 \ud800')]);
  await first.close();

  const second = await openTestVault(folder);
  expect(second.status()).toMatchObject({ state: 'LOCKED_PASSPHRASE', hasBackup: true, keyring: 'none' });
  expect(second.secrets()).toBeNull();
  expect(await second.unlock('correct horse batterz')).toEqual({
    ok: false,
    state: 'WRONG_PASSPHRASE',
    detail: null,
    refused: null,
  });
  expect(second.secrets()).toBeNull();
  await succeeds(second.unlock(PASSPHRASE));
  expect(second.secrets()).toEqual([secret('a'), secret('b', 'ключ 🔑 \u0000 \ud800')]);
});

test('passphrases that look the same are the same', async () => {
  const vault = await openTestVault(folder);
  await succeeds(vault.create({ passphrase: 'Ａｎｇｓｔｒöm ﬁne twelve' }));
  vault.lock();
  expect(await vault.unlock('Angstro\u0308m fine twelve')).toEqual({ ok: true });
});

test('the real cost of a passphrase opens too', async () => {
  const real = await openTestVault(folder, { kdf: undefined });
  await succeeds(real.create({ passphrase: PASSPHRASE }));
  await succeeds(real.edit(() => [secret('a')]));
  real.lock();
  await succeeds(real.unlock(PASSPHRASE));
  expect(real.secrets()).toEqual([secret('a')]);
  expect(JSON.parse(folder.bytes().toString('latin1').split('\n')[1] ?? '')).toMatchObject({
    protectors: [{ type: 'passphrase', logN: 17, r: 8, p: 1 }],
  });
});

test('a passphrase from when it was cheaper is made dearer after it was used', async () => {
  await (await vaultWith(folder, [secret('a')], { kdf: { logN: 15 } })).close();
  const dearer = await openTestVault(folder, { kdf: { logN: 16 } });
  await succeeds(dearer.unlock(PASSPHRASE));
  await dearer.close();
  expect(folder.bytes().toString('latin1')).toContain('"logN":16');
  const again = await openTestVault(folder, { kdf: { logN: 16 } });
  await succeeds(again.unlock(PASSPHRASE));
  expect(again.secrets()).toEqual([secret('a')]);
});

function folderOf(name: string): Folder {
  const path = join(folder.path, name);
  mkdirSync(path, { recursive: true });
  return { ...folder, path, vault: join(path, 'vault.fdv') };
}

test('files are for this user only, and nothing else is left beside them', async () => {
  await vaultWith(folder, [secret('a')]);
  expect(folder.names()).toEqual(['vault.fdv', 'vault.fdv.bak']);
  expect(statSync(folder.vault).mode & 0o777).toBe(0o600);
  expect(statSync(folder.backup).mode & 0o777).toBe(0o600);
});

test('what an interrupted save left is swept, and nothing else', async () => {
  const others = ['vault.fdv.tmp-xyz', 'vault.fdv.tmp-0123456789abcdef0', 'other.tmp-0123456789abcdef'];
  for (const name of ['vault.fdv.tmp-0123456789abcdef', ...others])
    writeFileSync(join(folder.path, name), 'x');
  await openTestVault(folder);
  expect(folder.names()).toEqual(others.toSorted());
});

test('nothing that may be shown or printed holds a value, a passphrase or a wrapped key', async () => {
  const vault = await vaultWith(folder, [secret('a', 'CANARY-VALUE')]);
  const file = parsed(folder.bytes());
  const printed = [
    inspect(vault, { depth: 9 }),
    JSON.stringify(vault.status()),
    inspect(vault.status(), { depth: 9 }),
  ];
  const [wrapped] = file.header.protectors.map((one) => (one.type === 'passphrase' ? one.wrapped : one.blob));
  for (const forbidden of ['CANARY-VALUE', PASSPHRASE, wrapped ?? '?', folder.path]) {
    expect(printed.join('\n')).not.toContain(forbidden);
  }
  expect(folder.bytes().toString('latin1')).not.toMatch(/CANARY|Key a|pagerduty/);
});

describe('an edit', () => {
  test('is one after the other, each on what the one before left', async () => {
    const vault = await vaultWith(folder, []);
    await Promise.all(Array.from({ length: 20 }, (_, i) => vault.edit((all) => [...all, secret(`s${i}`)])));
    expect(vault.secrets()?.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, i) => `s${i}`));
    expect(parsed(folder.bytes()).header.gen).toBe(22);
  });

  test('that throws, or breaks the shape, changes nothing', async () => {
    const vault = await vaultWith(folder, [secret('a')]);
    const before = folder.print();
    const broken = (): never => {
      throw new Error('of the caller');
    };
    await expect(vault.edit(() => [secret('a'), secret('a')])).rejects.toThrow(
      'not a list of secrets: secrets',
    );
    await expect(vault.edit(() => [{ ...secret('a'), extra: 'CANARY' } as never])).rejects.not.toThrow(
      'CANARY',
    );
    await expect(vault.edit(broken)).rejects.toThrow('of the caller');
    expect(folder.print()).toBe(before);
    await succeeds(vault.edit((all) => [...all, secret('b')]));
    expect(vault.secrets()).toEqual([secret('a'), secret('b')]);
  });

  test('that makes it larger than any vault is refused', async () => {
    const vault = await vaultWith(folder, [secret('a')]);
    const before = folder.print();
    const many = Array.from({ length: 70 }, (_, i) => secret(`s${i}`, 'x'.repeat(60_000)));
    expect(await vault.edit(() => many)).toMatchObject({ ok: false, refused: 'TOO_LARGE' });
    expect(folder.print()).toBe(before);
    expect(vault.secrets()).toEqual([secret('a')]);
  });

  test('goes on from a file that somebody else saved with the same key', async () => {
    const vault = await vaultWith(folder, [secret('a')]);
    const other = await openTestVault(folder);
    await succeeds(other.unlock(PASSPHRASE));
    await succeeds(other.edit((all) => [...all, secret('b')]));
    await succeeds(vault.edit((all) => [...all, secret('c')]));
    expect(vault.secrets()).toEqual([secret('a'), secret('b'), secret('c')]);
    expect(parsed(folder.bytes()).header.gen).toBe(4);
  });

  test('is refused where another vault lies, which stays as it is', async () => {
    const vault = await vaultWith(folder, [secret('a')]);
    const elsewhere = folderOf('elsewhere');
    await vaultWith(elsewhere, [secret('z')]);
    writeFileSync(folder.vault, readFileSync(elsewhere.vault));
    const before = folder.print();
    expect(await vault.edit((all) => [...all, secret('b')])).toMatchObject({
      ok: false,
      refused: 'VAULT_CHANGED',
    });
    expect(folder.print()).toBe(before);
    expect(vault.secrets(), 'and what was in memory can still be exported').toEqual([secret('a')]);
  });
});

describe('deleting', () => {
  test('takes the secret out of every file, with the key known', async () => {
    const vault = await vaultWith(folder, [secret('a'), secret('b')]);
    await succeeds(vault.edit((all) => all.map((one) => ({ ...one, label: 'renamed' }))));
    expect(folder.names()).toContain('vault.fdv.bak');
    const dek = await dataKey(parsed(folder.bytes()));
    await succeeds(vault.edit((all) => all.filter(({ id }) => id !== 'a')));
    expect(vault.status().hasBackup).toBe(false);
    for (const name of folder.names()) {
      const unsealed = unsealVault(parsed(readFileSync(join(folder.path, name))), dek);
      expect(unsealed.ok && unsealed.secrets.map(({ id }) => id), name).toEqual(['b']);
    }
    expect(folder.names()).toEqual(['vault.fdv']);
  });

  test('of a value only, when the caller says so', async () => {
    const vault = await vaultWith(folder, [secret('a', 'old')]);
    await succeeds(vault.edit(() => [secret('a', 'new')], { removes: true }));
    expect(folder.names()).toEqual(['vault.fdv']);
  });

  test('is finished at the next unlock, when a crash left the backup', async () => {
    const vault = await vaultWith(folder, [secret('a'), secret('b')]);
    const before = folder.bytes();
    await succeeds(vault.edit((all) => all.filter(({ id }) => id !== 'a')));
    writeFileSync(folder.backup, before);
    const after = folder.print();
    const next = await openTestVault(folder);
    expect(folder.names()).toContain('vault.fdv.bak');
    await succeeds(next.unlock(PASSPHRASE));
    expect(folder.names()).toEqual(['vault.fdv']);
    expect(folder.print()).toBe(after);
  });

  test('leaves a backup alone that is newer than the vault beside it', async () => {
    const vault = await vaultWith(folder, []);
    const old = folder.bytes();
    await succeeds(vault.edit(() => [secret('a')]));
    await succeeds(vault.edit((all) => [...all, secret('b')]));
    writeFileSync(folder.vault, old);
    const next = await openTestVault(folder);
    await succeeds(next.unlock(PASSPHRASE));
    expect(folder.names()).toContain('vault.fdv.bak');
  });
});

describe('the backup file of a vault', () => {
  test('becomes the vault, and what was the vault is moved aside', async () => {
    const vault = await vaultWith(folder, [secret('a')]);
    await succeeds(vault.edit((all) => [...all, secret('b')]));
    writeFileSync(folder.vault, 'damaged');
    const next = await openTestVault(folder, {
      remembered: { vaultId: parsed(readFileSync(folder.backup)).header.vaultId, gen: 3 },
    });
    expect(next.status()).toMatchObject({ state: 'CORRUPT', hasBackup: true });
    await succeeds(next.restoreBackup());
    expect(next.status()).toMatchObject({ state: 'LOCKED_PASSPHRASE', rolledBack: false });
    await succeeds(next.unlock(PASSPHRASE));
    expect(next.secrets()).toEqual([secret('a')]);
    const aside = join(folder.path, 'quarantine', '20261120T101112345Z-corrupt', 'vault.fdv');
    expect(readFileSync(aside, 'utf8')).toBe('damaged');
  });

  test('is not put there when it is damaged itself', async () => {
    await vaultWith(folder, [secret('a')]);
    writeFileSync(folder.vault, 'damaged');
    writeFileSync(folder.backup, 'damaged too');
    const next = await openTestVault(folder);
    expect(await next.restoreBackup()).toMatchObject({ ok: false, state: 'CORRUPT' });
    expect(folder.bytes().toString()).toBe('damaged');
  });
});

describe('an exported backup', () => {
  test('opens with its own passphrase and key only, and holds everything', async () => {
    const vault = await vaultWith(folder, [secret('a')]);
    const { file } = await succeeds(vault.exportBackup('another passphrase'));
    const before = folder.print();
    expect(await vault.readBackup(file, 'another passphrase')).toEqual({ ok: true, secrets: [secret('a')] });
    expect(await vault.readBackup(file, PASSPHRASE)).toMatchObject({ ok: false, state: 'WRONG_PASSPHRASE' });
    expect(await vault.readBackup(file.subarray(1), PASSPHRASE)).toMatchObject({
      ok: false,
      state: 'CORRUPT',
    });
    expect(parsed(file).header.vaultId).not.toBe(parsed(folder.bytes()).header.vaultId);
    expect(unsealVault(parsed(file), await dataKey(parsed(folder.bytes())))).toMatchObject({
      state: 'TAMPERED',
    });
    expect(folder.print()).toBe(before);
  });

  test('is refused without a passphrase worth the name, or while locked', async () => {
    const vault = await vaultWith(folder, [secret('a')]);
    expect(await vault.exportBackup('short')).toMatchObject({ refused: 'WEAK_PASSPHRASE' });
    vault.lock();
    expect(await vault.exportBackup('another passphrase')).toMatchObject({ refused: 'LOCKED' });
  });

  test('can be the vault of another computer', async () => {
    const { file } = await succeeds(
      (await vaultWith(folder, [secret('a')])).exportBackup('another passphrase'),
    );
    const other = folderOf('other');
    writeFileSync(other.vault, file, { mode: 0o600 });
    const vault = await openTestVault(other);
    await succeeds(vault.unlock('another passphrase'));
    expect(vault.secrets()).toEqual([secret('a')]);
  });
});

describe('locking', () => {
  test('forgets at once, and a save under way still gets to the disk', async () => {
    const vault = await vaultWith(folder, [secret('a')]);
    const saving = vault.edit((all) => [...all, secret('b')]);
    await new Promise(setImmediate);
    vault.lock();
    expect(vault.secrets()).toBeNull();
    const saved = await saving;
    expect(vault.status().state).toBe('LOCKED_PASSPHRASE');
    expect(await vault.edit((all) => all)).toMatchObject({ refused: 'LOCKED' });
    await succeeds(vault.unlock(PASSPHRASE));
    expect(vault.secrets()?.length).toBe(saved.ok ? 2 : 1);
  });

  test('happens by itself when nobody is there, where a passphrase opened it', async () => {
    const clock = manualWait();
    const vault = await vaultWith(folder, [secret('a')], { autoLockMs: 60_000, wait: clock.wait });
    expect(vault.status().state).toBe('UNLOCKED');
    await clock.pass(60_000);
    expect(vault.status().state).toBe('LOCKED_PASSPHRASE');
  });

  test('does not where a keyring would open it again at once', async () => {
    const clock = manualWait();
    const keyring = fakeKeyring();
    const vault = await openTestVault(folder, { keyring, autoLockMs: 60_000, wait: clock.wait });
    await succeeds(vault.create({ keyring: true, passphrase: PASSPHRASE }));
    await clock.pass(60_000);
    expect(vault.status().state).toBe('UNLOCKED');
  });

  test('every call starts the idle time anew', async () => {
    const clock = manualWait();
    const vault = await vaultWith(folder, [], { autoLockMs: 60_000, wait: clock.wait });
    const started = clock.asked.filter((ms) => ms === 60_000).length;
    vault.touch();
    vault.secrets();
    expect(clock.asked.filter((ms) => ms === 60_000).length).toBe(started + 2);
  });
});

describe('what is remembered outside of the file', () => {
  test('is each generation that was seen', async () => {
    const remember = vi.fn<NonNullable<VaultOptions['remember']>>();
    const vault = await vaultWith(folder, [secret('a')], { remember });
    const { header } = parsed(folder.bytes());
    expect(remember.mock.calls.map(([seen]) => seen.gen)).toEqual([1, 2]);
    expect(remember).toHaveBeenLastCalledWith({
      vaultId: header.vaultId,
      gen: 2,
      headerSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    await vault.close();
  });

  test('tells that an older copy was put back, until the next save', async () => {
    await vaultWith(folder, [secret('a')]);
    const { vaultId } = parsed(folder.bytes()).header;
    const vault = await openTestVault(folder, { remembered: { vaultId, gen: 9 } });
    expect(vault.status().rolledBack).toBe(true);
    await succeeds(vault.unlock(PASSPHRASE));
    expect(vault.status().rolledBack).toBe(true);
    await succeeds(vault.edit((all) => [...all, secret('b')]));
    expect(vault.status().rolledBack).toBe(false);
  });

  test('that it cannot be noted does not make a save fail', async () => {
    const remember = () => {
      throw new Error('database is full');
    };
    const vault = await vaultWith(folder, [secret('a')], { remember });
    expect(vault.secrets()).toEqual([secret('a')]);
  });
});

test('after close every call is refused, and what was under way is on the disk', async () => {
  const vault = await vaultWith(folder, []);
  const saving = vault.edit(() => [secret('a')]);
  await vault.close();
  await succeeds(saving);
  expect(await vault.edit(() => [])).toMatchObject({ refused: 'CLOSED' });
  expect(await vault.unlock(PASSPHRASE)).toMatchObject({ refused: 'CLOSED' });
  expect(vault.secrets()).toBeNull();
});
