import type { KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseVault } from './format.ts';
import { decrypt, encrypt, newDataKey, unsealVault } from './seal.ts';
import { fakeKeyring, type FakeKeyring } from './testing/fake-keyring.ts';
import {
  dataKey,
  type Folder,
  openTestVault,
  PASSPHRASE,
  parsed,
  QUICK,
  secret,
  succeeds,
  testFolder,
  vaultWith,
} from './testing/test-vault.ts';

const SECRETS = [secret('a'), secret('b')];
let folder: Folder;
let file: Buffer;
let previous: Buffer;
let dek: KeyObject;
beforeAll(async () => {
  folder = testFolder();
  const vault = await vaultWith(folder, SECRETS);
  previous = folder.bytes();
  await succeeds(vault.edit((all) => [...all].toReversed()));
  file = folder.bytes();
  dek = await dataKey(parsed(file));
});
afterAll(() => folder.remove());

/** What somebody with the key gets from these bytes. */
function read(bytes: Buffer): string {
  const result = parseVault(bytes, QUICK.logN);
  if (!result.ok) return `${result.state} ${result.detail}`;
  const unsealed = unsealVault(result.file, dek);
  return unsealed.ok ? 'opened' : `${unsealed.state} ${unsealed.detail}`;
}

function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

test('no bit of a file can be another, even for somebody with the key', () => {
  expect(read(file)).toBe('opened');
  const opened: number[] = [];
  for (let bit = 0; bit < file.length * 8; bit++) if (read(flipped(file, bit)) === 'opened') opened.push(bit);
  expect(opened).toEqual([]);
});

test('it says which part was changed', () => {
  const { signed, head } = parsed(file);
  const says = (from: number, to: number) => {
    const found = new Set<string>();
    for (let bit = from * 8; bit < to * 8; bit++) found.add(read(flipped(file, bit)));
    return [...found].toSorted();
  };
  expect(says(0, 18)).toEqual(['CORRUPT magic line', 'TOO_NEW format version']);
  expect(says(18, signed.length)).toEqual([
    'CORRUPT body length',
    'CORRUPT header',
    'TAMPERED header',
    'TOO_NEW suite',
  ]);
  expect(says(signed.length, head.length)).toEqual(['CORRUPT header MAC', 'TAMPERED header']);
  expect(says(head.length, file.length)).toEqual(['TAMPERED body']);
});

test('no shorter and no longer file opens', () => {
  for (let length = 0; length < file.length; length++) {
    expect(read(file.subarray(0, length)), `cut to ${length}`).toMatch(/^CORRUPT/);
    expect(read(file.subarray(length + 1)), `without the first ${length + 1}`).toMatch(/^CORRUPT/);
  }
  for (const extra of [Buffer.from('\n'), Buffer.alloc(1), Buffer.alloc(16), file, Buffer.alloc(500, 'x')]) {
    expect(read(Buffer.concat([file, extra]))).toBe('CORRUPT body length');
    expect(read(Buffer.concat([extra, file]))).toMatch(/^CORRUPT/);
  }
});

test('parts of two generations, or of two vaults, do not make a third', async () => {
  const other = testFolder();
  const vault = await vaultWith(other, SECRETS);
  const { file: exported } = await succeeds(vault.exportBackup(PASSPHRASE));
  const parts = [file, previous, other.bytes(), exported].map((bytes) => {
    const { signed, head } = parsed(bytes);
    return [signed, bytes.subarray(signed.length, head.length), bytes.subarray(head.length)];
  });
  const opened: string[] = [];
  for (const [h, [header]] of parts.entries()) {
    for (const [m, [, mac]] of parts.entries()) {
      for (const [b, [, , body]] of parts.entries()) {
        const spliced = Buffer.concat([header ?? file, mac ?? file, body ?? file]);
        if (read(spliced) === 'opened') opened.push(`${h}${m}${b}`);
      }
    }
  }
  expect(opened).toEqual(['000', '111']);
  other.remove();
});

test.each([1, 4, 8, 12, 13, 14, 15, 17])('a tag of %i bytes is none', (length) => {
  const key = newDataKey();
  const bound = Buffer.from('bound');
  const sealed = encrypt(key, Buffer.from('plain'), bound);
  expect(decrypt(key, sealed, bound)?.toString()).toBe('plain');
  const tag = Buffer.concat([sealed.tag, Buffer.alloc(1)]).subarray(0, length);
  expect(decrypt(key, { ...sealed, tag }, bound)).toBeNull();
  expect(decrypt(key, sealed, Buffer.from('other'))).toBeNull();
});

describe('through the whole vault, opened by a keyring', () => {
  let keyring: FakeKeyring;
  let whole: Buffer;
  const place = testFolder();
  beforeAll(async () => {
    keyring = fakeKeyring();
    const vault = await openTestVault(place, { keyring });
    await succeeds(vault.create({ keyring: true }));
    await succeeds(vault.edit(() => [secret('a')]));
    whole = place.bytes();
  });
  afterAll(() => place.remove());

  test('no changed byte, and no cut, opens or changes the file', async () => {
    const states = new Set<string>();
    const candidates = [
      ...Array.from({ length: whole.length }, (_, at) => flipped(whole, at * 8 + (at % 8))),
      ...Array.from({ length: whole.length / 16 }, (_, at) => whole.subarray(0, at * 16)),
    ];
    for (const bytes of candidates) {
      writeFileSync(place.vault, bytes);
      const before = place.print();
      const vault = await openTestVault(place, { keyring });
      const { state } = vault.status();
      states.add(state);
      expect(state).not.toBe('UNLOCKED');
      expect(vault.secrets()).toBeNull();
      await vault.close();
      expect(place.print()).toBe(before);
    }
    expect([...states].toSorted()).toEqual(['BACKEND_CHANGED', 'CORRUPT', 'KEY_LOST', 'TAMPERED', 'TOO_NEW']);
  });
});

test('with the right passphrase, a changed wrapping is a wrong passphrase and the rest is tampered with', async () => {
  const { head, signed } = parsed(file);
  const at = (text: string) => file.indexOf(text) + text.length;
  const cases: [number, string][] = [
    [at('"wrapped":"') + 5, 'WRONG_PASSPHRASE'],
    [at('"nonce":"') + 2, 'WRONG_PASSPHRASE'],
    [at('"vaultId":"') + 2, 'WRONG_PASSPHRASE'],
    [at('"savedAt":"') + 3, 'TAMPERED'],
    [at('"gen":'), 'TAMPERED'],
    [signed.length + 3, 'TAMPERED'],
    [head.length + 20, 'TAMPERED'],
  ];
  for (const [byte, state] of cases) {
    const changed = Buffer.from(file);
    const [one, another] = Buffer.from(
      byte < signed.length && /\d/.test(String.fromCharCode(file[byte] ?? 0)) ? '12' : 'ab',
    );
    changed[byte] = (file[byte] === one ? another : one) ?? 0;
    writeFileSync(folder.vault, changed);
    const before = folder.print();
    const vault = await openTestVault(folder);
    expect(await vault.unlock(PASSPHRASE), `byte ${byte}`).toMatchObject({ ok: false, state });
    expect(vault.status().state).toBe(state);
    expect(vault.secrets()).toBeNull();
    expect(folder.print()).toBe(before);
  }
});
