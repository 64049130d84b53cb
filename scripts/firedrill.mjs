// @ts-check
// `npm run -s firedrill -- <command>`: the command line, from a checkout.
import path from 'node:path';
import { runInForeground } from './run-child.mjs';
import { ensureBuilt, ensureInstalled, node24, ROOT, runScript } from './setup.mjs';

await runScript(async () => {
  ensureInstalled();
  ensureBuilt();
  return runInForeground(node24(), [path.join(ROOT, 'dist', 'cli', 'cli.js'), ...process.argv.slice(2)], {
    cwd: process.env['INIT_CWD'] ?? process.cwd(),
  });
});
