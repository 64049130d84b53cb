import { createHash, type KeyObject, randomUUID, timingSafeEqual } from 'node:crypto';
import { checkedBase64url, decodeBase64url, encodeBase64url } from '#main/vault/base64url.ts';
import type { KeyringProtector } from '#main/vault/format.ts';
import { takeKey, uuidBytes } from '#main/vault/seal.ts';
import { type Wait, within } from '#main/vault/waiting.ts';

/** Electron's asynchronous safeStorage, and nothing else of it. `backend` is Linux's name, or any word elsewhere. */
export type OsKeyring = {
  readonly platform: NodeJS.Platform;
  backend(): string;
  encrypt(text: string): Promise<Buffer>;
  decrypt(blob: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>;
};

export type KeyringFailure = {
  readonly ok: false;
  readonly state: 'LOCKED_RETRY' | 'KEY_LOST' | 'BACKEND_CHANGED' | 'UNPROTECTED_BACKEND';
  readonly detail: string | null;
};
export type Wrapped = { readonly ok: true; readonly protector: KeyringProtector } | KeyringFailure;
export type Unwrapped =
  | { readonly ok: true; readonly dek: KeyObject; readonly shouldReEncrypt: boolean }
  | KeyringFailure;

/** A keyring that nobody answers for leaves its promise pending for ever. */
const LONGEST_ANSWER_MS = 10_000;
const LARGEST_BLOB_BYTES = 4096;

/** Whether the keyring would protect anything here. It says "available" of itself in every case. */
export async function probeKeyring(
  keyring: OsKeyring,
  wait: Wait,
): Promise<{ readonly ok: true } | KeyringFailure> {
  const probe = await encrypted(keyring, 'firedrill-probe', wait);
  return probe.ok ? { ok: true } : probe;
}

/** Fails with `UNPROTECTED_BACKEND` rather than to keep a key where any other program could read it. */
export async function wrapForKeyring(
  keyring: OsKeyring,
  dek: KeyObject,
  about: { vaultId: string; addedAt: string; appName: string; id?: string },
  wait: Wait,
): Promise<Wrapped> {
  const blob = await encrypted(keyring, envelope(dek, about.vaultId), wait);
  if (!blob.ok) return blob;
  const protector: KeyringProtector = {
    type: 'os-electron',
    id: about.id ?? randomUUID(),
    addedAt: about.addedAt,
    platform: keyring.platform,
    backend: backendOf(keyring),
    tag: tagOf(blob.value),
    appName: about.appName,
    blob: encodeBase64url(blob.value),
  };
  // a keyring that takes a key and cannot give it back would be noticed only at the next start, with the vault shut
  const back = await unwrapWithKeyring(keyring, protector, about.vaultId, wait);
  return back.ok ? { ok: true, protector } : back;
}

export async function unwrapWithKeyring(
  keyring: OsKeyring,
  protector: KeyringProtector,
  vaultId: string,
  wait: Wait,
): Promise<Unwrapped> {
  const blob = checkedBase64url(protector.blob);
  if (keyring.platform === 'linux' && tagOf(blob) === 'v10') {
    return { ok: false, state: 'UNPROTECTED_BACKEND', detail: 'v10' };
  }
  const answer = await ask(() => keyring.decrypt(blob), wait);
  if (!answer.ok && answer.state === 'LOCKED_RETRY') return answer;
  // Linux decrypts without a check: what a wrong key makes of a blob is text too
  const dek = answer.ok ? opened(answer.value, vaultId) : null;
  if (answer.ok && dek !== null) {
    return { ok: true, dek, shouldReEncrypt: answer.value.shouldReEncrypt };
  }
  return (await backendChange(keyring, protector, wait)) ?? { ok: false, state: 'KEY_LOST', detail: null };
}

/** Names both backends, and the switch with which Electron would use the recorded one again. */
async function backendChange(
  keyring: OsKeyring,
  protector: KeyringProtector,
  wait: Wait,
): Promise<KeyringFailure | null> {
  const backend = backendOf(keyring);
  const probe = await ask(() => keyring.encrypt('firedrill-probe'), wait);
  const tag = probe.ok ? tagOf(probe.value) : protector.tag;
  if (backend === protector.backend && tag === protector.tag) return null;
  const store = PASSWORD_STORES.get(protector.backend);
  const before = `${protector.backend} (${protector.tag})`;
  const now = `${backend}${probe.ok ? ` (${tag})` : ''}`;
  return {
    ok: false,
    state: 'BACKEND_CHANGED',
    detail: `${before} → ${now}${store === undefined ? '' : `; --password-store=${store}`}`,
  };
}

const PASSWORD_STORES = new Map([
  ['gnome_libsecret', 'gnome-libsecret'],
  ['kwallet', 'kwallet'],
  ['kwallet5', 'kwallet5'],
  ['kwallet6', 'kwallet6'],
]);

async function encrypted(
  keyring: OsKeyring,
  text: string,
  wait: Wait,
): Promise<{ readonly ok: true; readonly value: Buffer } | KeyringFailure> {
  const backend = backendOf(keyring);
  const unprotected: KeyringFailure = { ok: false, state: 'UNPROTECTED_BACKEND', detail: backend };
  if (keyring.platform === 'linux' && backend === 'basic_text') return unprotected;
  const answer = await ask(() => keyring.encrypt(text), wait);
  if (!answer.ok) return answer.state === 'LOCKED_RETRY' ? answer : unprotected;
  const blob = answer.value;
  if (!Buffer.isBuffer(blob) || blob.length === 0 || blob.length > LARGEST_BLOB_BYTES) return unprotected;
  // Linux's last resort is a key that is the same on every computer, and marks what it encrypts with v10
  if (keyring.platform === 'linux' && tagOf(blob) === 'v10')
    return { ...unprotected, detail: `${backend} (v10)` };
  return answer;
}

async function ask<T>(
  call: () => Promise<T>,
  wait: Wait,
): Promise<{ readonly ok: true; readonly value: T } | KeyringFailure> {
  try {
    const answer = await within(LONGEST_ANSWER_MS, call(), wait);
    if (answer.late) return { ok: false, state: 'LOCKED_RETRY', detail: 'no answer' };
    return { ok: true, value: answer.value };
  } catch (error) {
    const passing = error instanceof Error && /temporarily unavailable/i.test(error.message);
    return passing
      ? { ok: false, state: 'LOCKED_RETRY', detail: 'temporarily unavailable' }
      : { ok: false, state: 'KEY_LOST', detail: null };
  }
}

/** `fdk1:<key>:<check>`; with the check, garbage is known to be garbage. */
function envelope(dek: KeyObject, vaultId: string): string {
  const key = dek.export();
  const text = `fdk1:${encodeBase64url(key)}:${encodeBase64url(check(key, vaultId))}`;
  key.fill(0);
  return text;
}

function opened(answer: { result: string }, vaultId: string): KeyObject | null {
  const result: unknown = answer?.result;
  if (typeof result !== 'string' || result.length > LARGEST_BLOB_BYTES) return null;
  const [mark, keyText, checkText, ...more] = result.split(':');
  if (mark !== 'fdk1' || keyText === undefined || checkText === undefined || more.length > 0) return null;
  const key = decodeBase64url(keyText);
  const found = decodeBase64url(checkText);
  if (key?.length !== 32 || found?.length !== 16) return null;
  const right = timingSafeEqual(check(key, vaultId), found);
  if (right) return takeKey(key);
  key.fill(0);
  return null;
}

function check(key: Buffer, vaultId: string): Buffer {
  const hash = createHash('sha256').update('fdk1').update(uuidBytes(vaultId)).update(key);
  return hash.digest().subarray(0, 16);
}

/** Chromium marks what it encrypts with the provider that did; DPAPI and others may leave no mark. */
function tagOf(blob: Buffer): string {
  const mark = blob.toString('latin1', 0, 3);
  return /^v\d\d$/.test(mark) ? mark : 'none';
}

function backendOf(keyring: OsKeyring): string {
  try {
    const backend = keyring.backend();
    return /^[\x21-\x7e]{1,64}$/.test(backend) ? backend : 'unknown';
  } catch {
    return 'unknown';
  }
}
