import { spawnSync } from 'node:child_process';
import { open as openFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FileSystemPort, realFileSystem, systemError } from './file-system.ts';
import { unsealVault } from './seal.ts';
import { FAULTS, faultyFileSystem } from './testing/faulty-file-system.ts';
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
import type { VaultResult } from './outcome.ts';
import type { Vault } from './vault.ts';

let folder: Folder;
beforeEach(() => {
  folder = testFolder();
});
afterEach(() => folder.remove());

test('a save is written, synced, read back, renamed and its directory synced, in this order', async () => {
  const fs = faultyFileSystem();
  const vault = await vaultWith(folder, [secret('a')], { fs });
  const directory = basename(folder.path);
  const temp = ['open', 'write', 'sync', 'close', 'open', 'stat', 'read', 'close'].map(
    (call) => `${call} vault.fdv.tmp-*`,
  );
  const header = ['open', 'stat', 'read', 'close'].map((call) => `${call} vault.fdv`);
  const sync = ['open', 'sync', 'close'].map((call) => `${call} ${directory}`);

  fs.calls.length = 0;
  await succeeds(vault.edit((all) => [...all, secret('b')]));
  expect(fs.calls).toEqual([
    ...header,
    ...temp,
    ...temp,
    'rename vault.fdv.bak',
    'rename vault.fdv',
    ...sync,
  ]);

  fs.calls.length = 0;
  await succeeds(vault.edit(() => []));
  expect(fs.calls).toEqual([
    ...header,
    ...temp,
    'rename vault.fdv',
    ...sync,
    'unlink vault.fdv.bak',
    ...sync,
  ]);
});

/** A passphrase that costs nothing, for hundreds of vaults. */
const FREE = {
  kdf: {
    logN: 10,
    scrypt: (typed: Buffer, salt: Buffer) =>
      Promise.resolve(createHash('sha256').update(salt).update(typed).digest()),
  },
};

type Edit = {
  readonly what: string;
  readonly make: (vault: Vault) => Promise<VaultResult>;
  readonly after: string[];
};
const edits: Edit[] = [
  { what: 'an edit', make: (vault) => vault.edit((all) => [...all, secret('c')]), after: ['a', 'b', 'c'] },
  { what: 'a removal', make: (vault) => vault.edit((all) => all.slice(1)), after: ['b'] },
  { what: 'a new key', make: (vault) => vault.rotateKey(PASSPHRASE), after: ['a', 'b'] },
];

const ids = (vault: Vault) => vault.secrets()?.map(({ id }) => id);

describe.each(edits)('$what', ({ make, after }) => {
  test('survives any call failing in any way: old or new, never less, and the next one works', async () => {
    const fs = faultyFileSystem();
    const prepared = await vaultWith(folder, [secret('a'), secret('b')], FREE);
    await prepared.close();
    const before = folder.bytes();
    const opened = async (place: Folder): Promise<Vault> => {
      for (const name of ['vault.fdv', 'vault.fdv.bak']) {
        copyFileSync(join(folder.path, name), join(place.path, name));
      }
      const vault = await openTestVault(place, { ...FREE, fs });
      await succeeds(vault.unlock(PASSPHRASE));
      return vault;
    };
    const counted = testFolder();
    const counting = await opened(counted);
    fs.calls.length = 0;
    await succeeds(make(counting));
    const calls = [...fs.calls];
    expect(calls.length).toBeGreaterThan(15);
    counted.remove();

    for (const [index, call] of calls.entries()) {
      for (const fault of FAULTS) {
        if (fault === 'short' && !/^(?:read|write) /.test(call)) continue;
        const place = testFolder();
        const vault = await opened(place);
        fs.failAt(index, fault);
        const result = await make(vault);
        const where = `${fault} at ${fs.calls[index]}`;
        fs.failAt(-1, fault);

        if (fault === 'EINTR' || fault === 'short') expect(result, where).toEqual({ ok: true });
        else if (!result.ok)
          expect(result, where).toEqual({ ok: false, state: 'IO_ERROR', detail: fault, refused: null });
        const unsealed = unsealVault(parsed(place.bytes()), await dataKey(parsed(place.bytes()), FREE.kdf));
        const found = unsealed.ok ? unsealed.secrets.map(({ id }) => id) : [];
        const isNew = !place.bytes().equals(before);
        expect(found, where).toEqual(isNew ? after : ['a', 'b']);
        if (result.ok) expect(isNew, where).toBe(true);
        expect(ids(vault), `${where}: memory is what the disk is`).toEqual(found);
        expect(
          place.names().filter((name) => name.includes('tmp')),
          where,
        ).toEqual([]);

        await succeeds(vault.edit((all) => [...all, secret('later')]));
        vault.lock();
        await succeeds(vault.unlock(PASSPHRASE));
        expect(ids(vault), where).toEqual([...found, 'later']);
        await vault.close();
        place.remove();
      }
    }
  }, 60_000);
});

const ioError = (detail: string) => ({ ok: false, state: 'IO_ERROR', detail, refused: null });

describe('a disk that', () => {
  /** Anything may go wrong with new files; the vault itself is real. */
  async function editOn(fs: FileSystemPort): Promise<VaultResult> {
    await (await vaultWith(folder, [secret('a')])).close();
    const before = [folder.print(), folder.names()];
    const vault = await openTestVault(folder, { fs });
    await succeeds(vault.unlock(PASSPHRASE));
    const result = await vault.edit((all) => [...all, secret('b')]);
    expect([folder.print(), folder.names()]).toEqual(before);
    expect(ids(vault)).toEqual(['a']);
    expect(vault.status().state).toBe('UNLOCKED');
    return result;
  }

  test('is full, as the kernel says it of /dev/full', async () => {
    const open: FileSystemPort['open'] = async (path, how) => {
      if (how !== 'create') return realFileSystem.open(path, how);
      const full = await openFile('/dev/full', 'w');
      return {
        stat: () => Promise.reject(systemError('EIO')),
        read: () => Promise.resolve(0),
        sync: () => full.sync(),
        write: async (from, offset, length) => (await full.write(from, offset, length)).bytesWritten,
        close: () => full.close(),
      };
    };
    expect(await editOn({ ...realFileSystem, open })).toEqual(ioError('ENOSPC'));
  });

  test.each(['EROFS', 'EACCES'])('takes no new file: %s', async (errno) => {
    const open: FileSystemPort['open'] = (path, how) =>
      how === 'create' ? Promise.reject(systemError(errno)) : realFileSystem.open(path, how);
    expect(await editOn({ ...realFileSystem, open })).toEqual(ioError(errno));
  });

  test('writes nothing and says nothing', async () => {
    const open: FileSystemPort['open'] = async (path, how) => ({
      ...(await realFileSystem.open(path, how)),
      ...(how === 'create' ? { write: async () => 0 } : {}),
    });
    expect(await editOn({ ...realFileSystem, open })).toEqual(ioError('EIO'));
  });

  test('gives back something else than was written', async () => {
    const open: FileSystemPort['open'] = async (path, how) => {
      const file = await realFileSystem.open(path, how);
      return {
        ...file,
        async read(into, offset, length, position) {
          const read = await file.read(into, offset, length, position);
          if (path.includes('.tmp-')) into[offset + length - 1] = 0x2a ^ (into[offset + length - 1] ?? 0);
          return read;
        },
      };
    };
    expect(await editOn({ ...realFileSystem, open })).toEqual(ioError('READ_BACK_DIFFERS'));
  });

  test('loses the end of what was written', async () => {
    const open: FileSystemPort['open'] = async (path, how) => {
      const file = await realFileSystem.open(path, how);
      return {
        ...file,
        write: (from, offset, length, position) =>
          file.write(from, offset, length - 1, position).then(() => length),
      };
    };
    expect(await editOn({ ...realFileSystem, open })).toEqual(ioError('READ_BACK_DIFFERS'));
  });

  test('has a limit, as the kernel enforces it with ulimit -f', async () => {
    await (await vaultWith(folder, [secret('a', '0')])).close();
    const before = [folder.print(), folder.names()];
    const program = fileURLToPath(new URL('./testing/saving-process.ts', import.meta.url));
    const command = `ulimit -f 64; exec "${process.execPath}" "${program}" "${folder.path}" 0 1 60000`;
    const { stdout } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
    expect(stdout).toContain('failed {"ok":false,"state":"IO_ERROR","detail":"EFBIG"');
    expect([folder.print(), folder.names()]).toEqual(before);
  });

  test('cannot sync a directory is as good as it gets', async () => {
    for (const errno of ['EINVAL', 'EPERM', 'ENOTSUP']) {
      const open: FileSystemPort['open'] = async (path, how) => ({
        ...(await realFileSystem.open(path, how)),
        ...(how === 'directory' ? { sync: () => Promise.reject(systemError(errno)) } : {}),
      });
      const place = testFolder();
      const vault = await vaultWith(place, [secret('a')], { fs: { ...realFileSystem, open } });
      expect(ids(vault)).toEqual(['a']);
      place.remove();
    }
  });

  test('is only ever interrupted ends too', async () => {
    const open: FileSystemPort['open'] = (path, how) =>
      how === 'create' ? Promise.reject(systemError('EINTR')) : realFileSystem.open(path, how);
    expect(await editOn({ ...realFileSystem, open })).toEqual(ioError('EINTR'));
  });
});

describe('on Windows', () => {
  function windows(failures: number, errno: string): FileSystemPort {
    let left = failures;
    return {
      ...realFileSystem,
      platform: 'win32',
      uid: undefined,
      rename: (from, to) =>
        left-- > 0 ? Promise.reject(systemError(errno)) : realFileSystem.rename(from, to),
      open: (path, how) =>
        how === 'directory' ? Promise.reject(systemError('EISDIR')) : realFileSystem.open(path, how),
    };
  }

  test.each(['EPERM', 'EACCES', 'EBUSY'])(
    'a rename waits for whoever has the file open: %s',
    async (errno) => {
      const clock = manualWait([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
      const vault = await openTestVault(folder, { fs: windows(10, errno), wait: clock.wait });
      await succeeds(vault.create({ passphrase: PASSPHRASE }));
      expect(clock.asked).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    },
  );

  test('but not for ever, and not for a full disk', async () => {
    const clock = manualWait([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    const busy = await openTestVault(folder, { fs: windows(11, 'EBUSY'), wait: clock.wait });
    expect(await busy.create({ passphrase: PASSPHRASE })).toMatchObject({
      state: 'IO_ERROR',
      detail: 'EBUSY',
    });
    const full = await openTestVault(folder, { fs: windows(1, 'ENOSPC') });
    expect(await full.create({ passphrase: PASSPHRASE })).toMatchObject({
      state: 'IO_ERROR',
      detail: 'ENOSPC',
    });
    expect(folder.names()).toEqual([]);
  });
});

test('a rename that says it failed and did not is known to have happened', async () => {
  const rename: FileSystemPort['rename'] = async (from, to) => {
    await realFileSystem.rename(from, to);
    if (to === folder.vault && failing) throw systemError('EIO');
  };
  let failing = false;
  const vault = await vaultWith(folder, [secret('a')], { fs: { ...realFileSystem, rename } });
  failing = true;
  expect(await vault.rotateKey(PASSPHRASE)).toMatchObject({ ok: false, state: 'IO_ERROR' });
  failing = false;
  await succeeds(vault.edit((all) => [...all, secret('b')]));
  expect(ids(vault)).toEqual(['a', 'b']);
});

test('moving aside and restoring survive any call failing: something always opens', async () => {
  const fs = faultyFileSystem();
  for (const call of ['startAnew', 'restoreBackup'] as const) {
    for (let index = 0; ; index++) {
      const place = testFolder();
      const vault = await vaultWith(place, [secret('a')], { fs });
      fs.failAt(index, 'EIO');
      const result = await vault[call]();
      const where = `${call}, EIO at ${fs.calls[index]}`;
      const reached = fs.calls.length > index;
      fs.failAt(-1, 'EIO');
      const left = ['vault.fdv', 'vault.fdv.bak'].filter((name) => place.names().includes(name));
      const aside = place.names().includes('quarantine')
        ? (await realFileSystem.list(join(place.path, 'quarantine'))).map((name) =>
            join(place.path, 'quarantine', name),
          )
        : [];
      const kept = (
        await Promise.all(
          aside.map(async (at) => (await realFileSystem.list(at)).map((name) => join(at, name))),
        )
      ).flat();
      const files = [...left.map((name) => join(place.path, name)), ...kept];
      expect(files.length, where).toBeGreaterThanOrEqual(2);
      for (const path of files) expect(() => parsed(readFileSync(path)), where).not.toThrow();
      if (!reached) expect(result).toEqual({ ok: true });
      await vault.close();
      place.remove();
      if (!reached) break;
    }
  }
});
