import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type TestContext } from 'vitest';
import { type Cli, openCli } from '../testing/run-cli.ts';

const env = { FIREDRILL_PASSPHRASE: 'correct horse battery' };
const KEY = 'c4n4ryR0utingKey0123456789abcdef';
const add = (name: string, ...more: string[]) => [
  'destination',
  'add',
  name,
  '--provider',
  'pagerduty',
  '--environment',
  'test',
  ...more,
];

/** Most of the time goes into waiting for another process, so the tests run side by side. */
function opened({ onTestFinished }: TestContext): Cli {
  const cli = openCli();
  onTestFinished(() => cli.remove());
  return cli;
}

test.concurrent('the sandbox is there from the first start, and its key is taken', async (context) => {
  const cli = opened(context);
  const listed = await cli.run(['destination']);
  expect(listed.stdout).toMatch(/^NAME +PROVIDER +ENVIRONMENT +ADDRESS +KEYS\n/);
  expect(listed.stdout.match(/ sandbox {2}/g)).toHaveLength(3);
  const checked = await cli.run(['destination', 'check', 'SANDBOX-PAGERDUTY', '--json']);
  expect(checked.code).toBe(0);
  expect(JSON.parse(checked.stdout)).toMatchObject({ state: 'delivered', action: 'resolve' });
  const removed = await cli.run(['destination', 'remove', 'sandbox-pagerduty']);
  expect(removed).toMatchObject({ code: 1, stdout: '' });
  expect(removed.stderr).toContain('belongs to the sandbox');
});

test.concurrent('made with a key of the vault, which may not go to another host', async (context) => {
  const cli = opened(context);
  await cli.run(['vault', 'create'], { env });
  await cli.run(['secret', 'set', 'Payments', '--provider', 'pagerduty'], { env, input: KEY });
  const made = await cli.run(
    add('Prod', '--secret', 'routingKey=payments', '--set', 'client=drill', '--json'),
    { env },
  );
  expect(made).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(made.stdout)).toMatchObject({
    name: 'Prod',
    environment: 'test',
    url: 'https://events.pagerduty.com/v2/enqueue',
    settings: { client: 'drill' },
    secrets: { routingKey: expect.any(String) as string },
  });
  const elsewhere = await cli.run(add('EU', '--region', 'eu', '--secret', 'routingKey=payments'), { env });
  expect(elsewhere).toMatchObject({ code: 1, stdout: '' });
  expect(elsewhere.stderr).toContain('may only go to https://events.pagerduty.com');

  const pasted = await cli.run(add('Oops', '--secret', `routingKey=${KEY}`), { env });
  expect(pasted).toMatchObject({ code: 1, stdout: '' });
  expect(pasted.stderr).toContain('There are: Payments.');
  expect(pasted.stderr).not.toContain(KEY);
  expect(await cli.run(add('Prod'), { env })).toMatchObject({ code: 1 });
}, 60_000);

test.concurrent('a destination without its key is made with a warning, and a check of it sends nothing', async (context) => {
  const cli = opened(context);
  const made = await cli.run(add('bare'));
  expect(made.code).toBe(0);
  expect(made.stderr).toContain('no Routing key yet');
  const checked = await cli.run(['destination', 'check', 'bare']);
  expect(checked).toMatchObject({ code: 1, stdout: '' });
  expect(checked.stderr).toContain('Nothing was sent');
  expect(await cli.run(['destination', 'remove', 'bare'])).toMatchObject({ code: 0 });
  expect(await cli.run(['destination', 'remove', 'bare'])).toMatchObject({ code: 1 });
});

test.concurrent('exported without keys, imported again after a look at what it would change', async (context) => {
  const cli = opened(context);
  await cli.run(add('one', '--secret', 'routingKey=env:ONE'));
  await cli.run(add('two', '--region', 'eu'));
  const file = join(cli.dataDir, 'destinations.json');
  expect(await cli.run(['destination', 'export', file])).toMatchObject({ code: 0, stdout: '' });
  const content = readFileSync(file, 'utf8');
  expect((await cli.run(['destination', 'export', '--json'])).stdout).toBe(content);
  expect(content).not.toContain('env:ONE');
  expect(await cli.run(['destination', 'export', file])).toMatchObject({ code: 1 });

  await cli.run(['destination', 'remove', 'two']);
  writeFileSync(file, content.replace('events.pagerduty.com', 'collector.example.com'));
  const planned = await cli.run(['destination', 'import', file, '--dry-run', '--json']);
  const plan = [
    { name: 'one', provider: 'pagerduty', does: 'replace', losesKeys: true },
    { name: 'two', provider: 'pagerduty', does: 'add', losesKeys: false },
  ];
  expect(JSON.parse(planned.stdout)).toEqual(plan);
  const names = async () =>
    (JSON.parse((await cli.run(['destination', 'list', '--json'])).stdout) as { name: string }[]).map(
      ({ name }) => name,
    );
  expect(await names()).not.toContain('two');
  const imported = await cli.run(['destination', 'import', '-'], { input: readFileSync(file, 'utf8') });
  expect(imported.stdout).toMatch(
    /replace +one +PagerDuty +points to another host: its keys stay behind\nadd +two/,
  );
  expect(await names()).toContain('two');

  const refused = await cli.run(['destination', 'import', '-'], { input: '{"firedrill":"other"}' });
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('not a list of destinations');
}, 60_000);
