// A program that saves and saves, to be killed: `saving-process.ts <data dir> <stop at call | 0> <times | 0> <bytes>`.
import { writeSync } from 'node:fs';
import { type FileSystemPort, realFileSystem } from '#main/vault/file-system.ts';
import { openTestVault, PASSPHRASE, secret, succeeds } from './test-vault.ts';

const [dataDir = '', stopAt = '0', times = '0', bytes = '10'] = process.argv.slice(2);
let calls = 0;
let saving = false;
const folder = { path: dataDir } as Parameters<typeof openTestVault>[0];
const vault = await openTestVault(folder, { fs: stopping(realFileSystem) });
await succeeds(vault.unlock(PASSPHRASE));

const first = Number(vault.secrets()?.[0]?.value.split(' ')[0] ?? 0);
const last = times === '0' ? Number.MAX_SAFE_INTEGER : first + Number(times);
for (let count = first + 1; count <= last; count++) {
  say(`saving ${count}`);
  saving = true;
  const value = `${count} ${'x'.repeat(Number(bytes))}`;
  // every third one takes a secret away, which is saved in another order
  const edited = await vault.edit(() => [
    secret('a', value),
    ...(count % 3 === 0 ? [] : [secret('b', value)]),
  ]);
  say(edited.ok ? `saved ${count}` : `failed ${JSON.stringify(edited)}`);
}

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

/** Stands still for ever right before one call, so that a kill hits exactly there. */
function stopping(real: FileSystemPort): FileSystemPort {
  function step(): void {
    if (!saving || ++calls !== Number(stopAt)) return;
    say('stopped');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
  return {
    ...real,
    async open(path, how) {
      step();
      const file = await real.open(path, how);
      return {
        ...file,
        write(from, offset, length, position) {
          step();
          return file.write(from, offset, length, position);
        },
        sync() {
          step();
          return file.sync();
        },
        close() {
          step();
          return file.close();
        },
      };
    },
    rename(from, to) {
      step();
      return real.rename(from, to);
    },
    unlink(path) {
      step();
      return real.unlink(path);
    },
  };
}
