// @ts-check
// `npm test`: set-up, then every check, the cheap ones first. The last line is the total.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { runAlone } from './run-child.mjs';
import {
  CACHE,
  ensureBuilt,
  ensureInstalled,
  node24,
  readJson,
  ROOT,
  say,
  SetupError,
  toolFile,
} from './setup.mjs';
import { playwrightTally, sum, totalLine, vitestTally } from './test-report.mjs';

const VITEST = path.join(CACHE, 'vitest.json');
const PLAYWRIGHT = path.join(CACHE, 'playwright.json');

/** @typedef {import('./test-report.mjs').Tally} Tally */
/** @typedef {{ name: string; run: () => Promise<Tally> }} Step */

/** @type {readonly Step[]} */
const steps = [
  check('format:check', () => [toolFile('@biomejs/biome', 'biome'), 'format', '.']),
  check('lint', () => [toolFile('oxlint'), '--type-aware', '--deny-warnings']),
  check('typecheck', () => [toolFile('typescript', 'tsc'), '-b']),
  check('knip', () => [toolFile('knip')]),
  {
    name: 'unit',
    run: () =>
      reported(
        VITEST,
        [toolFile('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${VITEST}`],
        vitestTally,
      ),
  },
  {
    name: 'build',
    run: async () => {
      ensureBuilt();
      return { passed: 0, failed: 0, skipped: [] };
    },
  },
  {
    name: 'e2e',
    run: () =>
      reported(
        PLAYWRIGHT,
        [
          toolFile('@playwright/test', 'playwright'),
          'test',
          '-c',
          'e2e/playwright.config.ts',
          '--reporter=list,json',
        ],
        playwrightTally,
      ),
  },
];

/** What every step runs with. */
function environment() {
  const bin = path.join(ROOT, 'node_modules', '.bin');
  return {
    ...process.env,
    PATH: [path.dirname(node24()), bin, process.env['PATH'] ?? ''].join(path.delimiter),
    PLAYWRIGHT_JSON_OUTPUT_FILE: PLAYWRIGHT,
  };
}

/** A step that is right or wrong as a whole. @param {string} name @param {() => string[]} args @returns {Step} */
function check(name, args) {
  return {
    name,
    run: async () => {
      const { code } = await runAlone(node24(), args(), { cwd: ROOT, env: environment() });
      return { passed: 0, failed: code === 0 ? 0 : 1, skipped: [] };
    },
  };
}

/**
 * A step that counts its tests itself. One that ended badly has failed, whatever its report says or is missing.
 * @param {string} report @param {string[]} args @param {(json: unknown) => Tally} tally @returns {Promise<Tally>}
 */
async function reported(report, args, tally) {
  rmSync(report, { force: true });
  const { code } = await runAlone(node24(), args, { cwd: ROOT, env: environment() });
  const counted = tally(readJson(report));
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

/** @returns {Promise<Tally>} */
async function test() {
  /** @type {Tally} */
  let total = { passed: 0, failed: 0, skipped: [] };
  try {
    ensureInstalled();
    process.env['FIREDRILL_CHROMIUM'] = await ensureBrowser();
    for (const step of steps) {
      process.stdout.write(`\n── ${step.name}\n`);
      const started = performance.now();
      const result = await step.run();
      total = sum(total, result);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      process.stdout.write(`── ${step.name}: ${result.failed === 0 ? 'ok' : 'failed'} (${seconds} s)\n`);
      if (result.failed > 0) break;
    }
  } catch (error) {
    say(error instanceof SetupError ? error.message : String(error instanceof Error ? error.stack : error));
    total = sum(total, { passed: 0, failed: 1, skipped: [] });
  }
  return total;
}

const total = await test();
for (const { title, reason } of total.skipped) process.stdout.write(`skipped: ${title} (${reason})\n`);
process.stdout.write(`${totalLine(total)}\n`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
