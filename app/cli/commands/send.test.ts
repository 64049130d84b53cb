import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { httpAnswer, openRawServer, type RawServer } from '#main/send/testing/raw-server.ts';
import { openTestEngine } from '#main/testing/test-engine.ts';
import type { Send } from '#shared/model/send.ts';
import { type Cli, openCli } from '../testing/run-cli.ts';

const KEY = 'abcdef0123456789abcdef0123456789';
const YES = httpAnswer(202, '{"status":"success","message":"ok","dedup_key":"fd-1"}');

let server: RawServer;
/** What is answered next; a yes when there is nothing left. */
let script: string[];
let cli: Cli;
beforeAll(async () => {
  server = await openRawServer((socket) => {
    const next = script.shift() ?? YES;
    if (next === 'cut') socket.resetAndDestroy();
    else if (next !== 'silence') socket.end(next);
  });
});
afterAll(() => server.close());
beforeEach(() => {
  script = [];
  cli = openCli({ FIREDRILL_SECRET_CI: KEY, FIREDRILL_SECRET_CI_ORIGIN: server.origin });
});
afterEach(() => cli.remove());

function alertFile(params: object = {}, name = 'alert.json'): string {
  const file = join(cli.dataDir, name);
  const all = { summary: 'disk full', source: 'db-1', severity: 'critical', dedupKey: 'fd-1', ...params };
  writeFileSync(file, JSON.stringify({ provider: 'pagerduty', params: all }));
  return file;
}
async function addDestination(environment = 'test'): Promise<void> {
  const { code, stderr } = await cli.run(
    `destination add payments --provider pagerduty --environment ${environment} --secret routingKey=env:CI`
      .concat(` --url ${server.origin}/v2/enqueue`)
      .split(' '),
  );
  expect(code, stderr).toBe(0);
}
const sends = (stdout: string) => JSON.parse(stdout) as Send[];

test('without a destination it goes to the sandbox, and what it leaves open is said', async () => {
  const file = alertFile({ dedupKey: '' });
  const { code, stdout, stderr } = await cli.run(['send', file, '--set', 'summary=from the command line']);
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/^Accepted {2}202 {2}trigger {2}sandbox-pagerduty {2}fd-\w{26} /);
  expect(stderr).toContain('This does not prove that anybody was paged');
  expect(stderr).toMatch(/Resolve it: firedrill incident resolve fd-\w{26} --to sandbox-pagerduty/);
  const { stdout: kept } = await cli.run(['history', 'list', '--json']);
  expect(sends(kept)).toMatchObject([
    { summary: 'from the command line', origin: 'cli', state: 'delivered' },
  ]);
}, 60_000);

test('a dry run prints the exact request with the key masked, and sends nothing', async () => {
  await addDestination();
  const before = server.received.length;
  const file = alertFile({ client: 'drill' });
  const dry = await cli.run(['send', file, '--to', 'payments', '--dry-run']);
  expect(dry).toMatchObject({ code: 0 });
  expect(dry.stdout).toContain('POST /v2/enqueue HTTP/1.1');
  expect(dry.stdout).not.toContain(KEY);
  expect(server.received).toHaveLength(before);
  const [shown] = JSON.parse(
    (await cli.run(['send', file, '--to', 'payments', '--dry-run', '--json'])).stdout,
  ) as [{ request: { body: string; bytes: number }; errors: unknown[] }];
  expect(shown.errors).toEqual([]);
  expect(await cli.run(['send', file, '--to', 'payments'])).toMatchObject({ code: 0 });
  const [sent] = sends((await cli.run(['history', 'export', '--format', 'json'])).stdout);
  expect(shown.request.body).toBe(sent?.request.body);
  const wrong = await cli.run(['send', file, '--set', 'severity=', '--set', 'summary=', '--dry-run']);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('error: ');
}, 60_000);

test('several files go in their order, and the exit code is that of the worst', async () => {
  await addDestination();
  const steps = ['trigger', 'acknowledge', 'resolve'].map((eventAction) =>
    alertFile({ eventAction }, `${eventAction}.json`),
  );
  const before = server.received.length;
  const ran = await cli.run(['send', ...steps, '--to', 'payments', '--json']);
  expect(ran.code, ran.stderr).toBe(0);
  expect(sends(ran.stdout).map(({ action, state }) => [action, state])).toEqual([
    ['trigger', 'delivered'],
    ['acknowledge', 'delivered'],
    ['resolve', 'delivered'],
  ]);
  expect(server.received.length - before).toBe(3);
  expect(ran.stderr).not.toContain('Left open');
  script = [httpAnswer(400, '{"errors":["no"]}'), YES];
  const mixed = await cli.run(['send', steps[0] ?? '', steps[0] ?? '', '--to', 'payments']);
  expect(mixed.code).toBe(1);
  expect(
    mixed.stdout
      .split('\n')
      .slice(0, 2)
      .map((line) => line.split(' ')[0]),
  ).toEqual(['Rejected', 'Accepted']);
}, 60_000);

test('nothing leaves when one of the files is no good', async () => {
  const good = alertFile();
  const bad = alertFile({ eventAction: 'resolve', dedupKey: '' }, 'bad.json');
  const { code, stdout, stderr } = await cli.run(['send', good, bad]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('bad.json');
  expect((await cli.run(['history'])).stderr).toBe('Nothing was sent yet.\n');
}, 60_000);

test.each([
  [['--set', `nothing=${KEY}`], 'is one of: '],
  [['--set', 'links=x'], 'is one of: '],
  [['--resolve-after', '5s'], '10s to 30d'],
  [['--on-unknown', 'hope'], 'Allowed choices'],
  [['--to', 'nowhere'], 'There is no destination “nowhere”'],
  [['--to', 'sandbox-victorops'], 'does not take alerts for PagerDuty'],
])(
  '%j is wrong usage',
  async (args, words) => {
    const { code, stdout, stderr } = await cli.run(['send', alertFile(), ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toContain(KEY);
  },
  60_000,
);

test('production is sent to when its name is said, and nobody is asked where nobody is', async () => {
  await addDestination('production');
  const before = server.received.length;
  const file = alertFile();
  const without = await cli.run(['send', file, '--to', 'payments']);
  expect(without.code).toBe(2);
  expect(without.stderr).toContain('--confirm payments');
  const wrong = await cli.run(['send', file, '--to', 'payments', '--confirm', 'Payments']);
  expect(wrong.code).toBe(2);
  expect(server.received).toHaveLength(before);
  expect(await cli.run(['send', file, '--to', 'payments', '--confirm', 'payments'])).toMatchObject({
    code: 0,
  });
}, 60_000);

test('each end has a code of its own', async () => {
  await addDestination();
  const file = alertFile();
  const ran = async (answer: string, ...args: string[]) => {
    script = [answer];
    return (await cli.run(['send', file, '--to', 'payments', ...args])).code;
  };
  expect(await ran(httpAnswer(400, '{"errors":["no"]}'))).toBe(1);
  expect(await ran(httpAnswer(407, ''))).toBe(3);
  expect(await ran('cut')).toBe(4);
}, 60_000);

test('an unknown one is sent once more where that was asked for', async () => {
  await addDestination();
  script = ['cut'];
  const before = server.received.length;
  const ran = await cli.run(['send', alertFile(), '--to', 'payments', '--on-unknown', 'resend', '--json']);
  expect(ran.code, ran.stderr).toBe(0);
  expect(ran.stderr).toContain('may or may not have it. It is sent once more.');
  expect(sends(ran.stdout)).toMatchObject([{ state: 'delivered', attempts: [{ n: 1 }, { n: 2 }] }]);
  expect(server.received.length - before).toBe(2);
}, 60_000);

test('a vault that stays shut, and a folder that is in use, have another code than a wrong command', async () => {
  const env = { FIREDRILL_PASSPHRASE: 'correct horse battery' };
  await cli.run(['vault', 'create'], { env });
  const set = ['secret', 'set', 'mine', '--provider', 'pagerduty', '--origin', server.origin];
  await cli.run(set, { env, input: KEY });
  const add = `destination add kept --provider pagerduty --environment test --secret routingKey=mine`;
  await cli.run(add.concat(` --url ${server.origin}/v2/enqueue`).split(' '), { env });
  const file = alertFile();
  const locked = await cli.run(['send', file, '--to', 'kept']);
  expect(locked).toMatchObject({ code: 5, stdout: '' });
  expect(locked.stderr).toContain('FIREDRILL_PASSPHRASE');
  const wrong = await cli.run(['send', file, '--to', 'kept'], {
    env: { FIREDRILL_PASSPHRASE: 'not this one at all' },
  });
  expect(wrong.code).toBe(5);
  expect(await cli.run(['send', file, '--to', 'kept'], { env })).toMatchObject({ code: 0 });

  const other = await openTestEngine({ dataDir: cli.dataDir });
  const busy = await cli.run(['send', file]);
  await other.engine.close();
  expect(busy).toMatchObject({ code: 5, stdout: '' });
  expect(busy.stderr).toContain('in use by another Firedrill');
}, 120_000);

test('Ctrl+C writes down what is not known any more, and sends nothing else', async () => {
  await addDestination();
  script = ['silence'];
  const before = server.received.length;
  const { child, ended } = cli.start(['send', alertFile(), alertFile({}, 'second.json'), '--to', 'payments']);
  await expect.poll(() => server.received[before] ?? '', { timeout: 20_000 }).toContain('fd-1');
  child.kill('SIGINT');
  const { code, stdout, stderr } = await ended;
  expect(code, stderr).toBe(130);
  expect(stdout).toMatch(/^Unknown /);
  expect(stderr).toContain('You stopped it after the request had begun to leave.');
  expect(stderr).toContain('Stopped: 1 of 2 were not sent.');
  expect(sends((await cli.run(['history', 'list', '--json'])).stdout)).toMatchObject([{ state: 'unknown' }]);
  expect(server.received.length - before).toBe(1);
}, 60_000);
