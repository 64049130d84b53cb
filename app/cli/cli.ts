#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { VERSION } from '#shared/version.ts';
import { historyList, historyShow } from './commands/history.ts';
import { preview, type PreviewOptions } from './commands/preview.ts';
import { InputError, print } from './print.ts';

const USAGE = 2;

process.exitCode = run(process.argv);

function run(argv: readonly string[]): number {
  let code = 0;
  const program = new Command('firedrill').description('Test alerts, from the command line').version(VERSION);
  program.exitOverride().configureOutput({ outputError: (text, write) => write(text) });
  program
    .command('preview <file>')
    .description('print the exact request of an alert file, and send nothing; - reads stdin')
    .option('--url <url>', "instead of the vendor's own address")
    .option('--curl', 'as a curl command')
    .option('--json', 'as one JSON document, with what the checks found')
    .action((file: string, options: PreviewOptions) => {
      code = preview(file, options);
    });
  const history = program.command('history').description('what was sent');
  history
    .command('list', { isDefault: true })
    .description('newest first')
    .option('--limit <number>', 'how many', limit, 50)
    .option('--data-dir <folder>', "instead of the platform's place")
    .option('--json', 'as one JSON document')
    .action((options: { limit: number; dataDir?: string; json?: boolean }) => {
      code = historyList(options);
    });
  history
    .command('show <id>')
    .description('one send, with its request and answer')
    .option('--data-dir <folder>', "instead of the platform's place")
    .option('--json', 'as one JSON document')
    .action((id: string, options: { dataDir?: string; json?: boolean }) => {
      code = historyShow(id, options);
    });
  try {
    program.parse(argv);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    if (!(error instanceof InputError)) throw error;
    print.words(error.message);
    return 1;
  }
}

function limit(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 200) throw new InvalidArgumentError('1 to 200.');
  return count;
}
