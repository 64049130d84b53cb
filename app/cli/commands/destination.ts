import { type Command, Option } from 'commander';
import { type Destination, destinationInput } from '#shared/model/destination.ts';
import { explain } from '#shared/outcome/explain.ts';
import type { Provider } from '#shared/providers/provider.ts';
import { findProvider } from '#shared/providers/registry.ts';
import { checked } from '../checked.ts';
import { choices, findDestination, findNamed } from '../named.ts';
import { InputError, print, table } from '../print.ts';
import type { GlobalOptions } from '../program.ts';
import { addressOf, pairs, providerOf, providerOption } from '../provider-options.ts';
import { openVaultFor, openVaultIfAny } from '../vault-access.ts';
import { type Client, withEngine } from '../with-engine.ts';
import { registerDestinationFiles } from './destination-file.ts';
import { labelOf, ownSecrets } from './secret.ts';

const ENVIRONMENT_KEY = 'env:';

type AddOptions = GlobalOptions & {
  readonly provider: string;
  readonly environment: 'test' | 'production';
  readonly url?: string;
  readonly region?: string;
  readonly secret: readonly string[];
  readonly set: readonly string[];
};

export function registerDestination(program: Command): void {
  const destination = program.command('destination').description('where alerts go');
  destination
    .command('list', { isDefault: true })
    .description('all of them, the sandbox first')
    .action((_options: unknown, command: Command) => list(command.optsWithGlobals()));
  destination
    .command('add <name>')
    .description('make one')
    .addOption(providerOption())
    .addOption(
      new Option('--environment <kind>', 'whom it pages')
        .choices(['test', 'production'])
        .makeOptionMandatory(),
    )
    .addOption(new Option('--region <id>', "one of the vendor's own addresses: us, eu").conflicts('url'))
    .option('--url <url>', 'an address of your own')
    .option('--secret <slot=label>', 'a key by its label, or env:LABEL; may be repeated', every, [])
    .option('--set <setting=text>', 'what every alert to here says; may be repeated', every, [])
    .action((name: string, _options: unknown, command: Command) => add(name, command.optsWithGlobals()));
  destination
    .command('remove <name>')
    .description('delete it; its keys stay')
    .action((name: string, _options: unknown, command: Command) => remove(name, command.optsWithGlobals()));
  destination
    .command('check <name>')
    .description('try key and address with a message that pages nobody')
    .action((name: string, _options: unknown, command: Command) => check(name, command.optsWithGlobals()));
  registerDestinationFiles(destination);
}

function every(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

function list(options: GlobalOptions): Promise<void> {
  return withEngine(options, async ({ client }) => {
    const destinations = await client.destinations.list({});
    if (options.json === true) return print.json(destinations);
    const rows = destinations.map((one) => [
      one.name,
      findProvider(one.provider)?.shortName ?? one.provider,
      one.environment,
      one.url,
      keysOf(one),
    ]);
    print.result(table([['NAME', 'PROVIDER', 'ENVIRONMENT', 'ADDRESS', 'KEYS'], ...rows]));
  });
}

/** Slots only: what the keys are called is in the vault, and a list need not open it. */
function keysOf({ provider, secrets }: Destination): string {
  const slots = findProvider(provider)?.slots ?? [];
  const words = slots.map(({ id }) => {
    const secret = secrets[id];
    if (secret === undefined) return `${id} missing`;
    return secret.startsWith(ENVIRONMENT_KEY) ? `${id}=${secret}` : id;
  });
  return words.join(', ');
}

function add(name: string, options: AddOptions): Promise<void> {
  const provider = providerOf(options.provider);
  const keys = pairs('--secret', options.secret, provider.slots);
  const settings = Object.fromEntries(pairs('--set', options.set, provider.settings));
  const { environment } = options;
  const url = addressOf(provider, options);
  const input = checked(destinationInput, {
    name,
    provider: provider.id,
    environment,
    url,
    settings,
    secrets: {},
  });
  return withEngine(options, async ({ client }) => {
    const there = await client.destinations.list({});
    if (there.some((one) => one.name === input.name)) {
      throw new InputError(`There is a destination “${input.name}” already.`);
    }
    const secrets = await secretsFor(client, provider, keys);
    const saved = await client.destinations.save({ ...input, secrets });
    if (options.json === true) print.json(saved);
    else print.words(`“${saved.name}” is made: ${saved.environment}, ${saved.url}`);
    const missing = provider.slots.filter(({ id }) => saved.secrets[id] === undefined);
    for (const { id, label } of missing) print.words(`warning: no ${label} yet (--secret ${id}=LABEL).`);
  });
}

/** Slot → id. A label that is not known is not repeated: it may be the key itself, in the wrong place. */
async function secretsFor(
  client: Client,
  provider: Provider,
  keys: ReadonlyMap<string, string>,
): Promise<Record<string, string>> {
  if ([...keys.values()].some((label) => !label.startsWith(ENVIRONMENT_KEY))) await openVaultIfAny(client);
  const own = await ownSecrets(client);
  const found: Record<string, string> = {};
  for (const [slot, label] of keys) {
    const secret = findNamed(own, label, labelOf);
    if (secret !== undefined) {
      found[slot] = secret.id;
      const { provider: whose, slot: meant } = secret;
      if (whose !== '' && (whose !== provider.id || meant !== slot)) {
        const of = findProvider(whose)?.shortName ?? whose;
        print.words(`warning: “${secret.label}” was kept as ${meant} of ${of}.`);
      }
    } else if (/^env:[A-Za-z0-9_]{1,60}$/.test(label)) {
      found[slot] = label;
      print.words(`warning: FIREDRILL_SECRET_${label.slice(ENVIRONMENT_KEY.length)} is not set now.`);
    } else {
      throw new InputError(`--secret ${slot}: there is no key of this label. ${choices(own.map(labelOf))}`);
    }
  }
  return found;
}

function remove(name: string, options: GlobalOptions): Promise<void> {
  return withEngine(options, async ({ client }) => {
    const destination = await find(client, name);
    await client.destinations.remove({ id: destination.id });
    if (options.json === true) return print.json(destination);
    print.words(`“${destination.name}” is deleted. Its keys are still there.`);
  });
}

function check(name: string, options: GlobalOptions): Promise<void> {
  return withEngine(options, async ({ client }) => {
    const destination = await find(client, name);
    await openVaultFor(client, destination);
    const sent = await client.destinations.check({ id: destination.id });
    if (sent.state !== 'delivered') process.exitCode = 1;
    if (options.json === true) return print.json(sent);
    const { word, text } = explain(sent);
    const provider = findProvider(sent.provider);
    print.result(`${word}${sent.status === null ? '' : ` (${sent.status})`}`);
    print.words(`Sent: ${provider?.keyCheck.sends ?? ''}`);
    print.words(text);
    if (sent.state === 'delivered') {
      print.words(
        `${provider?.shortName ?? 'The vendor'} does not say whether the key is right. It was not refused; that is all this shows.`,
      );
    }
  });
}

async function find(client: Client, name: string): Promise<Destination> {
  return findDestination(await client.destinations.list({}), name);
}
