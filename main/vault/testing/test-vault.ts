import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyObject } from 'node:crypto';
import { parseVault, type VaultFile } from '#main/vault/format.ts';
import { kdfOf, unwrapWithPassphrase } from '#main/vault/protectors/passphrase.ts';
import type { VaultSecret } from '#main/vault/secret.ts';
import { openVault, type Vault, type VaultOptions } from '#main/vault/vault.ts';
import { manualWait } from './manual-wait.ts';

export const PASSPHRASE = 'correct horse battery';
export const QUICK = { logN: 10 };
const NOW = () => new Date('2026-11-20T10:11:12.345Z');

export type Folder = {
  readonly path: string;
  readonly vault: string;
  readonly backup: string;
  names(): string[];
  bytes(): Buffer;
  /** Content and time: what no failure may change. */
  print(): string;
  remove(): void;
};

export function testFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'firedrill-vault-'));
  const vault = join(path, 'vault.fdv');
  return {
    path,
    vault,
    backup: join(path, 'vault.fdv.bak'),
    names: () => readdirSync(path).toSorted(),
    bytes: () => readFileSync(vault),
    print: () => `${readFileSync(vault).toString('base64')} ${statSync(vault, { bigint: true }).mtimeNs}`,
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** On a cheap passphrase, and a clock that stands still. */
export function openTestVault(folder: Folder, options: Partial<VaultOptions> = {}): Promise<Vault> {
  return openVault({
    dataDir: folder.path,
    keyring: null,
    app: 'Firedrill/1.2.3',
    now: NOW,
    kdf: QUICK,
    wait: manualWait([1_000, 5_000]).wait,
    ...options,
  });
}

/** A vault with a passphrase and these secrets, unlocked. */
export async function vaultWith(
  folder: Folder,
  secrets: readonly VaultSecret[],
  options: Partial<VaultOptions> = {},
): Promise<Vault> {
  const vault = await openTestVault(folder, options);
  await succeeds(vault.create({ passphrase: PASSPHRASE }));
  await succeeds(vault.edit(() => secrets));
  return vault;
}

export function secret(id: string, value = `value-of-${id}`): VaultSecret {
  return {
    id,
    provider: 'pagerduty',
    label: `Key ${id}`,
    slot: 'routingKey',
    boundOrigin: 'https://events.pagerduty.com',
    value,
    createdAt: '2026-11-20T10:00:00.000Z',
    updatedAt: '2026-11-20T10:00:00.000Z',
    lastUsedAt: null,
  };
}

export async function succeeds<T extends { readonly ok: boolean }>(
  result: Promise<T>,
): Promise<Extract<T, { ok: true }>> {
  const settled = await result;
  if (!settled.ok) throw new Error(`failed: ${JSON.stringify(settled)}`);
  return settled as Extract<T, { ok: true }>;
}

export function parsed(bytes: Buffer): VaultFile {
  const result = parseVault(bytes, QUICK.logN);
  if (!result.ok) throw new Error(`${result.state}: ${result.detail}`);
  return result.file;
}

/** The data key of a file, as somebody with the passphrase could have it. */
export async function dataKey(file: VaultFile, kdf: VaultOptions['kdf'] = QUICK): Promise<KeyObject> {
  for (const protector of file.header.protectors) {
    if (protector.type !== 'passphrase') continue;
    const dek = await unwrapWithPassphrase(PASSPHRASE, protector, file.header.vaultId, kdfOf(kdf));
    if (dek !== null) return dek;
  }
  throw new Error('this file has another passphrase');
}
