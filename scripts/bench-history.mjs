// @ts-check
// `npm run bench:history [sends] [seconds]`: the benchmark of a large history, on the Node that Firedrill runs on.
import path from 'node:path';
import { runInForeground } from './run-child.mjs';
import { ensureInstalled, node24, ROOT, runScript } from './setup.mjs';

await runScript(async () => {
  ensureInstalled();
  const file = path.join(ROOT, 'e2e', 'bench', 'history-bench.ts');
  return runInForeground(node24(), [file, ...process.argv.slice(2)], { cwd: ROOT });
});
