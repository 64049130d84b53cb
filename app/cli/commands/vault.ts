import { join } from 'node:path';
import type { Command } from 'commander';
import type { RestorePlan, VaultStatus } from '#shared/model/vault.ts';
import { explainVault } from '#shared/outcome/explain-vault.ts';
import {
  BACKUP_PASSPHRASE,
  existingPassphrase,
  NEW_PASSPHRASE,
  newPassphrase,
  PASSPHRASE,
} from '../passphrase.ts';
import { InputError, print, table } from '../print.ts';
import type { GlobalOptions } from '../program.ts';
import { readFileUpTo } from '../read-file.ts';
import { hasNone, inWords, openVaultIfAny, openWithPassphrase } from '../vault-access.ts';
import { type Client, withEngine } from '../with-engine.ts';

/** What the contract takes as base64. */
const LARGEST_FILE = 675_000;

export function registerVault(program: Command): void {
  const vault = program
    .command('vault')
    .description('the encrypted file that keys are kept in')
    .addHelpText(
      'after',
      `\nPassphrases are read from ${PASSPHRASE}, ${NEW_PASSPHRASE} and ${BACKUP_PASSPHRASE}, or asked for in a terminal.`,
    );
  vault
    .command('status', { isDefault: true })
    .description('how it stands; opens nothing')
    .action((_options: unknown, command: Command) => status(command.optsWithGlobals()));
  vault
    .command('create')
    .description(`make one, protected by ${PASSPHRASE}`)
    .action((_options: unknown, command: Command) => create(command.optsWithGlobals()));
  vault
    .command('passphrase')
    .description(`change the passphrase to ${NEW_PASSPHRASE}; makes a new key as well`)
    .action((_options: unknown, command: Command) => changePassphrase(command.optsWithGlobals()));
  vault
    .command('backup')
    .description(`write the keys to a file in the data folder, encrypted under ${BACKUP_PASSPHRASE}`)
    .action((_options: unknown, command: Command) => backUp(command.optsWithGlobals()));
  vault
    .command('restore <file>')
    .description('take the keys of such a file into the vault')
    .option('--dry-run', 'say what it would change, and change nothing')
    .action((file: string, _options: unknown, command: Command) => restore(file, command.optsWithGlobals()));
  vault
    .command('restore-previous')
    .description('go back to the vault of the save before; what is there is put aside')
    .action((_options: unknown, command: Command) =>
      change(command.optsWithGlobals(), (client) => client.vault.restorePrevious({})),
    );
  vault
    .command('start-anew')
    .description('put the vault aside, without deleting it, so that a new one can be made')
    .action((_options: unknown, command: Command) =>
      change(command.optsWithGlobals(), (client) => client.vault.startAnew({})),
    );
}

function status(options: GlobalOptions): Promise<void> {
  return withEngine(options, async ({ client }) => {
    const now = await client.vault.status({});
    if (explainVault(now).tone === 'critical') process.exitCode = 1;
    say(now, options);
  });
}

function create(options: GlobalOptions): Promise<void> {
  return withEngine(options, async ({ client }) => {
    const now = await client.vault.status({});
    if (!hasNone(now)) {
      const there = now.protectors.length > 0;
      throw new InputError(there ? 'There is a vault already.' : inWords(now));
    }
    const passphrase = await newPassphrase(PASSPHRASE, 'the vault');
    const made = await client.vault.create({ passphrase, keyring: false });
    if (options.json === true) return print.json(made);
    print.words(
      'The vault is made. Without the passphrase nobody can open it, and nobody can bring it back.',
    );
  });
}

function changePassphrase(options: GlobalOptions): Promise<void> {
  return withEngine(options, async ({ client }) => {
    const old = await openWithPassphrase(client);
    const next = await newPassphrase(NEW_PASSPHRASE, 'the vault');
    const changed = await client.vault.changePassphrase({ old, next });
    if (options.json === true) return print.json(changed);
    print.words('The passphrase is changed, and the keys are encrypted anew.');
  });
}

function backUp(options: GlobalOptions): Promise<void> {
  return withEngine(options, async ({ client, dataDir }) => {
    await mustOpen(client);
    const passphrase = await newPassphrase(BACKUP_PASSPHRASE, 'the backup');
    const { name, bytes } = await client.vault.backUp({ passphrase });
    const file = join(dataDir, name);
    if (options.json === true) return print.json({ file, bytes });
    print.result(file);
    print.words('The backup is encrypted under its own passphrase. Keep a copy of it on another disk.');
  });
}

function restore(path: string, options: GlobalOptions & { readonly dryRun?: boolean }): Promise<void> {
  const file = readFileUpTo(LARGEST_FILE, path).toString('base64');
  return withEngine(options, async ({ client }) => {
    await mustOpen(client);
    const input = { file, passphrase: await existingPassphrase(BACKUP_PASSPHRASE, 'the backup') };
    const dryRun = options.dryRun === true;
    const plan = await (dryRun ? client.vault.planRestore(input) : client.vault.restore(input));
    if (options.json === true) return print.json(plan);
    sayPlan(plan, dryRun);
  });
}

function change(options: GlobalOptions, work: (client: Client) => Promise<VaultStatus>): Promise<void> {
  return withEngine(options, async ({ client }) => say(await work(client), options));
}

async function mustOpen(client: Client): Promise<void> {
  if (await openVaultIfAny(client)) return;
  throw new InputError('There is no vault yet. Make one: firedrill vault create');
}

function say(now: VaultStatus, options: GlobalOptions): void {
  if (options.json === true) return print.json(now);
  const { word } = explainVault(now);
  const ways = now.protectors.map(({ type, platform, backend }) =>
    type === 'passphrase' ? 'passphrase' : `keyring (${platform}, ${backend})`,
  );
  print.result(
    table([
      ['State', word],
      ['Opened by', ways.join(', ') || '-'],
      ['Saved', now.savedAt ?? '-'],
      ['Size', now.fileBytes === null ? '-' : `${now.fileBytes} bytes`],
      ['Last save kept', now.hasBackup ? 'yes' : 'no'],
    ]),
  );
  print.words(inWords(now));
  if (now.rolledBack) print.words('It is older than one that was seen here: a copy was put back.');
}

function sayPlan({ added, replaced, unchanged }: RestorePlan, dryRun: boolean): void {
  const rows = [...added.map((label) => ['add', label]), ...replaced.map((label) => ['replace', label])];
  if (rows.length > 0) print.result(table(rows));
  const same = `${unchanged} the same already`;
  print.words(
    dryRun
      ? `${added.length} to add, ${replaced.length} to replace, ${same}. Nothing was changed.`
      : `${added.length} added, ${replaced.length} replaced, ${same}.`,
  );
}
