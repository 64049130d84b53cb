import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { jsonPost } from '#shared/http/http-request.ts';
import { object, text } from '#shared/json/json.ts';
import type { Phase, Reason, SendState } from '#shared/model/send.ts';
import { findProvider } from '#shared/providers/registry.ts';
import { classify } from './classify.ts';
import { exchange, type Timeouts } from './http.ts';
import { type Fault, openFaultServer, testAuthority } from './testing/fault-server.ts';

// Everything a far side can do to one attempt, and what may be said of it afterwards, for every vendor.

/** A way out that trusts the authority of the tests too. */
const trusting = async () => ({ proxy: null, extraCa: [testAuthority] });
const TIMEOUTS: Timeouts = { connect: 400, headers: 400, whole: 1200 };
const KEY = 'fd-1';

type Yes = { readonly status: number; readonly body: string };
const vendors: Readonly<Record<string, Yes>> = {
  pagerduty: { status: 202, body: `{"status":"success","message":"Event processed","dedup_key":"${KEY}"}` },
  bigpanda: { status: 201, body: '{"response":{"status":"success"}}' },
  victorops: { status: 200, body: `{"result":"success","entity_id":"${KEY}"}` },
};

type Expected = readonly [phase: Phase, state: SendState, reason: Reason | null];
type Row = readonly [
  name: string,
  fault: Fault | ((yes: Yes) => Fault),
  expected: Expected,
  /** Vendors whose contract says otherwise. */
  other?: Readonly<Record<string, Expected>>,
];

const on = (onRequest: (socket: Socket, request: string) => void): Fault => ({ onRequest });
const bytes = (content: string | Uint8Array) => on((socket) => socket.end(content));
const head = (status: number | string, headers: readonly string[]) =>
  [`HTTP/1.1 ${status} Whatever`, ...headers, '', ''].join('\r\n');
const reply = (status: number | string, body: string | Buffer, headers: readonly string[] = []) => {
  const content = Buffer.from(body);
  const length = `content-length: ${content.length}`;
  return bytes(Buffer.concat([Buffer.from(head(status, [length, ...headers])), content]));
};
const yesWith = (headers: readonly string[]) => (yes: Yes) =>
  bytes(head(yes.status, [`content-length: ${yes.body.length}`, ...headers]) + yes.body);
const yesAs = (change: (body: string) => string | Buffer) => (yes: Yes) =>
  reply(yes.status, change(yes.body));
const drip = (socket: Socket, content: string, ms: number) => {
  let at = 0;
  const timer = setInterval(() => {
    if (at < content.length && socket.writable) socket.write(content[at++] ?? '');
  }, ms);
  socket.on('close', () => clearInterval(timer));
};

const NOTHING_LEFT = {
  unreachable: ['prepared', 'failed', 'unreachable'],
  tls: ['prepared', 'failed', 'tls'],
} as const satisfies Record<string, Expected>;
const CUT: Expected = ['connected', 'unknown', 'reset'];
const SILENT: Expected = ['connected', 'unknown', 'timeout'];
const NOT_HTTP: Expected = ['connected', 'unknown', 'protocol'];
const PORTAL: Expected = ['complete', 'unknown', 'not_understood'];
const TAKEN: Expected = ['complete', 'delivered', null];
const REDIRECT: Expected = ['complete', 'rejected', 'redirect'];
const LIMITED: Expected = ['complete', 'failed', 'rate_limited'];

const connection: readonly Row[] = [
  ['refuses', { refuses: true }, ['prepared', 'failed', 'refused']],
  ['accepts, then says nothing', {}, SILENT],
  ['resets at the first byte of the request', { onStart: (socket) => socket.resetAndDestroy() }, CUT],
  ['resets after the request', on((socket) => socket.resetAndDestroy()), CUT],
  ['closes without an answer', on((socket) => socket.end()), CUT],
  ['closes its half at once and reads on', { onConnection: (socket) => socket.end() }, CUT],
  [
    'accepts on the TLS port, then resets',
    { tls: 'behind', onConnection: (s) => s.resetAndDestroy() },
    NOTHING_LEFT.unreachable,
  ],
  ['a certificate that it signed itself', { tls: 'self-signed' }, NOTHING_LEFT.tls],
  ['a certificate that has expired', { tls: 'expired' }, NOTHING_LEFT.tls],
  ['a certificate for another host', { tls: 'wrong-host' }, NOTHING_LEFT.tls],
  ['TLS 1.1 and nothing newer', { tls: 'only-1.1' }, NOTHING_LEFT.tls],
  [
    'plain HTTP on the TLS port',
    { tls: 'behind', onConnection: (s) => s.end(head(400, [])) },
    NOTHING_LEFT.tls,
  ],
  ['stalls in the handshake', { tls: 'behind' }, ['prepared', 'failed', 'connect_timeout']],
  [
    'a certificate of an authority that is trusted',
    (yes) => ({ ...reply(yes.status, yes.body), tls: 'good' }),
    TAKEN,
  ],
];

const statusLine: readonly Row[] = [
  ['garbage', bytes('\u0000\u0001garbage\r\n\r\n'), NOT_HTTP],
  ['HTTP/0.9', (yes) => bytes(yes.body), NOT_HTTP],
  ['an HTTP/2 preface', bytes('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), NOT_HTTP],
  ['an HTTP/2 SETTINGS frame', bytes(new Uint8Array([0, 0, 0, 4, 0, 0, 0, 0, 0])), NOT_HTTP],
  ['Content-Length twice, and not the same', yesWith(['content-length: 3']), NOT_HTTP],
  [
    'Content-Length twice, and the same',
    (yes) => yesWith([`content-length: ${yes.body.length}`])(yes),
    NOT_HTTP,
  ],
  ['Content-Length and Transfer-Encoding', yesWith(['transfer-encoding: chunked']), NOT_HTTP],
  ['a header of 20 KiB', yesWith([`x: ${'y'.repeat(20_480)}`]), NOT_HTTP],
  ['10,000 headers', yesWith(Array.from({ length: 10_000 }, (_, n) => `x-${n}: y`)), NOT_HTTP],
  [
    'headers without end',
    on((socket) => flood(socket, `x: ${'y'.repeat(1000)}\r\n`, head(202, []).slice(0, -2))),
    NOT_HTTP,
  ],
  [
    'headers that come a byte at a time',
    on((socket) => drip(socket, `HTTP/1.1 202 Accepted\r\nx: ${'y'.repeat(900)}`, 60)),
    ['connected', 'unknown', 'timeout'],
  ],
  ['100 Continue, then nothing', on((socket) => socket.write(head(100, []))), NOT_HTTP],
  ['103, then nothing', on((socket) => socket.write(head(103, []))), SILENT],
  ['103, then the end', on((socket) => socket.end(head(103, []))), CUT],
  [
    '103, then a yes',
    (yes) =>
      bytes(head(103, ['link: </x>']) + head(yes.status, [`content-length: ${yes.body.length}`]) + yes.body),
    TAKEN,
  ],
  ['101', on((socket) => socket.end(head(101, ['connection: upgrade', 'upgrade: websocket']))), NOT_HTTP],
  ['NUL in a header', yesWith(['x: a\u0000b']), NOT_HTTP],
  [
    'bare line feeds',
    (yes) => bytes(`HTTP/1.1 ${yes.status} OK\ncontent-length: ${yes.body.length}\n\n${yes.body}`),
    NOT_HTTP,
  ],
  ['999', (yes) => reply(999, yes.body), PORTAL],
  ['600', (yes) => reply(600, yes.body), PORTAL],
  ['000', (yes) => reply('000', yes.body), NOT_HTTP],
  ['a status of two digits', (yes) => reply('20', yes.body), NOT_HTTP],
];

const lookAlikes: readonly Row[] = [
  ['a yes', (yes) => reply(yes.status, yes.body), TAKEN],
  ['a page of HTML', (yes) => reply(yes.status, '<html>Sign in to the network</html>'), PORTAL],
  ['nothing', (yes) => reply(yes.status, ''), PORTAL, { bigpanda: TAKEN }],
  ['half of the JSON, but all of the length', yesAs((body) => body.slice(0, -5)), PORTAL],
  [
    'a yes in words, an error in the body',
    (yes) => reply(yes.status, '{"status":"error","result":"error"}'),
    PORTAL,
  ],
  ['a yes about another incident', yesAs((body) => body.replace(KEY, 'fd-2')), PORTAL, { bigpanda: TAKEN }],
  ['a yes with another vendor’s code', (yes) => reply(yes.status === 202 ? 200 : 202, yes.body), PORTAL],
  [
    'a yes that breaks off',
    (yes) => bytes(head(yes.status, ['content-length: 900']) + yes.body),
    ['answered', 'unknown', 'reset'],
  ],
  [
    'a yes that is reset half-way',
    (yes) =>
      on((socket) => {
        socket.write(head(yes.status, ['content-length: 900']) + yes.body.slice(0, 9));
        setTimeout(() => socket.resetAndDestroy(), 30);
      }),
    ['answered', 'unknown', 'reset'],
  ],
  ['a length that is too short', (yes) => bytes(head(yes.status, ['content-length: 9']) + yes.body), PORTAL],
  [
    'chunks without an end',
    (yes) =>
      bytes(
        `${head(yes.status, ['transfer-encoding: chunked'])}${yes.body.length.toString(16)}\r\n${yes.body}\r\n`,
      ),
    ['answered', 'unknown', 'reset'],
  ],
  [
    'chunks that are none',
    (yes) => bytes(`${head(yes.status, ['transfer-encoding: chunked'])}zz\r\n${yes.body}`),
    ['answered', 'unknown', 'protocol'],
  ],
  [
    '100 MB',
    (yes) =>
      on((socket) => flood(socket, 'x'.repeat(65_536), head(yes.status, ['content-length: 104857600']))),
    ['answered', 'unknown', 'too_large'],
  ],
  [
    'a body that comes a byte at a time',
    (yes) =>
      on((socket) => {
        socket.write(head(yes.status, ['content-length: 900']));
        drip(socket, 'x'.repeat(900), 60);
      }),
    ['answered', 'unknown', 'timeout'],
  ],
  [
    'gzip that nobody asked for, 50 MB of it',
    (yes) => reply(yes.status, gzipSync(Buffer.alloc(50_000_000)), ['content-encoding: gzip']),
    PORTAL,
  ],
  ['204', reply(204, ''), PORTAL, { bigpanda: ['complete', 'delivered', 'duplicate'] }],
  ['205', reply(205, ''), PORTAL],
  ['206', (yes) => reply(206, yes.body), PORTAL],
  ['207', (yes) => reply(207, yes.body), PORTAL],
  ['a byte order mark', yesAs((body) => `\uFEFF${body}`), PORTAL],
  ['UTF-16', yesAs((body) => Buffer.from(body, 'utf16le')), PORTAL],
  [
    'the same name twice',
    yesAs((body) => body.replace('{', '{"status":"error","status":"x","result":"failure",')),
    PORTAL,
  ],
  ['a million brackets', yesAs(() => '['.repeat(1_000_000)), PORTAL],
  [
    'a no that breaks off',
    bytes(`${head(401, ['content-length: 900'])}{"err`),
    ['answered', 'rejected', 'auth'],
  ],
  ['a teapot', reply(418, '{}'), PORTAL],
  ['a captive portal’s own code', reply(511, '<html>'), ['complete', 'rejected', 'not_processed']],
];

const elsewhere = 'location: http://127.0.0.1:9/';
const redirects: readonly Row[] = [
  ...[300, 301, 302, 303, 307, 308].map(
    (code): Row => [`${code} to another host`, reply(code, '', [elsewhere]), REDIRECT],
  ),
  ['304', bytes(head(304, [])), REDIRECT],
  ['307 to plain http', reply(307, '', ['location: http://events.example/']), REDIRECT],
  ['307 to itself', reply(307, '', ['location: /']), REDIRECT],
  ['307 to a file', reply(307, '', ['location: file:///etc/passwd']), REDIRECT],
  ['307 to nowhere', reply(307, ''), REDIRECT],
  ['307 to two places', reply(307, '', [elsewhere, 'location: /']), REDIRECT],
  ['308 with a yes in it', (yes) => reply(308, yes.body, [elsewhere]), REDIRECT],
];

const WAITS = [
  '0',
  '5',
  '-1',
  '1.5',
  '99999999',
  'abc',
  '',
  'Fri, 31 Dec 1999 23:59:59 GMT',
  'Fri, 31 Dec 9999 23:59:59 GMT',
  'Mon, 01 Jan 1900 00:00:00 GMT',
];
const waits: readonly Row[] = [
  ...WAITS.map(
    (wait): Row => [`429, Retry-After “${wait}”`, reply(429, '', [`retry-after: ${wait}`]), LIMITED],
  ),
  ['429 with two of them', reply(429, '', ['retry-after: 1', 'retry-after: 9']), LIMITED],
  ['503, Retry-After 5', reply(503, '', ['retry-after: 5']), ['complete', 'unknown', 'server_error']],
  ['301, Retry-After 5', reply(301, '', ['retry-after: 5']), REDIRECT],
];

describe.each(Object.entries(vendors))('%s', (id, yes) => {
  const provider = findProvider(id);
  if (provider === undefined) throw new Error(`no ${id}`);
  describe.each<[string, readonly Row[]]>([
    ['connection', connection],
    ['status line and headers', statusLine],
    ['looks like a yes', lookAlikes],
    ['redirects', redirects],
    ['when to come back', waits],
  ])('%s', (_, rows) => {
    test.concurrent.for(rows)('%s', async ([, fault, expected, other]) => {
      const server = await openFaultServer(typeof fault === 'function' ? fault(yes) : fault);
      try {
        const request = jsonPost(`${server.origin}/v2/enqueue`, object([['key', text(KEY)]]));
        const result = await exchange(request, new AbortController().signal, TIMEOUTS, trusting);
        const { state, reason } = classify(result, provider, KEY);
        expect([result.phase, state, reason], result.failure?.code).toEqual(other?.[id] ?? expected);
        expect(server.received.length, 'one connection, and no second try').toBeLessThanOrEqual(1);
        if (result.phase === 'prepared') expect(server.received.join('')).not.toContain('POST');
      } finally {
        await server.close();
      }
    });
  });
});

test('a connection that is reset at once was either never there, or nobody knows', async () => {
  const server = await openFaultServer({ onConnection: (socket) => socket.resetAndDestroy() });
  const provider = findProvider('pagerduty');
  if (provider === undefined) throw new Error('no pagerduty');
  const request = jsonPost(`${server.origin}/`, object([]));
  const result = await exchange(request, new AbortController().signal, TIMEOUTS);
  // which of the two is decided by what this computer hears first, and each is told as what it is
  const { state } = classify(result, provider);
  expect(`${result.phase} ${state}`).toMatch(/^(prepared failed|connected unknown)$/);
  await server.close();
});

test('an authority that nobody here knows is not trusted', async () => {
  const server = await openFaultServer({ tls: 'good' });
  const request = jsonPost(`${server.origin}/`, object([]));
  const result = await exchange(request, new AbortController().signal, TIMEOUTS);
  expect(result).toMatchObject({ phase: 'prepared', failure: { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' } });
  await server.close();
});

test('a yes that comes after the caller gave up changes nothing', async () => {
  const giveUp = new AbortController();
  const { promise: answered, resolve } = Promise.withResolvers<void>();
  const server = await openFaultServer(
    on((socket) => {
      giveUp.abort();
      setTimeout(() => socket.end(head(202, []), resolve), 50);
    }),
  );
  const provider = findProvider('pagerduty');
  if (provider === undefined) throw new Error('no pagerduty');
  const result = await exchange(jsonPost(`${server.origin}/`, object([])), giveUp.signal, TIMEOUTS);
  expect(classify(result, provider)).toMatchObject({ state: 'unknown', reason: 'aborted' });
  await answered;
  expect(result.status).toBeNull();
  await server.close();
});

/** Writes on and on, as fast as it is read. */
function flood(socket: Socket, piece: string, first: string): void {
  socket.write(first);
  const more = () => {
    while (socket.writable && socket.write(piece));
    if (socket.writable) socket.once('drain', more);
  };
  more();
}
