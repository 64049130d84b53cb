import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { httpAnswer, openRawServer, type RawServer } from '#main/send/testing/raw-server.ts';
import { openTestEngine } from '#main/testing/test-engine.ts';
import type { Incident } from '#shared/model/incident.ts';
import { type Cli, openCli } from '../testing/run-cli.ts';

let cli: Cli;
let server: RawServer;
/** The summaries that are never answered. */
let unanswered: string[];
beforeEach(async () => {
  unanswered = [];
  server = await openRawServer((socket, request) => {
    if (unanswered.some((summary) => request.includes(summary))) return;
    const key = /"dedup_key":"([^"]*)"/.exec(request)?.[1] ?? '';
    socket.end(httpAnswer(202, `{"status":"success","message":"ok","dedup_key":"${key}"}`));
  });
  cli = openCli({
    FIREDRILL_SECRET_CI: 'abcdef0123456789abcdef0123456789',
    FIREDRILL_SECRET_CI_ORIGIN: server.origin,
  });
});
afterEach(async () => {
  await server.close();
  cli.remove();
});

function alertFile(dedupKey: string, summary = 'disk full'): string {
  const file = join(cli.dataDir, `${dedupKey}.json`);
  const params = { summary, source: 'db-1', severity: 'critical', dedupKey };
  writeFileSync(file, JSON.stringify({ provider: 'pagerduty', params }));
  return file;
}
async function addDestination(name: string, environment = 'test'): Promise<void> {
  const { code, stderr } = await cli.run(
    `destination add ${name} --provider pagerduty --environment ${environment} --secret routingKey=env:CI`
      .concat(` --url ${server.origin}/v2/enqueue`)
      .split(' '),
  );
  expect(code, stderr).toBe(0);
}
async function listed(...args: string[]): Promise<string[][]> {
  const { code, stdout, stderr } = await cli.run(['incident', 'list', '--json', ...args]);
  expect(code, stderr).toBe(0);
  return (JSON.parse(stdout) as Incident[]).map(({ key, state }) => [key, state]);
}
/** Kills a send at the moment its request has arrived. */
async function killedSending(file: string, ...args: string[]): Promise<void> {
  const before = server.received.length;
  const { child, ended } = cli.start(['send', file, ...args]);
  await expect.poll(() => server.received.length, { timeout: 20_000 }).toBeGreaterThan(before);
  child.kill('SIGKILL');
  await ended;
}

test('triggered, acknowledged, resolved: then nothing is open', async () => {
  const key = 'fd-life';
  expect(await cli.run(['send', alertFile(key)])).toMatchObject({ code: 0 });
  expect(await listed()).toEqual([[key, 'open']]);
  const held = await cli.run(['incident', 'acknowledge', key]);
  expect(held).toMatchObject({ code: 0 });
  expect(held.stdout).toMatch(/^Accepted {2}202 {2}acknowledge {2}sandbox-pagerduty {2}fd-life /);
  expect(await listed()).toEqual([[key, 'acknowledged']]);
  expect(await cli.run(['incident', 'resolve', key])).toMatchObject({ code: 0 });
  expect(await listed()).toEqual([]);
  expect(await listed('--all')).toEqual([[key, 'resolved']]);
  const none = await cli.run(['incident']);
  expect(none).toMatchObject({ code: 0, stdout: '', stderr: 'No incident is open.\n' });
  const again = await cli.run(['incident', 'resolve', key]);
  expect(again.code).toBe(2);
  expect(again.stderr).toContain('It is resolved by now');
}, 60_000);

test('killed in between, the incident is known at the next start, and can be resolved', async () => {
  await addDestination('payments');
  unanswered = ['never answered'];
  await killedSending(alertFile('fd-killed', 'never answered'), '--to', 'payments');
  expect(await listed()).toEqual([['fd-killed', 'unknown']]);
  const shown = await cli.run(['incident']);
  expect(shown.stdout).toContain('unknown  test');
  unanswered = [];
  expect(await cli.run(['incident', 'resolve', 'fd-killed', '--to', 'payments'])).toMatchObject({ code: 0 });
  expect(await listed()).toEqual([]);
}, 60_000);

test('an incident whose time came while nothing ran is resolved at the next start, which says so', async () => {
  await addDestination('payments');
  const timed = alertFile('fd-timed');
  const sent = await cli.run(['send', timed, '--to', 'payments', '--resolve-after', '10s']);
  expect(sent).toMatchObject({ code: 0 });
  expect(sent.stderr).toContain('It is resolved by itself at ');
  unanswered = ['never answered'];
  await killedSending(alertFile('fd-other', 'never answered'), '--to', 'payments');
  expect(Object.fromEntries(await listed())).toEqual({ 'fd-other': 'unknown', 'fd-timed': 'open' });
  await setTimeout(10_000);
  // reading the history is no start
  expect(await cli.run(['history'])).toMatchObject({ code: 0 });
  const started = await cli.run(['incident', 'list', '--json']);
  expect(started.stderr).toContain('An incident was to be resolved while Firedrill was not running.');
  expect((JSON.parse(started.stdout) as Incident[]).map(({ key }) => key)).toEqual(['fd-other']);
  const [newest] = JSON.parse((await cli.run(['history', 'list', '--json'])).stdout) as [object];
  expect(newest).toMatchObject({
    origin: 'timer',
    effect: 'resolves',
    incidentKey: 'fd-timed',
    state: 'delivered',
  });
}, 90_000);

test('all are resolved but those in production, which are named', async () => {
  await addDestination('payments');
  await addDestination('live', 'production');
  for (const key of ['fd-1', 'fd-2']) await cli.run(['send', alertFile(key), '--to', 'payments']);
  await cli.run(['send', alertFile('fd-3')]);
  await cli.run(['send', alertFile('fd-4'), '--to', 'live', '--confirm', 'live']);
  const ran = await cli.run(['incident', 'resolve', '--all']);
  expect(ran.code, ran.stderr).toBe(0);
  expect(ran.stdout.trimEnd().split('\n')).toHaveLength(3);
  expect(ran.stderr).toContain('firedrill incident resolve fd-4 --to live');
  expect(await listed()).toEqual([['fd-4', 'open']]);
  const unasked = await cli.run(['incident', 'resolve', 'fd-4']);
  expect(unasked.code).toBe(2);
  expect(unasked.stderr).toContain('--confirm live');
  expect(await cli.run(['incident', 'resolve', 'fd-4', '--confirm', 'live'])).toMatchObject({ code: 0 });
  const none = await cli.run(['incident', 'resolve', '--all', '--json']);
  expect(none).toMatchObject({ code: 0, stdout: '', stderr: 'No test incident is open.\n' });
}, 90_000);

test('--json tells each as one object a line', async () => {
  for (const key of ['fd-1', 'fd-2']) await cli.run(['send', alertFile(key)]);
  const { stdout } = await cli.run(['incident', 'resolve', '--all', '--json']);
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(lines).toMatchObject([
    { of: 2, done: 1, send: { state: 'delivered' }, problem: null },
    { of: 2, done: 2, send: { state: 'delivered' }, problem: null },
  ]);
}, 60_000);

test('a key that several destinations have is asked about', async () => {
  await addDestination('payments');
  const file = alertFile('fd-1');
  await cli.run(['send', file]);
  await cli.run(['send', file, '--to', 'payments']);
  const unclear = await cli.run(['incident', 'resolve', 'fd-1']);
  expect(unclear.code).toBe(2);
  expect(unclear.stderr).toContain('sandbox-pagerduty, payments');
  expect(await cli.run(['incident', 'resolve', 'fd-1', '--to', 'payments'])).toMatchObject({ code: 0 });
  // only one of them is open now
  expect(await cli.run(['incident', 'resolve', 'fd-1'])).toMatchObject({ code: 0 });
}, 60_000);

test.each([
  [['resolve'], 'Name one incident'],
  [['resolve', 'fd-1', '--all'], 'Name one incident'],
  [['resolve', 'fd-1'], 'Firedrill knows no incident of this key.'],
  [['acknowledge'], "missing required argument 'incident'"],
])(
  'incident %j exits with 2',
  async (args, words) => {
    const { code, stdout, stderr } = await cli.run(['incident', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  },
  60_000,
);

test('a folder that the running app holds is said to be in use', async () => {
  const app = await openTestEngine({ dataDir: cli.dataDir });
  const { code, stdout, stderr } = await cli.run(['incident', 'list']);
  await app.engine.close();
  expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
  expect(stderr).toContain('in use by another Firedrill');
}, 60_000);
