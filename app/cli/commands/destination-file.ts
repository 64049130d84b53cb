import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { ImportPlan } from '#shared/model/workspace-file.ts';
import { findProvider } from '#shared/providers/registry.ts';
import { readStdin } from '../ask.ts';
import { InputError, print, table } from '../print.ts';
import type { GlobalOptions } from '../program.ts';
import { readFileUpTo } from '../read-file.ts';
import { withEngine } from '../with-engine.ts';

/** What the contract takes. */
const LARGEST_FILE = 900_000;

export function registerDestinationFiles(destination: Command): void {
  destination
    .command('export [file]')
    .description('your own as a file, without keys; to stdout unless a file is named')
    .action((file: string | undefined, _options: unknown, command: Command) =>
      exportTo(file, command.optsWithGlobals()),
    );
  destination
    .command('import <file>')
    .description('take such a file in; - reads stdin')
    .option('--dry-run', 'say what it would change, and change nothing')
    .action((file: string, _options: unknown, command: Command) =>
      importFrom(file, command.optsWithGlobals()),
    );
}

function exportTo(file: string | undefined, options: GlobalOptions): Promise<void> {
  return withEngine(options, async ({ client }) => {
    const { content } = await client.destinations.export({});
    // a JSON document with or without --json
    if (file === undefined) return print.result(content);
    try {
      writeFileSync(file, content, { flag: 'wx' });
    } catch (error) {
      throw new InputError(
        `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      );
    }
    if (options.json === true) return print.json({ file, bytes: Buffer.byteLength(content) });
    print.words(`Written to ${file}, without keys.`);
  });
}

async function importFrom(
  path: string,
  options: GlobalOptions & { readonly dryRun?: boolean },
): Promise<void> {
  const content =
    path === '-' ? await readStdin(LARGEST_FILE) : readFileUpTo(LARGEST_FILE, path).toString('utf8');
  await withEngine(options, async ({ client }) => {
    const dryRun = options.dryRun === true;
    const plan = await (dryRun
      ? client.destinations.planImport({ content })
      : client.destinations.import({ content }));
    if (options.json === true) return print.json(plan);
    sayPlan(plan, dryRun);
  });
}

function sayPlan(plan: ImportPlan, dryRun: boolean): void {
  const rows = plan.map(({ name, provider, does, losesKeys }) => [
    does === 'nothing' ? 'the same' : does,
    name,
    findProvider(provider)?.shortName ?? provider,
    losesKeys ? 'points to another host: its keys stay behind' : '',
  ]);
  if (rows.length > 0) print.result(table(rows));
  const changes = plan.filter(({ does }) => does !== 'nothing').length;
  print.words(dryRun ? `${changes} to change. Nothing was changed.` : `${changes} changed.`);
}
