#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { Command, InvalidArgumentError } from 'commander';
import { dataDirPath } from '#main/data-dir/data-dir.ts';
import { type Engine, openEngine } from '#main/engine.ts';
import { takeFromEnvironment } from '#main/from-environment.ts';
import { loadStatic } from '#main/static/static.ts';
import { VERSION } from '#shared/version.ts';
import { openWebHost } from './host.ts';
import { openBrowser } from './open-browser.ts';

const NEW_ADDRESS_PAUSE_MS = 5000;

const program = new Command('firedrill-web')
  .description('Firedrill in a browser on this computer')
  .version(VERSION)
  .option('--port <number>', 'port on 127.0.0.1; 0 takes any free one', portNumber, 0)
  .option('--data-dir <folder>', 'where drafts, destinations and the history are kept')
  .option('--no-open', 'print the address only, open nothing');

await main(program.parse().opts<{ port: number; dataDir?: string; open: boolean }>());

async function main(options: { port: number; dataDir?: string; open: boolean }): Promise<void> {
  const dataDir = dataDirPath(options.dataDir);
  const given = takeFromEnvironment(process.env);
  const engine = await openEngine({ dataDir, host: 'web', version: VERSION, ...given }).catch(fail);
  const files = loadStatic(rendererFolder());
  let lastPrinted = 0;
  const host = await openWebHost({
    engine,
    files,
    port: options.port,
    onStaleCode() {
      // only whoever sees this terminal can use it, so it is safe to print whoever asked; not so often as to flood
      if (Date.now() - lastPrinted < NEW_ADDRESS_PAUSE_MS) return;
      lastPrinted = Date.now();
      say(`That address was used or too old. A new one: ${host.newAddress()}`);
    },
  }).catch(async (error: unknown) => {
    await engine.close();
    return fail(error);
  });
  const address = host.newAddress();
  say(`Firedrill is at ${address}`);
  say('The address connects one tab, within 60 seconds. Open it again later and a new one is printed here.');
  sayLeftOpen(await incidentsLeftOpen(engine));
  if (options.open) openBrowser(address, dataDir);

  const stop = () => {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    host
      .close()
      .then(() => incidentsLeftOpen(engine))
      .then(sayLeftOpen)
      .then(() => engine.close())
      .then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}

/** Built beside the program, or, when the program runs from its source, where the build puts it. */
function rendererFolder(): string {
  const beside = join(import.meta.dirname, '../renderer');
  return existsSync(join(beside, 'index.html')) ? beside : join(import.meta.dirname, '../../dist/renderer');
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('A port is 0 to 65535.');
  return port;
}

async function incidentsLeftOpen({ router }: Engine): Promise<number> {
  const client = createRouterClient(router, { context: {} });
  const { counts } = await client.incidents.list({ before: null, limit: 1 });
  return counts.open + counts.acknowledged + counts.unknown;
}

function sayLeftOpen(count: number): void {
  if (count === 0) return;
  const what = count === 1 ? 'An incident is' : `${count} incidents are`;
  say(
    `${what} left open. The Incidents page shows what, and “firedrill incident resolve --all” resolves test ones.`,
  );
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(error: unknown): never {
  process.stderr.write(
    `Firedrill could not start. ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
}
