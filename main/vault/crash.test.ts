import type { KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseVault } from './format.ts';
import { unsealVault } from './seal.ts';
import { type CrashDisk, crashDisk, type Image } from './testing/crash-disk.ts';
import { dataKey, openTestVault, parsed, PASSPHRASE, QUICK, secret, succeeds } from './testing/test-vault.ts';
import type { Vault } from './vault.ts';

const folder = { path: '/disk' } as Parameters<typeof openTestVault>[0];

/** What the vault in an image holds, as ids; or why it does not open. */
function held(image: Image, keys: readonly KeyObject[], name = 'vault.fdv'): string {
  const bytes = image.get(name);
  if (bytes === undefined) return 'no file';
  const result = parseVault(bytes, QUICK.logN);
  if (!result.ok) return result.state;
  for (const key of keys) {
    const unsealed = unsealVault(result.file, key);
    if (unsealed.ok) return unsealed.secrets.map(({ id, value }) => `${id}${value.length}`).join(' ');
  }
  return 'TAMPERED';
}

async function keyOf(disk: CrashDisk): Promise<KeyObject> {
  const file = await disk.open('vault.fdv', 'read');
  const { size } = await file.stat();
  const bytes = Buffer.alloc(size);
  await file.read(bytes, 0, size, 0);
  return dataKey(parsed(bytes));
}

type Edit = (vault: Vault) => Promise<{ readonly ok: boolean }>;

/** Every state a power cut during and right after one edit can leave. */
async function crashes(disk: CrashDisk, size: number, edit: Edit) {
  const vault = await openTestVault(folder, { fs: disk });
  await succeeds(vault.create({ passphrase: PASSPHRASE }));
  await succeeds(vault.edit(() => [secret('a', 'x'.repeat(size))]));
  await succeeds(vault.edit((all) => [...all, secret('b', 'x')]));
  const keys = [await keyOf(disk)];
  const images: Image[] = [];
  disk.watch(() => images.push(...disk.images()));
  await succeeds(edit(vault));
  disk.watch(null);
  keys.push(await keyOf(disk));
  const during = images.map((image) => held(image, keys));
  const after = disk.images().map((image) => held(image, keys));
  const backups = disk.images().map((image) => held(image, keys, 'vault.fdv.bak'));
  return { during: new Set(during), after: new Set(after), backups: new Set(backups), states: during.length };
}

const sizes = Array.from({ length: 25 }, (_, i) => 1 + i * i * 13);
const added: Edit = (vault) => vault.edit((all) => [...all, secret('c', 'x')]);
const removed: Edit = (vault) => vault.edit((all) => all.slice(1));
const rotated: Edit = (vault) => vault.rotateKey(PASSPHRASE);

describe('wherever the power goes', () => {
  test('an edit leaves the complete old or the complete new vault, and the new one once it is reported', async () => {
    for (const size of sizes) {
      const { during, after, backups, states } = await crashes(crashDisk(), size, added);
      expect(states).toBeGreaterThan(20);
      expect([...during].toSorted()).toEqual([`a${size} b1`, `a${size} b1 c1`]);
      expect([...after]).toEqual([`a${size} b1 c1`]);
      expect([...backups]).toEqual([`a${size} b1`]);
    }
  });

  test('a removal leaves no backup once it is reported', async () => {
    for (const size of sizes) {
      const { during, after, backups } = await crashes(crashDisk(), size, removed);
      expect([...during].toSorted()).toEqual([`a${size} b1`, 'b1']);
      expect([...after]).toEqual(['b1']);
      expect([...backups]).toEqual(['no file']);
    }
  });

  test('a new key leaves a vault that one of the two keys opens, and no backup', async () => {
    const { during, after, backups } = await crashes(crashDisk(), 99, rotated);
    expect([...during]).toEqual(['a99 b1']);
    expect([...after]).toEqual(['a99 b1']);
    expect([...backups]).toEqual(['no file']);
  });
});

describe('this test notices', () => {
  const without = (what: CrashDisk['without']): CrashDisk => {
    const disk = crashDisk();
    let calls = 0;
    const { watch } = disk;
    // from the edit on: before it, the disk has to be in order
    disk.watch = (look) => {
      disk.without = calls++ === 0 ? what : null;
      watch(look);
    };
    return disk;
  };

  test('when a file is not synced before it is renamed', async () => {
    const { during } = await crashes(without('file sync'), 500, added);
    expect([...during]).toContain('CORRUPT');
  });

  test('when the directory is not synced before it is reported', async () => {
    const { during, after } = await crashes(without('directory sync'), 500, added);
    expect([...during].toSorted()).toEqual(['a500 b1', 'a500 b1 c1']);
    expect([...after].toSorted()).toEqual(['a500 b1', 'a500 b1 c1']);
  });

  test('when the removal of the backup is not synced', async () => {
    const { backups } = await crashes(without('directory sync'), 500, removed);
    expect([...backups]).toContain('a500');
  });
});
