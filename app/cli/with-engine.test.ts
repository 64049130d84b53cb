import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestEngine } from '#main/testing/test-engine.ts';
import { type Cli, openCli } from './testing/run-cli.ts';

let cli: Cli;
beforeEach(() => {
  cli = openCli();
});
afterEach(() => cli.remove());

test('a data folder that another Firedrill holds is refused with the name of the holder', async () => {
  const other = await openTestEngine({ dataDir: cli.dataDir });
  try {
    const { code, stdout, stderr } = await cli.run(['destination', 'list']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`in use by another Firedrill (web, process ${process.pid}, since `);
  } finally {
    await other.engine.close();
  }
  expect((await cli.run(['destination', 'list'])).code).toBe(0);
});

test('two command lines: the second says that the first holds the folder', async () => {
  const env = { FIREDRILL_PASSPHRASE: 'correct horse battery' };
  expect((await cli.run(['vault', 'create'], { env })).code).toBe(0);
  const first = cli.start(['secret', 'set', 'payments', '--provider', 'pagerduty'], env);
  while (!existsSync(join(cli.dataDir, 'owner.json'))) await setTimeout(20);
  const second = await cli.run(['vault', 'status']);
  expect(second.stderr).toContain(`(cli, process ${first.child.pid}, since `);
  expect(second.code).toBe(1);
  first.child.stdin.end('0123456789abcdef0123456789abcdef\n');
  expect(await first.ended).toMatchObject({ code: 0 });
}, 60_000);

test('--data-dir goes before the variable, and may stand anywhere', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'firedrill-cli-elsewhere-'));
  try {
    const before = await cli.run(['--data-dir', elsewhere, 'vault', 'status', '--json']);
    const after = await cli.run(['vault', 'status', '--data-dir', elsewhere, '--json']);
    expect(before).toMatchObject({ code: 0, stdout: after.stdout });
    expect(JSON.parse(before.stdout)).toMatchObject({ state: 'ABSENT', protectors: [] });
    expect(readdirSync(elsewhere)).toContain('workspace.db');
    expect(readdirSync(cli.dataDir)).toEqual([]);
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
  }
});

test('the history command still takes --data-dir and --json', async () => {
  const { code, stdout } = await cli.run(['history', '--json', '--data-dir', cli.dataDir]);
  expect({ code, stdout }).toEqual({ code: 0, stdout: '[]\n' });
});
