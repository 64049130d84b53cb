import { type KeyObject, randomBytes, randomUUID, scrypt } from 'node:crypto';
import { checkedBase64url, encodeBase64url } from '#main/vault/base64url.ts';
import { type PassphraseProtector, TAG_BYTES } from '#main/vault/format.ts';
import { isTooLong } from '#shared/vault/passphrase-rules.ts';
import { decrypt, encrypt, takeKey, uuidBytes } from '#main/vault/seal.ts';

const MIB = 2 ** 20;

export type ScryptCost = {
  readonly N: number;
  readonly r: number;
  readonly p: number;
  readonly maxmem: number;
};
export type Scrypt = (passphrase: Buffer, salt: Buffer, cost: ScryptCost) => Promise<Buffer>;
export type Kdf = { readonly logN: number; readonly lowestLogN: number; readonly scrypt: Scrypt };

/** OWASP's floor for scrypt is 2^17, 8, 1. Below 2^15 a file is refused: it would make guessing cheap. */
const DEFAULT_LOG_N = 17;
const LOWEST_LOG_N = 15;

/** Another cost than the default is for tests. */
export function kdfOf(asked: { readonly logN: number; readonly scrypt?: Scrypt } | undefined): Kdf {
  const logN = asked?.logN ?? DEFAULT_LOG_N;
  if (!Number.isInteger(logN) || logN < 10 || logN > 20)
    throw new Error('logN is a whole number from 10 to 20');
  return { logN, lowestLogN: Math.min(logN, LOWEST_LOG_N), scrypt: asked?.scrypt ?? nodeScrypt };
}

export async function wrapForPassphrase(
  passphrase: string,
  dek: KeyObject,
  about: { readonly vaultId: string; readonly addedAt: string; readonly id?: string },
  kdf: Kdf,
): Promise<PassphraseProtector> {
  const salt = randomBytes(16);
  const unwrapped = {
    type: 'passphrase' as const,
    id: about.id ?? randomUUID(),
    addedAt: about.addedAt,
    logN: kdf.logN,
    r: 8 as const,
    p: 1,
    salt: encodeBase64url(salt),
  };
  const key = await keyFrom(passphrase, unwrapped, kdf);
  const plain = dek.export();
  const { nonce, ciphertext, tag } = encrypt(key, plain, bound(about.vaultId, unwrapped));
  plain.fill(0);
  return {
    ...unwrapped,
    nonce: encodeBase64url(nonce),
    wrapped: encodeBase64url(Buffer.concat([ciphertext, tag])),
  };
}

/** The data key, or null: another passphrase, or a protector that was changed. The two cannot be told apart. */
export async function unwrapWithPassphrase(
  passphrase: string,
  protector: PassphraseProtector,
  vaultId: string,
  kdf: Kdf,
): Promise<KeyObject | null> {
  if (isTooLong(passphrase)) return null;
  const key = await keyFrom(passphrase, protector, kdf);
  const wrapped = checkedBase64url(protector.wrapped);
  const plain = decrypt(
    key,
    {
      nonce: checkedBase64url(protector.nonce),
      ciphertext: wrapped.subarray(0, -TAG_BYTES),
      tag: wrapped.subarray(-TAG_BYTES),
    },
    bound(vaultId, protector),
  );
  return plain === null ? null : takeKey(plain);
}

type Cost = Pick<PassphraseProtector, 'id' | 'logN' | 'r' | 'p' | 'salt'>;

async function keyFrom(passphrase: string, cost: Cost, kdf: Kdf): Promise<KeyObject> {
  const typed = unpooled(passphrase.normalize('NFKC'));
  const salt = Buffer.concat([Buffer.from('firedrill/vault/1/scrypt'), checkedBase64url(cost.salt)]);
  const N = 2 ** cost.logN;
  // Node's own limit of 32 MiB refuses these costs, and a limit of exactly 128·N·r does too
  const maxmem = Math.max(256 * MIB, 128 * N * cost.r + MIB);
  try {
    return takeKey(await kdf.scrypt(typed, salt, { N, r: cost.r, p: cost.p, maxmem }));
  } finally {
    typed.fill(0);
  }
}

/** `Buffer.from(text)` would leave it in a pool that other code's buffers share. */
function unpooled(text: string): Buffer {
  const bytes = Buffer.alloc(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}

function bound(vaultId: string, { id, logN, r, p, salt }: Cost): Buffer {
  const numbers = Buffer.alloc(12);
  numbers.writeUInt32BE(2 ** logN, 0);
  numbers.writeUInt32BE(r, 4);
  numbers.writeUInt32BE(p, 8);
  return Buffer.concat([
    uuidBytes(vaultId),
    uuidBytes(id),
    Buffer.from('scrypt'),
    numbers,
    checkedBase64url(salt),
  ]);
}

function nodeScrypt(passphrase: Buffer, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase, salt, 32, cost, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}
