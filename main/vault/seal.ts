import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { encodeBase64url, checkedBase64url } from './base64url.ts';
import {
  headerLines,
  MAX_BODY_BYTES,
  NONCE_BYTES,
  SUITE,
  TAG_BYTES,
  type VaultFile,
  type VaultHeader,
} from './format.ts';
import { type VaultSecret, vaultBody } from './secret.ts';
import { strictJson } from './strict-json.ts';

export type Unsealed =
  | { readonly ok: true; readonly secrets: readonly VaultSecret[] }
  | { readonly ok: false; readonly state: 'TAMPERED' | 'CORRUPT'; readonly detail: string };

/** Takes the bytes over: they are 0 afterwards, and only the key object has them. */
export function takeKey(bytes: Buffer): KeyObject {
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

export function newDataKey(): KeyObject {
  return takeKey(randomBytes(32));
}

export function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

/** A whole vault file. Null when it would be larger than anything that is read. */
export function sealVault(
  about: Omit<VaultHeader, 'suite' | 'salt' | 'bodyLen'>,
  dek: KeyObject,
  secrets: readonly VaultSecret[],
): Buffer | null {
  const plain = Buffer.from(JSON.stringify(vaultBody.parse({ secrets })));
  try {
    const bodyLen = NONCE_BYTES + plain.length + TAG_BYTES;
    if (bodyLen > MAX_BODY_BYTES) return null;
    // a new salt for every save makes a new body key, so no nonce can meet the same key twice
    const salt = randomBytes(32);
    const signed = headerLines({ ...about, suite: SUITE, salt: encodeBase64url(salt), bodyLen });
    if (signed === null) return null;
    const mac = headerMac(dek, about.vaultId, signed);
    const head = Buffer.concat([signed, Buffer.from(`${encodeBase64url(mac)}\n`)]);
    const sealed = encrypt(bodyKey(dek, salt), plain, head);
    return Buffer.concat([head, sealed.nonce, sealed.ciphertext, sealed.tag]);
  } finally {
    plain.fill(0);
  }
}

/** The secrets of a file, when nothing in it was changed since it was sealed with this key. */
export function unsealVault(file: VaultFile, dek: KeyObject): Unsealed {
  if (!timingSafeEqual(headerMac(dek, file.header.vaultId, file.signed), file.mac)) {
    return { ok: false, state: 'TAMPERED', detail: 'header' };
  }
  const key = bodyKey(dek, checkedBase64url(file.header.salt));
  const plain = decrypt(key, file, file.head);
  if (plain === null) return { ok: false, state: 'TAMPERED', detail: 'body' };
  try {
    const body = vaultBody.safeParse(strictJson(plain));
    // whoever sealed it had the key: a program that erred, or a backup that somebody made to be opened here
    return body.success
      ? { ok: true, secrets: body.data.secrets }
      : { ok: false, state: 'CORRUPT', detail: 'body' };
  } finally {
    plain.fill(0);
  }
}

/** Identifies a generation to whoever keeps a note of it. */
export function headerSha256(file: VaultFile): string {
  return createHash('sha256').update(file.signed).digest('hex');
}

export type Encrypted = { readonly nonce: Buffer; readonly ciphertext: Buffer; readonly tag: Buffer };

export function encrypt(key: KeyObject, plain: Buffer, bound: Buffer): Encrypted {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(bound);
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { nonce, ciphertext, tag: cipher.getAuthTag() };
}

/** Null unless key, tag and `bound` are the ones it was encrypted with. */
export function decrypt(key: KeyObject, sealed: Encrypted, bound: Buffer): Buffer | null {
  // without authTagLength, Node takes a tag of four bytes, which can be guessed
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.nonce, { authTagLength: TAG_BYTES });
  const parts: Buffer[] = [];
  try {
    decipher.setAAD(bound).setAuthTag(sealed.tag);
    parts.push(decipher.update(sealed.ciphertext), decipher.final());
    return Buffer.concat(parts);
  } catch {
    return null;
  } finally {
    for (const part of parts) part.fill(0);
  }
}

function headerMac(dek: KeyObject, vaultId: string, signed: Buffer): Buffer {
  const key = derive(dek, uuidBytes(vaultId), 'firedrill/vault/1/header');
  return createHmac('sha256', key).update(signed).digest();
}

function bodyKey(dek: KeyObject, salt: Buffer): KeyObject {
  return derive(dek, salt, 'firedrill/vault/1/body');
}

function derive(dek: KeyObject, salt: Buffer, info: string): KeyObject {
  return takeKey(Buffer.from(hkdfSync('sha256', dek, salt, info, 32)));
}
