// @ts-check
// `npm run soak [kills]`: kills a sending Firedrill so many times, 300 unless told, and holds its history against what
// was on the wire. Takes about a second a kill; ends by itself after half an hour.
import { runInForeground } from './run-child.mjs';
import { ensureInstalled, node24, ROOT, runScript, toolFile } from './setup.mjs';

const HALF_AN_HOUR = 30 * 60_000;

await runScript(async () => {
  ensureInstalled();
  const kills = Number(process.argv[2] ?? 300);
  if (!Number.isInteger(kills) || kills < 1)
    throw new Error('How often is to be killed? Such as: npm run soak 300');
  const limit = ['--test-timeout', String(HALF_AN_HOUR)];
  return runInForeground(node24(), [toolFile('vitest'), 'run', ...limit, 'main/send/kill.test.ts'], {
    cwd: ROOT,
    env: { ...process.env, FIREDRILL_KILLS: String(kills) },
  });
});
