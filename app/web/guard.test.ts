import { describe, expect, test } from 'vitest';
import { admit, type Knock } from './guard.ts';

const PORT = 4310;
type Headers = Record<string, string | readonly string[] | null>;

/** A request of our own page, with some of it changed. Null takes a header away; a list repeats it. */
function rpc(headers: Headers = {}, rest: Partial<Knock> = {}): Knock {
  const all: Headers = {
    Host: `127.0.0.1:${PORT}`,
    Origin: `http://127.0.0.1:${PORT}`,
    'Sec-Fetch-Site': 'same-origin',
    'Sec-Fetch-Mode': 'cors',
    'Content-Type': 'application/json',
    'Content-Length': '2',
    Authorization: `Bearer ${'t'.repeat(43)}`,
    ...headers,
  };
  return knock('POST', '/rpc/app/info', all, rest);
}
function page(headers: Headers = {}, rest: Partial<Knock> = {}): Knock {
  return knock('GET', '/', { Host: `127.0.0.1:${PORT}`, ...headers }, rest);
}
function knock(method: string, target: string, headers: Headers, rest: Partial<Knock>): Knock {
  const rawHeaders = Object.entries(headers).flatMap(([name, value]) =>
    value === null ? [] : [value].flat().flatMap((one) => [name, one]),
  );
  return { remoteAddress: '127.0.0.1', method, target, rawHeaders, port: PORT, ...rest };
}
const status = (of: Knock) => {
  const result = admit(of);
  return result.kind === 'refused' ? result.status : result.kind;
};

describe('our own page', () => {
  test('may call, with its token handed on', () => {
    expect(admit(rpc())).toEqual({ kind: 'rpc', path: '/rpc/app/info', token: 't'.repeat(43) });
  });
  test.each<[string, Knock, string]>([
    ['loads itself', page(), 'asset'],
    [
      'is opened from the address bar',
      page({ 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }),
      'asset',
    ],
    [
      'is opened from the file that starts the browser',
      page({ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }),
      'asset',
    ],
    ['exchanges its code', rpc({ Authorization: null }, { target: '/api/session' }), 'session'],
    [
      'calls from a browser without Fetch Metadata',
      rpc({ 'Sec-Fetch-Site': null, 'Sec-Fetch-Mode': null }),
      'rpc',
    ],
  ])('%s', (_, of, kind) => {
    expect(status(of)).toBe(kind);
  });
});

test.each<[string, Knock, number]>([
  ['another machine', rpc({}, { remoteAddress: '192.168.1.7' }), 403],
  ['IPv6 loopback', rpc({}, { remoteAddress: '::1' }), 403],
  ['no Host', rpc({ Host: null }), 400],
  ['two Hosts', rpc({ Host: [`127.0.0.1:${PORT}`, 'evil.example'] }), 400],
  ['DNS rebinding', rpc({ Host: `evil.example:${PORT}`, Origin: `http://evil.example:${PORT}` }), 421],
  ['DNS rebinding, loading the page', page({ Host: `evil.example:${PORT}` }), 421],
  ['localhost by name', rpc({ Host: `localhost:${PORT}` }), 421],
  ['a Host without port', rpc({ Host: '127.0.0.1' }), 421],
  ['a Host with a trailing dot', rpc({ Host: `127.0.0.1.:${PORT}` }), 421],
  ['a decimal address', rpc({ Host: `2130706433:${PORT}` }), 421],
  ['two Origins', rpc({ Origin: [`http://127.0.0.1:${PORT}`, 'http://evil.example'] }), 400],
  ['two tokens', rpc({ Authorization: ['Bearer a', 'Bearer b'] }), 400],
  ['two lengths', rpc({ 'Content-Length': ['2', '3'] }), 400],
  ['an absolute-form target', rpc({}, { target: 'http://evil.example/rpc' }), 400],
  ['a target of two slashes', page({}, { target: '//evil.example/' }), 400],
  ['climbing', page({}, { target: '/assets/../../etc/passwd' }), 400],
  ['climbing, encoded', page({}, { target: '/assets/%2e%2e/%2e%2e/etc/passwd' }), 400],
  ['an encoded slash', page({}, { target: '/assets%2f..' }), 400],
  ['a backslash', page({}, { target: '/assets\\..\\x' }), 400],
  ['an encoded NUL', page({}, { target: '/index.html%00' }), 400],
  ['a very long target', page({}, { target: `/${'a'.repeat(3000)}` }), 400],
  ['through a proxy', rpc({ Forwarded: 'for=1.2.3.4' }), 400],
  ['through a proxy, the usual way', rpc({ 'X-Forwarded-For': '1.2.3.4' }), 400],
  ['via something', rpc({ Via: '1.1 squid' }), 400],
  ['an upgrade', rpc({ Upgrade: 'websocket' }), 400],
  ['a GET of the API', rpc({}, { method: 'GET' }), 405],
  ['a preflight', rpc({}, { method: 'OPTIONS' }), 405],
  ['a POST to a page', page({}, { method: 'POST' }), 405],
  ['TRACE', page({}, { method: 'TRACE' }), 405],
  ['no Origin on the API', rpc({ Origin: null }), 403],
  ['Origin null', rpc({ Origin: 'null' }), 403],
  ['another Origin', rpc({ Origin: 'https://evil.example' }), 403],
  ['another port on this computer', rpc({ Origin: 'http://127.0.0.1:9999' }), 403],
  ['another Origin asking for a file', page({ Origin: 'https://evil.example' }), 403],
  ['cross-site', rpc({ 'Sec-Fetch-Site': 'cross-site' }), 403],
  ['same-site, which another port on this computer is', rpc({ 'Sec-Fetch-Site': 'same-site' }), 403],
  ['a navigation to the API', rpc({ 'Sec-Fetch-Mode': 'navigate' }), 403],
  [
    'a script of ours in a page of theirs',
    page(
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' },
      { target: '/assets/a.js' },
    ),
    403,
  ],
  [
    'our page in a frame of theirs',
    page({ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' }),
    403,
  ],
  ['a form', rpc({ 'Content-Type': 'application/x-www-form-urlencoded' }), 415],
  ['text/plain', rpc({ 'Content-Type': 'text/plain' }), 415],
  ['JSON with a parameter', rpc({ 'Content-Type': 'application/json; charset=utf-8' }), 415],
  ['no length', rpc({ 'Content-Length': null }), 411],
  ['a chunked body', rpc({ 'Transfer-Encoding': 'chunked' }), 400],
  ['too much', rpc({ 'Content-Length': String(1024 * 1024 + 1) }), 413],
])('%s is refused', (_, of, expected) => {
  expect(status(of)).toBe(expected);
});
