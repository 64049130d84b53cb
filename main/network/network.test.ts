import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Settings } from '#shared/model/settings.ts';
import { testAuthority } from '#main/send/testing/fault-server.ts';
import { openNetwork, type SystemProxy } from './network.ts';

const folder = mkdtempSync(join(tmpdir(), 'firedrill-network-'));
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

function open(
  settings: Partial<Settings> = {},
  { env = {}, systemProxy = null }: { env?: NodeJS.ProcessEnv; systemProxy?: SystemProxy | null } = {},
) {
  return openNetwork({
    settings: () => ({ proxy: { mode: 'system' }, caFile: null, ...settings }),
    env,
    systemProxy,
    now: () => new Date('2026-11-21T00:00:00Z'),
  });
}
const proxyFor = async (network: ReturnType<typeof open>, url = 'https://events.pagerduty.com/v2/enqueue') =>
  (await network.route(url)).proxy;

describe('the environment', () => {
  test.each<[NodeJS.ProcessEnv, string | null]>([
    [{}, null],
    [{ HTTPS_PROXY: 'http://proxy:8080' }, 'http://proxy:8080'],
    [{ HTTPS_PROXY: 'proxy:8080' }, 'http://proxy:8080'],
    [{ HTTPS_PROXY: 'http://upper', https_proxy: 'http://lower' }, 'http://lower'],
    [{ ALL_PROXY: 'http://all' }, 'http://all'],
    [{ HTTP_PROXY: 'http://only-http' }, null],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: 'pagerduty.com' }, null],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: '.pagerduty.com' }, null],
    [{ HTTPS_PROXY: 'http://p', no_proxy: 'localhost, EVENTS.pagerduty.com:443' }, null],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: 'events.pagerduty.com:8443' }, 'http://p'],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: 'duty.com,eu.pagerduty.com' }, 'http://p'],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: '*' }, null],
    [{ HTTPS_PROXY: '  ' }, null],
  ])('%j', async (env, expected) => {
    expect(await proxyFor(open({}, { env }))).toBe(expected);
  });

  test('what is on this computer is never asked of a proxy', async () => {
    const network = open({}, { env: { HTTPS_PROXY: 'http://p' } });
    for (const url of ['https://127.0.0.1:8443/', 'https://localhost/', 'http://127.0.0.1:1/']) {
      expect(await proxyFor(network, url)).toBeNull();
    }
  });
});

test('the settings win over the environment', async () => {
  const env = { HTTPS_PROXY: 'http://env' };
  expect(await proxyFor(open({ proxy: { mode: 'none' } }, { env }))).toBeNull();
  expect(await proxyFor(open({ proxy: { mode: 'manual', url: 'https://own:3128' } }, { env }))).toBe(
    'https://own:3128',
  );
});

describe('what the system says', () => {
  test.each<[string, string | null]>([
    ['DIRECT', null],
    ['PROXY proxy.example:8080; DIRECT', 'http://proxy.example:8080'],
    ['HTTPS proxy.example:443', 'https://proxy.example:443'],
  ])('%s', async (said, expected) => {
    expect(await proxyFor(open({}, { systemProxy: async () => said }))).toBe(expected);
  });

  test('a SOCKS proxy is said to be of no use, and nothing goes around it', async () => {
    const network = open({}, { systemProxy: async () => 'SOCKS5 proxy.example:1080' });
    await expect(network.route('https://events.pagerduty.com/')).rejects.toThrow(
      /SOCKS5 proxy, which Firedrill cannot use/,
    );
    expect(await network.status()).toMatchObject({
      proxyInUse: null,
      proxyProblem: expect.stringMatching(/SOCKS5/),
    });
  });
});

test('the status shows the proxy without the password in it', async () => {
  const network = open({}, { env: { HTTPS_PROXY: 'http://me:secret@proxy.example:8080' } });
  const status = await network.status();
  expect(status.proxyInUse).toBe('http://proxy.example:8080');
  expect(JSON.stringify(status)).not.toContain('secret');
});

describe('certificates', () => {
  test('of a file are trusted beside the usual ones, and named', async () => {
    const network = open({ caFile: file('ca.pem', `a comment\n${testAuthority}`) });
    expect((await network.route('https://events.pagerduty.com/')).extraCa).toHaveLength(1);
    const status = await network.status();
    expect(status.caProblem).toBeNull();
    expect(status.caSubjects).toHaveLength(1);
  });

  test.each<[string, string, RegExp]>([
    ['no file', join(folder, 'absent.pem'), /cannot be read \(ENOENT\)/],
    [
      'no certificate',
      file('key.pem', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'),
      /no certificate in it/,
    ],
    [
      'a damaged one',
      file('bad.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'),
      /is damaged/,
    ],
    ['a folder', folder, /cannot be read \(EISDIR\)/],
  ])('%s: nothing is sent, and why is said', async (_, caFile, problem) => {
    const network = open({ caFile });
    await expect(network.route('https://events.pagerduty.com/')).rejects.toThrow(problem);
    expect((await network.status()).caProblem).toMatch(problem);
  });
});
