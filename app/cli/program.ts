import { Command } from 'commander';
import { VERSION } from '#shared/version.ts';
import { registerDestination } from './commands/destination.ts';
import { registerHistory } from './commands/history.ts';
import { registerIncident } from './commands/incident.ts';
import { registerPreview } from './commands/preview.ts';
import { registerSecret } from './commands/secret.ts';
import { registerSend } from './commands/send.ts';
import { registerVault } from './commands/vault.ts';

/** What every command takes, before or after its own name. */
export type GlobalOptions = { readonly dataDir?: string; readonly json?: boolean };

/** The whole command line. No option of it takes a secret: what is on a command line, every process can read. */
export function createProgram(): Command {
  const program = new Command('firedrill')
    .description('Test alerts, from the command line')
    .version(VERSION)
    .option('--data-dir <folder>', "instead of the platform's place")
    .option('--json', 'one JSON document on stdout')
    .configureHelp({ showGlobalOptions: true })
    // passed on to the subcommands that are made from here on
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(withoutPasted(text)) });
  registerPreview(program);
  registerSend(program);
  registerIncident(program);
  registerHistory(program);
  registerSecret(program);
  registerDestination(program);
  registerVault(program);
  return program;
}

/** Wrong usage is answered without what was typed in the wrong place: it may be a key, and this may be a log. */
function withoutPasted(text: string): string {
  return text.replace(/(but got \d+): .*/s, '$1.\n').replace(/(unknown option '--?[\w-]+)=[^\n]*/g, "$1'");
}
