// @ts-check
// `npm start`: set-up, then the desktop app, or the web host where the desktop app cannot run.
import path from 'node:path';
import { ensureElectron, windowProblem } from './electron-binary.mjs';
import { runInForeground } from './run-child.mjs';
import { ensureBuilt, ensureInstalled, node24, ROOT, runScript, say } from './setup.mjs';
import { startOptions, USAGE } from './start-options.mjs';

async function start() {
  const options = startOptions(process.argv.slice(2));
  if ('problem' in options) {
    say(`${options.problem}\n\n${USAGE}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  ensureInstalled();
  ensureBuilt();
  // where the person is, not where npm went: a relative --data-dir means theirs
  const cwd = process.env['INIT_CWD'] ?? process.cwd();
  const electron = options.web ? { reason: options.web } : await desktop(options.retryElectron);
  if ('path' in electron) return runInForeground(electron.path, [ROOT, ...options.passed], { cwd });
  say(`serving to your browser: ${electron.reason}.`);
  return runInForeground(node24(), [path.join(ROOT, 'dist', 'web', 'web.js'), ...options.passed], { cwd });
}

/** @param {boolean} retry */
async function desktop(retry) {
  const problem = windowProblem();
  if (problem !== undefined) return { reason: problem };
  const electron = await ensureElectron({ retry });
  return 'path' in electron
    ? electron
    : { reason: `${electron.reason}; npm start -- --retry-electron tries again` };
}

await runScript(start);
