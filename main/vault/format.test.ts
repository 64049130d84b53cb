import { createDecipheriv, createHmac, hkdfSync, scryptSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { decodeBase64url } from './base64url.ts';
import { MAX_BODY_BYTES, MAX_HEADER_BYTES, parseVault } from './format.ts';
import { takeKey, unsealVault } from './seal.ts';
import { goldenV1 } from './testing/golden-v1.ts';
import {
  openTestVault,
  parsed,
  PASSPHRASE,
  QUICK,
  secret,
  succeeds,
  testFolder,
  vaultWith,
} from './testing/test-vault.ts';
import { writeFileSync } from 'node:fs';

const SECRET = {
  id: 'a',
  provider: 'pagerduty',
  label: 'Operations · прод',
  slot: 'routingKey',
  boundOrigin: 'https://events.eu.pagerduty.com',
  value: 'golden-value-0123456789',
  createdAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-20T10:00:00.000Z',
  lastUsedAt: null,
};

/** The format as the README has it, read by code that shares nothing with the room. */
function readAsDescribed(file: Buffer, passphrase: string) {
  const text = file.toString('latin1');
  const [magic, line = '', mac = ''] = text.split('\n');
  const header = JSON.parse(line);
  const [protector] = header.protectors;
  const b64 = (value: string) => Buffer.from(value, 'base64url');
  const uuid = (value: string) => Buffer.from(value.replaceAll('-', ''), 'hex');
  const open = (key: Buffer, nonce: Buffer, sealed: Buffer, aad: Buffer) => {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
    decipher.setAAD(aad).setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  };
  const numbers = Buffer.from(
    [2 ** protector.logN, protector.r, protector.p].flatMap((n) => [n >> 24, n >> 16, n >> 8, n]),
  );
  const kek = scryptSync(
    passphrase.normalize('NFKC'),
    Buffer.concat([Buffer.from('firedrill/vault/1/scrypt'), b64(protector.salt)]),
    32,
    { N: 2 ** protector.logN, r: protector.r, p: protector.p, maxmem: 256 * 2 ** 20 },
  );
  const wrapAad = Buffer.concat([
    uuid(header.vaultId),
    uuid(protector.id),
    Buffer.from('scrypt'),
    numbers,
    b64(protector.salt),
  ]);
  const dek = open(kek, b64(protector.nonce), b64(protector.wrapped), wrapAad);
  const key = (salt: Buffer, info: string) => Buffer.from(hkdfSync('sha256', dek, salt, info, 32));
  const signed = Buffer.from(`${magic}\n${line}\n`, 'latin1');
  const headerKey = key(uuid(header.vaultId), 'firedrill/vault/1/header');
  const rightMac = createHmac('sha256', headerKey).update(signed).digest('base64url');
  const head = Buffer.from(`${magic}\n${line}\n${mac}\n`, 'latin1');
  const body = file.subarray(head.length);
  const plain = open(
    key(b64(header.salt), 'firedrill/vault/1/body'),
    body.subarray(0, 12),
    body.subarray(12),
    head,
  );
  return {
    magic,
    header,
    dek: dek.toString('hex'),
    macIsRight: mac === rightMac,
    body: JSON.parse(plain.toString()),
  };
}

describe('format 1', () => {
  test('is what the README says, in a file of the first release', () => {
    const read = readAsDescribed(goldenV1.file, goldenV1.passphrase);
    expect(read).toEqual({
      magic: 'firedrill-vault/1',
      header: {
        vaultId: '6f3c1b1e-9a52-4d0e-8b7a-2c41d5e6f708',
        gen: 42,
        savedAt: '2026-11-20T10:11:12.345Z',
        app: 'Firedrill/0.1.0',
        protectors: [
          {
            type: 'passphrase',
            id: '0b9d2c54-1f7e-4c3a-9d61-7a8e5f4b3c21',
            addedAt: '2026-11-20T10:00:00.000Z',
            logN: 17,
            r: 8,
            p: 1,
            salt: expect.stringMatching(/^[\w-]{22}$/),
            nonce: expect.stringMatching(/^[\w-]{16}$/),
            wrapped: expect.stringMatching(/^[\w-]{64}$/),
          },
        ],
        suite: 'HKDF-SHA256/AES-256-GCM',
        salt: expect.stringMatching(/^[\w-]{43}$/),
        bodyLen: goldenV1.file.length - parsed(goldenV1.file).head.length,
      },
      dek: goldenV1.dek,
      macIsRight: true,
      body: { secrets: [SECRET] },
    });
  });

  test('is what is written today, and every save has its own salt and nonce', async () => {
    const folder = testFolder();
    const vault = await vaultWith(folder, [SECRET]);
    const first = folder.bytes();
    await succeeds(vault.edit((all) => [...all]));
    const second = folder.bytes();
    for (const bytes of [first, second]) {
      const read = readAsDescribed(bytes, PASSPHRASE);
      expect(read.macIsRight).toBe(true);
      expect(read.body).toEqual({ secrets: [SECRET] });
    }
    expect(parsed(first).header.salt).not.toBe(parsed(second).header.salt);
    expect(parsed(first).nonce.equals(parsed(second).nonce)).toBe(false);
    folder.remove();
  });

  test('of the first release still opens', async () => {
    const folder = testFolder();
    writeFileSync(folder.vault, goldenV1.file);
    const vault = await openTestVault(folder, { kdf: undefined });
    await succeeds(vault.unlock(goldenV1.passphrase));
    expect(vault.secrets()).toEqual([SECRET]);
    expect(folder.bytes().equals(goldenV1.file)).toBe(true);
    folder.remove();
    const unsealed = unsealVault(parsed(goldenV1.file), takeKey(Buffer.from(goldenV1.dek, 'hex')));
    expect(unsealed).toEqual({ ok: true, secrets: [SECRET] });
  });
});

const [, goldenLine = '', goldenMac = ''] = goldenV1.file.toString('latin1').split('\n');
const golden = JSON.parse(goldenLine);
const goldenBody = goldenV1.file.subarray(parsed(goldenV1.file).head.length);

/** A file with anything in place of a part. */
function made(parts: { magic?: string; line?: string; mac?: string; body?: Buffer }): Buffer {
  const {
    magic = 'firedrill-vault/1\n',
    line = goldenLine,
    mac = `${goldenMac}\n`,
    body = goldenBody,
  } = parts;
  return Buffer.concat([Buffer.from(`${magic}${line}\n${mac}`, 'latin1'), body]);
}
const withHeader = (change: object) => made({ line: JSON.stringify({ ...golden, ...change }) });
const withProtector = (change: object) =>
  withHeader({ protectors: [{ ...golden.protectors[0], ...change }] });
const state = (bytes: Buffer) => {
  const result = parseVault(bytes, 15);
  return result.ok ? 'fine' : result.state;
};

describe('a file that nobody wrote like this', () => {
  test('the parts themselves are put together rightly', () => {
    expect(made({}).equals(goldenV1.file)).toBe(true);
    expect(state(withHeader({}))).toBe('fine');
    expect(state(withProtector({}))).toBe('fine');
  });

  const [one] = golden.protectors;
  const ids = Array.from({ length: 5 }, (_, i) => ({ ...one, id: one.id.replace(/.$/, String(i)) }));
  const keyring = {
    type: 'os-electron',
    id: one.id,
    addedAt: one.addedAt,
    platform: 'linux',
    backend: 'kwallet6',
    tag: 'v11',
    appName: 'Firedrill',
    blob: 'AAAA',
  };
  const cases: Record<string, Buffer> = {
    empty: Buffer.alloc(0),
    'one byte': Buffer.from('f'),
    'the magic line only': Buffer.from('firedrill-vault/1\n'),
    'no magic line': goldenV1.file.subarray(18),
    'CRLF line ends': Buffer.from(goldenV1.file.toString('latin1').replaceAll('\n', '\r\n'), 'latin1'),
    'a BOM': Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), goldenV1.file]),
    'another case in the magic line': made({ magic: 'Firedrill-vault/1\n' }),
    'version 0': made({ magic: 'firedrill-vault/0\n' }),
    'version 01': made({ magic: 'firedrill-vault/01\n' }),
    'version -1': made({ magic: 'firedrill-vault/-1\n' }),
    'no header': made({ line: '' }),
    'a header that is not JSON': made({ line: '{' }),
    'a header that is a list': made({ line: '[]' }),
    'a header that is null': made({ line: 'null' }),
    'a header that is a number': made({ line: '1' }),
    'a header one byte too long': made({ line: goldenLine.padEnd(MAX_HEADER_BYTES + 1) }),
    'a header that is not UTF-8': made({ line: goldenLine.replace('Firedrill/', 'Firedrill\xff') }),
    'a header that is nested too deep': made({
      line: goldenLine.replace('{', `{"x":${'['.repeat(99)}${']'.repeat(99)},`),
    }),
    'the same name twice': made({ line: goldenLine.replace('{', '{"gen":41,') }),
    'the same name twice, once escaped': made({ line: goldenLine.replace('{', String.raw`{"\u0067en":41,`) }),
    __proto__: made({ line: goldenLine.replace('{', '{"__proto__":{"gen":1},') }),
    '__proto__ in a protector': made({ line: goldenLine.replace('[{', '[{"__proto__":{},') }),
    'a name that is not known': withHeader({ extra: 1 }),
    'a name that is not known in a protector': withProtector({ extra: 1 }),
    'a name missing': withHeader({ app: undefined }),
    'no protectors': withHeader({ protectors: [] }),
    'five protectors': withHeader({ protectors: ids }),
    'two protectors with one id': withHeader({ protectors: [one, one] }),
    'a protector of an unknown type': withProtector({ type: 'pin' }),
    'a float gen': withHeader({ gen: 1.5 }),
    'gen 0': withHeader({ gen: 0 }),
    'gen -1': withHeader({ gen: -1 }),
    'gen 2^53': made({ line: goldenLine.replace('"gen":42', `"gen":${2 ** 53}`) }),
    'gen 1e400': made({ line: goldenLine.replace('"gen":42', '"gen":1e400') }),
    'gen as a text': withHeader({ gen: '42' }),
    'a vault id in capitals': withHeader({ vaultId: golden.vaultId.toUpperCase() }),
    'a salt of 31 bytes': withHeader({ salt: Buffer.alloc(31).toString('base64url') }),
    'a salt of 33 bytes': withHeader({ salt: Buffer.alloc(33).toString('base64url') }),
    'a salt with padding': withHeader({ salt: `${golden.salt}=` }),
    'a salt in plain base64': withHeader({ salt: `+${golden.salt.slice(1)}` }),
    'a salt with stray bits': withHeader({ salt: `${'A'.repeat(42)}B` }),
    'a salt with a space': withHeader({ salt: `${golden.salt.slice(0, 20)} ${golden.salt.slice(20)}` }),
    'no time': withHeader({ savedAt: 'yesterday' }),
    'a line end in the program': withHeader({ app: 'a\nb' }),
    'a header MAC of 31 bytes': made({ mac: `${Buffer.alloc(31).toString('base64url')}\n` }),
    'a header MAC of 33 bytes': made({ mac: `${Buffer.alloc(33).toString('base64url')}\n` }),
    'a header MAC with stray bits': made({ mac: `${'A'.repeat(42)}B\n` }),
    'no line end after the header MAC': made({ mac: `${goldenMac}x` }),
    'a body length that is not true': withHeader({ bodyLen: golden.bodyLen + 1 }),
    'a body of nothing': made({
      line: goldenLine.replace(/"bodyLen":\d+/, '"bodyLen":0'),
      body: Buffer.alloc(0),
    }),
    'a body without room for nonce and tag': made({
      line: goldenLine.replace(/"bodyLen":\d+/, '"bodyLen":27'),
      body: Buffer.alloc(27),
    }),
    'a body one byte too long': made({
      line: goldenLine.replace(/"bodyLen":\d+/, `"bodyLen":${MAX_BODY_BYTES + 1}`),
      body: Buffer.alloc(MAX_BODY_BYTES + 1),
    }),
    'a byte after the end': made({ body: Buffer.concat([goldenBody, Buffer.alloc(1)]) }),
    'a wrapped key of 47 bytes': withProtector({ wrapped: Buffer.alloc(47).toString('base64url') }),
    'a nonce of 8 bytes': withProtector({ nonce: Buffer.alloc(8).toString('base64url') }),
    'a keyring entry without a blob': withHeader({ protectors: [{ ...keyring, blob: '' }] }),
    'a keyring entry with a huge blob': withHeader({ protectors: [{ ...keyring, blob: 'A'.repeat(8192) }] }),
    'a keyring entry with a backend of two lines': withHeader({
      protectors: [{ ...keyring, backend: 'a\nb' }],
    }),
  };

  test.each(Object.keys(cases))('%s', (name) => {
    expect(state(cases[name] ?? goldenV1.file)).toBe('CORRUPT');
  });

  test('at the limits it is still fine', () => {
    expect(state(made({ line: goldenLine.padEnd(MAX_HEADER_BYTES) }))).toBe('fine');
    expect(state(withHeader({ protectors: ids.slice(0, 4) }))).toBe('fine');
    expect(state(withHeader({ protectors: [keyring] }))).toBe('fine');
    const line = goldenLine.replace(/"bodyLen":\d+/, `"bodyLen":${MAX_BODY_BYTES}`);
    expect(state(made({ line, body: Buffer.alloc(MAX_BODY_BYTES) }))).toBe('fine');
  });

  test('nothing got a new member', () => {
    for (const bytes of Object.values(cases)) state(bytes);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { gen?: number }).gen).toBeUndefined();
  });
});

test.each(['firedrill-vault/2\n', 'firedrill-vault/10\n', 'firedrill-vault/999\n'])(
  '%j is of a newer program',
  (magic) => {
    expect(state(made({ magic }))).toBe('TOO_NEW');
    expect(state(Buffer.from(magic))).toBe('TOO_NEW');
  },
);

test('another suite is of a newer program, whatever else it brings', () => {
  expect(state(withHeader({ suite: 'HKDF-SHA512/XYZ', more: true }))).toBe('TOO_NEW');
});

describe('the cost of a passphrase, as a file states it', () => {
  test.each([
    { logN: 30 },
    { logN: 21 },
    { logN: 14 },
    { logN: 0 },
    { logN: -17 },
    { logN: 16.5 },
    { logN: 2 ** 53 },
    { logN: '17' },
    { r: 2 ** 20 },
    { r: 1 },
    { p: 2 ** 20 },
    { p: 5 },
    { p: 0 },
    { salt: Buffer.alloc(15).toString('base64url') },
    { salt: Buffer.alloc(17).toString('base64url') },
    { salt: '' },
  ])('%o is refused before any is paid', async (change) => {
    const folder = testFolder();
    const bytes = withProtector(change);
    writeFileSync(folder.vault, bytes);
    let derived = 0;
    const scrypt = () => Promise.resolve(Buffer.alloc(32, ++derived));
    const vault = await openTestVault(folder, { kdf: { logN: 17, scrypt } });
    expect(vault.status().state).toBe('CORRUPT');
    expect(await vault.unlock(PASSPHRASE)).toMatchObject({ ok: false, state: 'CORRUPT' });
    expect(await vault.readBackup(bytes, PASSPHRASE)).toMatchObject({ ok: false, state: 'CORRUPT' });
    expect(derived).toBe(0);
    folder.remove();
  });

  test('is the one that is asked for, and enough memory is allowed for it', async () => {
    const folder = testFolder();
    const costs: unknown[] = [];
    const scrypt = (_: Buffer, __: Buffer, cost: unknown) => {
      costs.push(cost);
      return Promise.resolve(Buffer.alloc(32));
    };
    for (const logN of [17, 18, 20]) {
      const vault = await openTestVault(folder, { kdf: { logN, scrypt } });
      await succeeds(
        vault.exportBackup(PASSPHRASE).then(async () => vault.create({ passphrase: PASSPHRASE })),
      );
      await succeeds(vault.startAnew());
    }
    const MIB = 2 ** 20;
    expect(costs).toEqual([
      { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * MIB },
      { N: 2 ** 18, r: 8, p: 1, maxmem: 257 * MIB },
      { N: 2 ** 20, r: 8, p: 1, maxmem: 1025 * MIB },
    ]);
    folder.remove();
  });

  test('can only be another in a test, and within bounds', async () => {
    const folder = testFolder();
    for (const logN of [9, 21, 17.5])
      await expect(openTestVault(folder, { kdf: { logN } })).rejects.toThrow('logN');
    folder.remove();
  });

  test('a cheap one is refused where none was asked for', async () => {
    const folder = testFolder();
    await vaultWith(folder, [secret('a')], { kdf: QUICK });
    expect((await openTestVault(folder, { kdf: undefined })).status().state).toBe('CORRUPT');
    folder.remove();
  });
});

test.each([
  ['', ''],
  ['AA', '00'],
  ['AB', null],
  ['A', null],
  ['AA==', null],
  ['-_8', 'fbff'],
  ['+/8', null],
  ['A A', null],
  ['AAA\n', null],
  ['é', null],
])('base64url %j is %j', (text, hex) => {
  expect(decodeBase64url(text)?.toString('hex') ?? null).toBe(hex);
});
