import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProgram } from './program.ts';
import { type Cli, openCli } from './testing/run-cli.ts';

const CANARY = 'c4n4ryR0utingKey0123456789abcdef';

/** The program and everything below it. */
function commands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(commands)];
}

test('no option and no argument takes a secret', () => {
  const all = commands(createProgram());
  expect(all.length).toBeGreaterThan(15);
  for (const command of all) {
    const names = [
      ...command.options.map((option) => option.name()),
      ...command.registeredArguments.map((argument) => argument.name()),
    ];
    // `--secret slot=label` names one
    const suspect = names.filter(
      (name) => name !== 'secret' && /value|token|key|pass|pwd|secret|auth/i.test(name),
    );
    expect(suspect, command.name()).toEqual([]);
  }
  const secret = all.flatMap(({ options }) => options).filter((option) => option.name() === 'secret');
  expect(secret.map(({ flags }) => flags)).toEqual(['--secret <slot=label>']);
});

describe('wrong usage', () => {
  let cli: Cli;
  beforeAll(() => {
    cli = openCli();
  });
  afterAll(() => cli.remove());

  test.concurrent.each([
    [['secret', 'set', 'payments', CANARY, '--provider', 'pagerduty']],
    [['secret', 'set', 'payments', '--provider', 'pagerduty', `--value=${CANARY}`]],
    [['secret', 'set', 'payments', '--provider', 'pagerduty', '--value', CANARY]],
    [['destination', 'add', 'x', '--provider', 'pagerduty', '--environment', 'test', '--secret', CANARY]],
    [['destination', 'add', 'x', '--provider', 'pagerduty', '--environment', 'test', '--set', `a=${CANARY}`]],
  ])('%j exits with 2 and does not repeat what may be a key', async (args) => {
    const { code, stdout, stderr } = await cli.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toBe('');
    expect(stderr).not.toContain(CANARY);
  });

  test.concurrent.each([
    [['secret', 'set', 'payments'], '--provider'],
    [['secret', 'set', 'x', '--provider', 'pagerduty', '--origin', 'http://example.com'], 'Use https'],
    [['destination', 'add', 'x', '--provider', 'pagerduty'], '--environment'],
    [
      ['destination', 'add', 'x', '--provider', 'pagerduty', '--environment', 'test', '--region', 'mars'],
      'us (US), eu (EU)',
    ],
    [['nonsense'], 'unknown command'],
  ])('%j exits with 2 and says %s', async (args, words) => {
    const { code, stderr } = await cli.run(args);
    expect(stderr).toContain(words);
    expect(code).toBe(2);
  });
});
