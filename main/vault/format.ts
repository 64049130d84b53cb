import { z } from '#shared/zod.ts';
import { decodeBase64url } from './base64url.ts';
import { strictJson } from './strict-json.ts';

const MAGIC = 'firedrill-vault/1\n';
export const SUITE = 'HKDF-SHA256/AES-256-GCM';
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;
export const MAX_PROTECTORS = 4;
/** The line without its line end. */
export const MAX_HEADER_BYTES = 16 * 1024;
/** Nonce and tag included. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
const MAC_LINE_BYTES = 44;
export const MAX_FILE_BYTES = MAGIC.length + MAX_HEADER_BYTES + 1 + MAC_LINE_BYTES + MAX_BODY_BYTES;

const uuid = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const time = z.iso.datetime().max(30);
const name = z.string().regex(/^[\x21-\x7e]{1,64}$/);
const bytes = (length: number) => z.string().refine((text) => decodeBase64url(text)?.length === length);

const passphraseProtector = z.strictObject({
  type: z.literal('passphrase'),
  id: uuid,
  addedAt: time,
  logN: z.int().min(10).max(20),
  r: z.literal(8),
  p: z.int().min(1).max(4),
  salt: bytes(16),
  nonce: bytes(NONCE_BYTES),
  wrapped: bytes(48),
});
export type PassphraseProtector = Readonly<z.infer<typeof passphraseProtector>>;

const keyringProtector = z.strictObject({
  type: z.literal('os-electron'),
  id: uuid,
  addedAt: time,
  platform: name,
  backend: name,
  tag: name,
  appName: z.string().regex(/^[\x20-\x7e]{1,64}$/),
  blob: z
    .string()
    .min(1)
    .max(6 * 1024)
    .refine((text) => decodeBase64url(text) !== null),
});
export type KeyringProtector = Readonly<z.infer<typeof keyringProtector>>;

const protector = z.discriminatedUnion('type', [passphraseProtector, keyringProtector]);
export type Protector = PassphraseProtector | KeyringProtector;

const vaultHeader = z.strictObject({
  vaultId: uuid,
  // one below the largest that can still be counted up exactly
  gen: z
    .int()
    .min(1)
    .max(Number.MAX_SAFE_INTEGER - 1),
  savedAt: time,
  app: z.string().regex(/^[\x20-\x7e]{0,64}$/),
  suite: z.literal(SUITE),
  salt: bytes(32),
  bodyLen: z
    .int()
    .min(NONCE_BYTES + TAG_BYTES)
    .max(MAX_BODY_BYTES),
  protectors: z
    .array(protector)
    .min(1)
    .max(MAX_PROTECTORS)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length),
});
export type VaultHeader = Readonly<z.infer<typeof vaultHeader>> & {
  readonly protectors: readonly Protector[];
};

export type VaultFile = {
  readonly bytes: Buffer;
  readonly header: VaultHeader;
  /** Magic line and header line, as they are in the file: what the MAC is over. */
  readonly signed: Buffer;
  readonly mac: Buffer;
  /** Everything before the body: what the body is bound to, and what tells one generation from another. */
  readonly head: Buffer;
  readonly nonce: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
};

export type ParsedVault =
  | { readonly ok: true; readonly file: VaultFile }
  | { readonly ok: false; readonly state: 'CORRUPT' | 'TOO_NEW'; readonly detail: string };

/** Takes a file apart, trusting nothing; no key is used yet. `lowestLogN`: below it a passphrase could be guessed. */
export function parseVault(source: Buffer, lowestLogN: number): ParsedVault {
  if (source.length > MAX_FILE_BYTES) return corrupt('file size');
  if (source.toString('latin1', 0, MAGIC.length) !== MAGIC) return otherMagic(source);

  const headerEnd = source.indexOf(0x0a, MAGIC.length);
  if (headerEnd === -1 || headerEnd - MAGIC.length > MAX_HEADER_BYTES) return corrupt('header line');
  const json = strictJson(source.subarray(MAGIC.length, headerEnd));
  if (hasOtherSuite(json)) return { ok: false, state: 'TOO_NEW', detail: 'suite' };
  const parsed = vaultHeader.safeParse(json);
  if (!parsed.success) return corrupt('header');
  const header = parsed.data;
  if (header.protectors.some((one) => one.type === 'passphrase' && one.logN < lowestLogN)) {
    return corrupt('header');
  }

  const bodyAt = headerEnd + 1 + MAC_LINE_BYTES;
  const mac = decodeBase64url(source.toString('latin1', headerEnd + 1, bodyAt - 1));
  if (mac?.length !== 32 || source[bodyAt - 1] !== 0x0a) return corrupt('header MAC');
  if (source.length - bodyAt !== header.bodyLen) return corrupt('body length');
  return {
    ok: true,
    file: {
      bytes: source,
      header,
      signed: source.subarray(0, headerEnd + 1),
      mac,
      head: source.subarray(0, bodyAt),
      nonce: source.subarray(bodyAt, bodyAt + NONCE_BYTES),
      ciphertext: source.subarray(bodyAt + NONCE_BYTES, source.length - TAG_BYTES),
      tag: source.subarray(source.length - TAG_BYTES),
    },
  };
}

/** The bytes that the MAC is over; null when they would not be read again. */
export function headerLines(header: VaultHeader): Buffer | null {
  const line = Buffer.from(JSON.stringify(vaultHeader.parse(header)));
  return line.length > MAX_HEADER_BYTES ? null : Buffer.concat([Buffer.from(MAGIC), line, Buffer.from('\n')]);
}

function corrupt(detail: string): ParsedVault {
  return { ok: false, state: 'CORRUPT', detail };
}

function otherMagic(source: Buffer): ParsedVault {
  const newer = /^firedrill-vault\/(?:[2-9]|[1-9]\d{1,3})\n/.test(source.toString('latin1', 0, 24));
  return newer ? { ok: false, state: 'TOO_NEW', detail: 'format version' } : corrupt('magic line');
}

function hasOtherSuite(json: unknown): boolean {
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, 'suite')) return false;
  const { suite } = json as { suite: unknown };
  return typeof suite === 'string' && suite !== SUITE;
}
