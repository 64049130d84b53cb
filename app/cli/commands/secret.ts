import type { Command } from 'commander';
import { type Secret, secretInput, secretLabel } from '#shared/model/secret.ts';
import { findProvider } from '#shared/providers/registry.ts';
import { askHidden, isAtTerminal, readStdin } from '../ask.ts';
import { checked } from '../checked.ts';
import { choices, findNamed } from '../named.ts';
import { InputError, print, table } from '../print.ts';
import type { GlobalOptions } from '../program.ts';
import { originOf, providerOf, providerOption, slotOf } from '../provider-options.ts';
import { openVaultIfAny } from '../vault-access.ts';
import { type Client, withEngine } from '../with-engine.ts';

const LONGEST_VALUE = 64 * 1024;

type SetOptions = GlobalOptions & {
  readonly provider: string;
  readonly slot?: string;
  readonly origin?: string;
};

export function registerSecret(program: Command): void {
  const secret = program
    .command('secret')
    .description('keys: they go in, and come out only in a request to the host they are bound to');
  secret
    .command('list', { isDefault: true })
    .description('what there is, without the keys themselves')
    .action((_options: unknown, command: Command) => list(command.optsWithGlobals()));
  secret
    .command('set <label>')
    .description('keep a key in the vault, or replace it; the key itself is read from stdin')
    .addOption(providerOption())
    .option('--slot <id>', "which of the vendor's keys it is, where there are several")
    .option('--origin <url>', 'the one host it may go to; the first of the vendor by default')
    .action((label: string, _options: unknown, command: Command) => set(label, command.optsWithGlobals()));
  secret
    .command('rename <label> <new>')
    .description('call a key something else')
    .action((label: string, next: string, _options: unknown, command: Command) =>
      rename(label, next, command.optsWithGlobals()),
    );
  secret
    .command('remove <label>')
    .description('delete a key, from the backup of the last save too')
    .action((label: string, _options: unknown, command: Command) => remove(label, command.optsWithGlobals()));
}

function list(options: GlobalOptions): Promise<void> {
  return withEngine(options, async ({ client }) => {
    const hasVault = await openVaultIfAny(client);
    const secrets = await ownSecrets(client);
    if (options.json === true) return print.json(secrets);
    const destinations = await client.destinations.list({});
    const rows = secrets.map((secret) => [
      secret.label,
      findProvider(secret.provider)?.shortName ?? '-',
      secret.slot || '-',
      secret.boundOrigin || "the vendor's own",
      secret.last4 === null ? '-' : `…${secret.last4}`,
      secret.kept,
      destinations
        .filter(({ secrets }) => Object.values(secrets).includes(secret.id))
        .map(({ name }) => name)
        .join(', ') || '-',
    ]);
    if (rows.length > 0) {
      print.result(table([['LABEL', 'PROVIDER', 'SLOT', 'ONLY TO', 'ENDS', 'KEPT', 'USED BY'], ...rows]));
    } else print.words('There are no keys yet.');
    if (!hasVault) print.words('There is no vault. Make one: firedrill vault create');
  });
}

function set(label: string, options: SetOptions): Promise<void> {
  const provider = providerOf(options.provider);
  const asked = options.origin === undefined ? undefined : originOf(provider, options.origin);
  return withEngine(options, async ({ client }) => {
    checked(secretLabel, label);
    if (!(await openVaultIfAny(client))) {
      throw new InputError(
        `There is no vault, and a key in the memory of this command would be gone at once. Make one first: firedrill vault create. Or, for a run that writes nothing (CI): put the key into ${variableFor(label)}, and name it as env:${variableFor(label).slice(PREFIX.length)}.`,
      );
    }
    const old = findNamed((await ownSecrets(client)).filter(isChangeable), label, labelOf);
    if (old !== undefined && old.provider !== provider.id) {
      const whose = findProvider(old.provider)?.name ?? old.provider;
      throw new InputError(`“${old.label}” is a key for ${whose}. Remove it first, or take another label.`);
    }
    const slot = slotOf(provider, options.slot ?? old?.slot);
    const value = checked(secretInput.shape.value, await readValue(label));
    const suspicion = slot.suspicion(value);
    const saved = await client.secrets.set({
      ...(old === undefined ? {} : { id: old.id }),
      label: old?.label ?? label,
      provider: provider.id,
      slot: slot.id,
      // replaced without a word about it, a key stays bound to where it was
      boundOrigin: asked ?? old?.boundOrigin ?? originOf(provider, undefined),
      value,
    });
    if (suspicion !== null) print.words(`warning: ${suspicion}`);
    if (options.json === true) return print.json(saved);
    const done = old === undefined ? 'is in the vault' : 'was replaced in the vault';
    print.words(`“${saved.label}” ${done} and may go to ${saved.boundOrigin} only.`);
  });
}

function rename(label: string, next: string, options: GlobalOptions): Promise<void> {
  return withEngine(options, async ({ client }) => {
    checked(secretLabel, next);
    const secret = await changeable(client, label);
    const saved = await client.secrets.rename({ id: secret.id, label: next });
    if (options.json === true) return print.json(saved);
    print.words(`“${secret.label}” is now “${saved.label}”.`);
  });
}

function remove(label: string, options: GlobalOptions): Promise<void> {
  return withEngine(options, async ({ client }) => {
    const secret = await changeable(client, label);
    const users = (await client.destinations.list({})).filter(({ secrets }) =>
      Object.values(secrets).includes(secret.id),
    );
    await client.secrets.remove({ id: secret.id });
    if (options.json === true) print.json(secret);
    else print.words(`“${secret.label}” is deleted, from the backup of the last save too.`);
    if (users.length > 0) {
      print.words(`warning: without a key now: ${users.map(({ name }) => name).join(', ')}.`);
    }
  });
}

/** All but the sandbox's own, which nothing else can use. */
export async function ownSecrets(client: Client): Promise<Secret[]> {
  const secrets = await client.secrets.list({});
  return secrets.filter(({ kept }) => kept !== 'built-in');
}

export const labelOf = ({ label }: Secret) => label;

async function changeable(client: Client, label: string): Promise<Secret> {
  await openVaultIfAny(client);
  const own = await ownSecrets(client);
  const found = findNamed(own, label, labelOf);
  if (found === undefined) throw new InputError(`There is no key “${label}”. ${choices(own.map(labelOf))}`);
  if (!isChangeable(found)) {
    throw new InputError(`“${found.label}” is from the environment: change the variable it comes from.`);
  }
  return found;
}

function isChangeable({ kept }: Secret): boolean {
  return kept !== 'environment';
}

function readValue(label: string): Promise<string> {
  return isAtTerminal() ? askHidden(`Key for “${label}” (not shown): `) : readStdin(LONGEST_VALUE);
}

const PREFIX = 'FIREDRILL_SECRET_';

function variableFor(label: string): string {
  const name =
    label
      .toUpperCase()
      .match(/[A-Z0-9]+/g)
      ?.join('_') ?? 'KEY';
  return PREFIX + name;
}
