import { readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type TestContext } from 'vitest';
import { openTestEngine } from '#main/testing/test-engine.ts';
import { type Cli, openCli } from '../testing/run-cli.ts';

const FIRST = 'first correct horse';
const SECOND = 'second correct horse';
const OF_BACKUP = 'third correct horse';
const KEY = 'c4n4ryR0utingKey0123456789abcdef';

/** Most of the time goes into waiting for another process, so the tests run side by side. */
function opened({ onTestFinished }: TestContext): Cli {
  const cli = openCli();
  onTestFinished(() => cli.remove());
  return cli;
}

const env = (passphrase: string, more = {}) => ({ env: { FIREDRILL_PASSPHRASE: passphrase, ...more } });

test.concurrent('made, filled, locked to others, given another passphrase, backed up and restored elsewhere', async (context) => {
  const cli = opened(context);
  expect(await cli.run(['vault', 'create'], env(FIRST))).toMatchObject({ code: 0, stdout: '' });
  const set = ['secret', 'set', 'payments', '--provider', 'pagerduty'];
  expect(await cli.run(set, { ...env(FIRST), input: `${KEY}\n` })).toMatchObject({ code: 0, stdout: '' });

  const wrong = await cli.run(['secret', 'list'], env('wrong correct horse'));
  expect(wrong).toMatchObject({ code: 1, stdout: '' });
  expect(wrong.stderr).toContain('does not open the vault');
  const without = await cli.run(['secret', 'list']);
  expect(without).toMatchObject({ code: 1, stdout: '' });
  expect(without.stderr).toContain('set FIREDRILL_PASSPHRASE');

  const changed = await cli.run(['vault', 'passphrase'], env(FIRST, { FIREDRILL_NEW_PASSPHRASE: SECOND }));
  expect(changed).toMatchObject({ code: 0 });
  expect(await cli.run(['secret', 'list'], env(FIRST))).toMatchObject({ code: 1 });

  const backup = await cli.run(['vault', 'backup'], env(SECOND, { FIREDRILL_BACKUP_PASSPHRASE: OF_BACKUP }));
  expect(backup).toMatchObject({ code: 0 });
  const file = backup.stdout.trim();
  expect(file.startsWith(join(cli.dataDir, 'backups'))).toBe(true);

  const elsewhere = opened(context);
  await elsewhere.run(['vault', 'create'], env(FIRST));
  const given = env(FIRST, { FIREDRILL_BACKUP_PASSPHRASE: OF_BACKUP });
  const planned = await elsewhere.run(['vault', 'restore', file, '--dry-run'], given);
  expect(planned).toMatchObject({ code: 0, stdout: 'add  payments\n' });
  expect(planned.stderr).toContain('Nothing was changed');
  expect((await elsewhere.run(['secret', 'list', '--json'], env(FIRST))).stdout).toBe('[]\n');

  const restored = await elsewhere.run(['vault', 'restore', file, '--json'], given);
  expect(JSON.parse(restored.stdout)).toEqual({ added: ['payments'], replaced: [], unchanged: 0 });
  const { stdout } = await elsewhere.run(['secret', 'list', '--json'], env(FIRST));
  expect(JSON.parse(stdout)).toMatchObject([{ label: 'payments', last4: 'cdef', kept: 'vault' }]);

  const misread = await elsewhere.run(
    ['vault', 'restore', file],
    env(FIRST, { FIREDRILL_BACKUP_PASSPHRASE: FIRST }),
  );
  expect(misread).toMatchObject({ code: 1, stdout: '' });

  expect(cli.filesHolding([KEY, FIRST, SECOND, OF_BACKUP])).toEqual([]);
}, 120_000);

test.concurrent('one that the window made opens here, and the other way round', async (context) => {
  const cli = opened(context);
  const window = await openTestEngine({ dataDir: cli.dataDir, host: 'web' });
  await window.client.vault.create({ passphrase: FIRST, keyring: false });
  await window.client.secrets.set({
    label: 'from the window',
    provider: 'pagerduty',
    slot: 'routingKey',
    boundOrigin: 'https://events.pagerduty.com',
    value: KEY,
  });
  await window.engine.close();

  const rename = ['secret', 'rename', 'From The Window', 'from the terminal'];
  expect(await cli.run(rename, env(FIRST))).toMatchObject({ code: 0 });
  const again = await window.restart();
  await again.client.vault.unlock({ passphrase: FIRST });
  const labels = (await again.client.secrets.list({})).map(({ label }) => label);
  expect(labels).toContain('from the terminal');
  await again.engine.close();
}, 60_000);

test.concurrent('a weak passphrase makes no vault', async (context) => {
  const cli = opened(context);
  const { code, stderr } = await cli.run(['vault', 'create'], env('too short'));
  expect(code).toBe(1);
  expect(stderr).toContain('at least 12 characters');
  const status = await cli.run(['vault', '--json']);
  expect(JSON.parse(status.stdout)).toMatchObject({ state: 'ABSENT' });
});

test.concurrent('a second one is not made over the first, and putting it aside deletes nothing', async (context) => {
  const cli = opened(context);
  await cli.run(['vault', 'create'], env(FIRST));
  const before = readFileSync(join(cli.dataDir, 'vault.fdv'));
  const second = await cli.run(['vault', 'create'], env(SECOND));
  expect(second).toMatchObject({ code: 1, stderr: 'There is a vault already.\n' });
  expect(readFileSync(join(cli.dataDir, 'vault.fdv'))).toEqual(before);

  expect(await cli.run(['vault', 'start-anew'])).toMatchObject({ code: 0 });
  expect(await cli.run(['vault', 'create'], env(SECOND))).toMatchObject({ code: 0 });
}, 60_000);

test.concurrent('a damaged one is left alone, and the way back is said and works', async (context) => {
  const cli = opened(context);
  await cli.run(['vault', 'create'], env(FIRST));
  await cli.run(['secret', 'set', 'payments', '--provider', 'pagerduty'], { ...env(FIRST), input: KEY });
  const file = join(cli.dataDir, 'vault.fdv');
  truncateSync(file, 300);
  const status = await cli.run(['vault', 'status']);
  expect(status.code).toBe(1);
  expect(status.stderr).toContain('firedrill vault restore-previous');
  expect(await cli.run(['secret', 'list'], env(FIRST))).toMatchObject({ code: 1, stderr: status.stderr });
  expect(readFileSync(file)).toHaveLength(300);
  expect(await cli.run(['vault', 'restore-previous'])).toMatchObject({ code: 0 });
  expect(await cli.run(['secret', 'list'], env(FIRST))).toMatchObject({ code: 0 });
}, 60_000);
