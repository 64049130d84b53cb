import { expect, test } from 'vitest';
import { refusedSwitch } from './switches.ts';

test.each([
  '--remote-debugging-port=9222',
  '--remote-debugging-pipe',
  '--inspect',
  '--inspect-brk=0',
  '--inspect-port=1',
  '--js-flags=--x',
  '--no-sandbox',
  '--disable-web-security',
  '--ignore-certificate-errors',
  '--ignore-certificate-errors-spki-list=x',
  '--host-rules=MAP * 127.0.0.1',
  '--host-resolver-rules=x',
  '--load-extension=/x',
  '--user-data-dir=/x',
  '--password-store=basic',
])('a packaged Firedrill does not start with %s', (argument) => {
  expect(refusedSwitch(['firedrill', argument])).not.toBeNull();
});

test.each(['--data-dir=/x', '--password-store=gnome-libsecret', 'inspect', '--force-device-scale-factor=2'])(
  '%s is fine',
  (argument) => {
    expect(refusedSwitch(['firedrill', argument])).toBeNull();
  },
);
