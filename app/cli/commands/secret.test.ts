import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpAnswer, openRawServer } from '#main/send/testing/raw-server.ts';
import { canariesIn } from '#main/testing/canary.ts';
import { type Cli, openCli, type Ran } from '../testing/run-cli.ts';

const CANARY = 'c4n4ryR0utingKey0123456789abcdef';
const PASSPHRASE = 'correct canary horse';
const SET = ['secret', 'set', 'payments', '--provider', 'pagerduty'];

const spoken = ({ stdout, stderr }: Ran) => canariesIn(Buffer.from(stdout + stderr), [CANARY, PASSPHRASE]);

describe('without a vault', () => {
  let cli: Cli;
  beforeAll(() => {
    cli = openCli();
  });
  afterAll(() => cli.remove());

  test('a key is not taken, because it would be gone at once; it says what to do', async () => {
    const ran = await cli.run(SET, { input: CANARY });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('firedrill vault create');
    expect(ran.stderr).toContain('FIREDRILL_SECRET_PAYMENTS');
    expect(spoken(ran)).toEqual([]);
  });

  test('a key from the environment is listed and sent, and is written nowhere', async () => {
    const vendor = await openRawServer((socket) =>
      socket.end(httpAnswer(202, '{"status":"success","message":"Event processed"}')),
    );
    try {
      const env = {
        FIREDRILL_SECRET_PAYMENTS: CANARY,
        FIREDRILL_SECRET_PAYMENTS_ORIGIN: vendor.origin,
      };
      const listed = await cli.run(['secret', 'list', '--json'], { env });
      expect(JSON.parse(listed.stdout)).toMatchObject([
        { id: 'env:PAYMENTS', label: 'PAYMENTS', kept: 'environment', boundOrigin: vendor.origin },
      ]);
      const url = `${vendor.origin}/v2/enqueue`;
      const add = ['destination', 'add', 'ci', '--provider', 'pagerduty', '--environment', 'test'];
      const added = await cli.run([...add, '--url', url, '--secret', 'routingKey=env:PAYMENTS'], { env });
      expect(added).toMatchObject({ code: 0 });

      const checked = await cli.run(['destination', 'check', 'ci'], { env });
      expect(checked).toMatchObject({ code: 0, stdout: 'Accepted (202)\n' });
      expect(checked.stderr).toContain('does not say whether the key is right');
      expect(vendor.received).toHaveLength(1);
      expect(vendor.received[0]).toContain(CANARY);

      const unset = await cli.run(['destination', 'check', 'ci']);
      expect(unset).toMatchObject({ code: 1, stdout: '' });
      expect(vendor.received).toHaveLength(1);

      expect([listed, added, checked].flatMap(spoken)).toEqual([]);
      expect(cli.filesHolding([CANARY])).toEqual([]);
    } finally {
      await vendor.close();
    }
  }, 60_000);
});

describe('with a vault', () => {
  let cli: Cli;
  beforeAll(async () => {
    cli = openCli({ FIREDRILL_PASSPHRASE: PASSPHRASE });
    await cli.run(['vault', 'create']);
  }, 30_000);
  afterAll(() => cli.remove());

  test('a key goes in by stdin and is in no command line, no output and no file', async () => {
    const running = cli.start(SET);
    const { pid } = running.child;
    await once(running.child, 'spawn');
    while (!existsSync(`${cli.dataDir}/owner.json`)) await setTimeout(20);
    // only Linux shows it in a file; elsewhere there is nothing to look into
    const commandLine = `/proc/${pid}/cmdline`;
    const seen = existsSync(commandLine) ? readFileSync(commandLine, 'utf8') : SET.join('\0');
    running.child.stdin.end(`${CANARY}\r\n`);
    const ran = await running.ended;
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(seen).toContain('payments');
    expect(canariesIn(Buffer.from(seen), [CANARY, PASSPHRASE])).toEqual([]);

    const listed = await cli.run(['secret']);
    expect(listed.stdout).toMatch(
      /^LABEL +PROVIDER .*\npayments +PagerDuty +routingKey .* …cdef +vault +-\n/,
    );
    expect([ran, listed].flatMap(spoken)).toEqual([]);
    expect(cli.filesHolding([CANARY, PASSPHRASE])).toEqual([]);
  }, 60_000);

  test('a second set replaces the value and keeps the host; what looks wrong is said, not refused', async () => {
    const elsewhere = 'https://events.eu.pagerduty.com';
    const set = ['secret', 'set', 'Search', '--provider', 'pagerduty', '--json'];
    const made = await cli.run([...set, '--origin', `${elsewhere}/v2/enqueue`], { input: CANARY });
    const replaced = await cli.run(set.with(2, 'SEARCH'), { input: 'u+fooBARfooBARfooBAR' });
    expect(replaced.code).toBe(0);
    expect(replaced.stderr).toContain('warning: This looks like a REST API token');
    expect(JSON.parse(replaced.stdout)).toMatchObject({
      id: (JSON.parse(made.stdout) as { id: string }).id,
      label: 'Search',
      boundOrigin: elsewhere,
      last4: 'oBAR',
    });
  }, 60_000);

  test('what cannot be a key is not kept, and not repeated', async () => {
    for (const input of ['', `${CANARY}\n${CANARY}`, 'x'.repeat(70_000)]) {
      const ran = await cli.run(SET, { input });
      expect(ran, input.slice(0, 9)).toMatchObject({ code: 1, stdout: '' });
      expect(spoken(ran)).toEqual([]);
    }
  }, 60_000);

  test('where a vendor has several keys, the slot has to be said', async () => {
    const ran = await cli.run(['secret', 'set', 'bp', '--provider', 'bigpanda'], { input: CANARY });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('token (Org token), appKey (App key)');
  }, 60_000);

  test('removed, it is gone, and whoever used it is named', async () => {
    await cli.run(SET, { input: CANARY });
    const add = ['destination', 'add', 'Prod', '--provider', 'pagerduty', '--environment', 'production'];
    await cli.run([...add, '--secret', 'routingKey=payments']);
    const removed = await cli.run(['secret', 'remove', 'payments']);
    expect(removed).toMatchObject({ code: 0, stdout: '' });
    expect(removed.stderr).toContain('without a key now: Prod');
    expect(await cli.run(['secret', 'remove', 'payments'])).toMatchObject({ code: 1 });
  }, 60_000);
});
