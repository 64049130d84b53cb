import { expect, test } from 'vitest';
import { startOptions } from './start-options.mjs';

test('what the program understands is passed on, in either spelling', () => {
  expect(startOptions(['--web', '--no-open', '--port', '0', '--data-dir=/tmp/a b'])).toEqual({
    help: false,
    web: 'asked for with --web',
    retryElectron: false,
    passed: ['--no-open', '--port', '0', '--data-dir=/tmp/a b'],
  });
});

test('a data directory alone leaves the choice of the program open', () => {
  expect(startOptions(['--data-dir', 'x'])).toMatchObject({ web: undefined, passed: ['--data-dir=x'] });
});

test('a port, or opening nothing, asks for the web host', () => {
  expect(startOptions(['--port=8080'])).toMatchObject({ web: '--port is for the web host' });
  expect(startOptions(['--no-open'])).toMatchObject({ web: '--no-open opens no window' });
});

test.each([
  [['--port'], '--port takes a number from 0 to 65535.'],
  [['--port', '70000'], '--port takes a number from 0 to 65535.'],
  [['--data-dir'], '--data-dir takes a folder.'],
  [['--no-sandbox'], 'There is no --no-sandbox.'],
])('%j is refused in words', (args, problem) => {
  expect(startOptions(args)).toEqual({ problem });
});
