import { ORPCError } from '@orpc/server';
import type { Destination } from '#shared/model/destination.ts';
import type { VaultStatus } from '#shared/model/vault.ts';
import { explainVault } from '#shared/outcome/explain-vault.ts';
import { existingPassphrase, isAsked, PASSPHRASE } from './passphrase.ts';
import { InputError, print } from './print.ts';
import type { Client } from './with-engine.ts';

const TRIES = 3;

/** Opens the vault where there is one; resolves whether there is. Throws in words when it stays shut. */
export async function openVaultIfAny(client: Client): Promise<boolean> {
  const status = await client.vault.status({});
  if (hasNone(status)) return false;
  if (status.state !== 'UNLOCKED') await unlock(client, await passphraseFor(status));
  return true;
}

/** Opens the vault where a key of that destination is in it, and nothing else knows the key. */
export async function openVaultFor(client: Client, { secrets }: Destination): Promise<void> {
  const known = new Set((await client.secrets.list({})).map(({ id }) => id));
  const isInVault = (id: string) => !id.startsWith('env:') && !known.has(id);
  if (Object.values(secrets).some(isInVault)) await openVaultIfAny(client);
}

/** The same, and gives the passphrase that opened it: a change of it needs the old one once more. */
export async function openWithPassphrase(client: Client): Promise<string> {
  const status = await client.vault.status({});
  if (hasNone(status)) throw new InputError('There is no vault yet. Make one: firedrill vault create');
  return unlock(client, await passphraseFor(status));
}

/** Nothing on the disk, and nothing was ever there: keys would be in memory only. */
export function hasNone({ state }: VaultStatus): boolean {
  return state === 'ABSENT' || state === 'UNPROTECTED_BACKEND';
}

async function passphraseFor(status: VaultStatus): Promise<string> {
  if (status.protectors.some(({ type }) => type === 'passphrase')) {
    return existingPassphrase(PASSPHRASE, 'the vault');
  }
  if (status.protectors.length > 0) {
    throw new InputError(
      "Only this computer's keyring opens this vault, and the command line cannot ask it. Add a passphrase in the desktop app.",
    );
  }
  throw new InputError(inWords(status));
}

/** How it stands, with the command that is the way out where there is one. */
export function inWords(status: VaultStatus): string {
  const { text, tone } = explainVault(status);
  if (hasNone(status)) return `${text} Make one: firedrill vault create`;
  if (tone !== 'critical' || status.protectors.length > 0) return text;
  return `${text} ${status.hasBackup ? 'That is: firedrill vault restore-previous. Or a new one' : 'A new one'}, with the old one put aside: firedrill vault start-anew`;
}

async function unlock(client: Client, first: string): Promise<string> {
  let passphrase = first;
  for (let tries = 1; ; tries++) {
    try {
      const { rolledBack } = await client.vault.unlock({ passphrase });
      if (rolledBack)
        print.words('Note: the vault is older than one that was seen here. A copy was put back.');
      return passphrase;
    } catch (error) {
      if (tries === TRIES || !isAsked(PASSPHRASE) || !isWrong(error)) throw error;
      print.words('This passphrase does not open the vault. Try again.');
      passphrase = await existingPassphrase(PASSPHRASE, 'the vault');
    }
  }
}

function isWrong(error: unknown): boolean {
  if (!(error instanceof ORPCError)) return false;
  const data: unknown = error.data;
  return typeof data === 'object' && data !== null && 'state' in data && data.state === 'WRONG_PASSPHRASE';
}
