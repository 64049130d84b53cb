import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleFor, openTestEngine } from '#main/testing/test-engine.ts';
import { type Cli, openCli } from '../testing/run-cli.ts';

let cli: Cli;
let sentTo: { id: string; name: string; provider: string }[] = [];
beforeAll(async () => {
  cli = openCli();
  const engine = await openTestEngine({ dataDir: cli.dataDir });
  sentTo = await engine.client.destinations.list({});
  for (const destination of await engine.client.destinations.list({})) {
    await engine.client.sends.send(exampleFor(destination, 'alert'));
  }
  await engine.engine.close();
});
afterAll(() => cli.remove());

const listed = async (...args: string[]) => {
  const { code, stdout, stderr } = await cli.run(['history', 'list', '--json', ...args]);
  expect(code, stderr).toBe(0);
  return (JSON.parse(stdout) as { provider: string }[]).map(({ provider }) => provider).toSorted();
};

test.concurrent('the list is narrowed by provider, destination, state, time and words', async () => {
  const all = sentTo.map(({ provider }) => provider).toSorted();
  const [first, second] = sentTo;
  if (first === undefined || second === undefined) throw new Error('the sandbox has too few destinations');
  expect(await listed()).toEqual(all);
  expect(await listed('--provider', first.provider)).toEqual([first.provider]);
  expect(await listed('--provider', first.provider, '--provider', second.provider)).toHaveLength(2);
  expect(await listed('--destination', second.name)).toEqual([second.provider]);
  expect(await listed('--state', 'unknown', '--state', 'failed')).toEqual([]);
  expect(await listed('--environment', 'sandbox', '--since', '1h')).toEqual(all);
  expect(await listed('--until', '2026-01-01')).toEqual([]);
  expect(await listed('--search', 'surely-nowhere')).toEqual([]);
}, 60_000);

test.concurrent('words say how many there are, and what nothing means', async () => {
  expect((await cli.run(['history'])).stderr).toBe(`${sentTo.length} of ${sentTo.length}.\n`);
  expect((await cli.run(['history', 'list', '--search', 'surely-nowhere'])).stderr).toBe(
    'Nothing matches.\n',
  );
}, 60_000);

test.concurrent.each([
  [['--state', 'sent'], 'One of: '],
  [['--since', 'yesterday'], 'how long ago'],
  [['--provider', 'x'], 'One of: '],
])('%j is wrong usage', async (args, words) => {
  const { code, stderr } = await cli.run(['history', 'list', ...args]);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});

test.concurrent('a destination that nothing was sent to is said', async () => {
  const { code, stderr } = await cli.run(['history', 'list', '--destination', 'nowhere']);
  expect({ code, stderr }).toEqual({ code: 1, stderr: 'Nothing was sent to a destination “nowhere”.\n' });
});

test.concurrent('an export is every send that matches, in the format of the file', async () => {
  const [first] = sentTo;
  if (first === undefined) throw new Error('the sandbox has no destinations');
  const csv = await cli.run(['history', 'export', '--provider', first.provider]);
  expect(csv.stdout.split('\r\n').length).toBe(3);
  expect(csv.stdout).toMatch(/^id,at,state,reason,provider,.*\r\n/);
  const lines = await cli.run(['history', 'export', '-', '--format', 'ndjson']);
  const sends = lines.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { provider: string });
  expect(sends.map(({ provider }) => provider).toSorted()).toEqual(
    sentTo.map(({ provider }) => provider).toSorted(),
  );
  const file = join(cli.dataDir, 'all.json');
  expect((await cli.run(['history', 'export', file])).stderr).toBe(`${sentTo.length} written to ${file}.\n`);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(sends);
  const none = await cli.run(['history', 'export', '--format', 'json', '--until', '2020-01-01']);
  expect(JSON.parse(none.stdout)).toEqual([]);
}, 60_000);

test.concurrent('an export does not write over a file', async () => {
  const file = join(cli.dataDir, 'mine.csv');
  writeFileSync(file, 'mine');
  const { code, stderr } = await cli.run(['history', 'export', file]);
  expect(code).toBe(1);
  expect(stderr).toContain('cannot be written');
  expect(readFileSync(file, 'utf8')).toBe('mine');
});
