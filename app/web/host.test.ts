import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestEngine, type TestEngine } from '#main/testing/test-engine.ts';
import type { Contract } from '#shared/contract/contract.ts';
import { openWebHost, type WebHost } from './host.ts';

let at: TestEngine;
let host: WebHost;
let stale = 0;
beforeEach(async () => {
  stale = 0;
  at = await openTestEngine();
  const page = {
    bytes: Buffer.from('<html nonce="__CSP_NONCE__">'),
    type: 'text/html; charset=utf-8',
    etag: '"1"',
  };
  host = await openWebHost({
    engine: at.engine,
    files: new Map([['/', page]]),
    port: 0,
    onStaleCode: () => void stale++,
  });
});
afterEach(async () => {
  await host.close();
  await at.close();
});

type Reply = { status: number; headers: Record<string, unknown>; body: string };

/** As our page asks, unless `headers` say otherwise. */
function ask(method: string, path: string, body = '', headers: Record<string, string> = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(host.origin + path, {
      method,
      agent: false,
      headers: {
        ...(method === 'POST' ? { 'content-type': 'application/json', origin: host.origin } : {}),
        'content-length': Buffer.byteLength(body),
        ...headers,
      },
    });
    outgoing.on('error', reject).on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    outgoing.end(body);
  });
}

async function connectTab(): Promise<string> {
  const code = host.newAddress().split('#c=')[1];
  const { status, body } = await ask('POST', '/api/session', JSON.stringify({ code }));
  expect(status).toBe(200);
  return (JSON.parse(body) as { token: string }).token;
}

function clientWith(token: string): ContractRouterClient<Contract> {
  return createORPCClient(
    new RPCLink({
      url: `${host.origin}/rpc`,
      headers: { authorization: `Bearer ${token}`, origin: host.origin },
    }),
  );
}

test('listens on 127.0.0.1 and prints an address that connects one tab', async () => {
  expect(host.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const info = await clientWith(await connectTab()).app.info({});
  expect(info).toEqual(at.engine.info);
});

test('typed errors and live updates cross, and an ended stream ends in the engine too', async () => {
  const client = clientWith(await connectTab());
  await expect(client.history.get({ id: 'none' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
    data: { what: 'send' },
  });
  const stop = new AbortController();
  const rooms: string[] = [];
  for await (const { room, id } of await client.live.updates({}, { signal: stop.signal })) {
    rooms.push(room);
    if (rooms.length === 5)
      void client.drafts.save({ id: 'd1', provider: 'x', kind: 'y', destinationId: null, forms: {} });
    if (id !== null) break;
  }
  stop.abort();
  expect(rooms.at(-1)).toBe('drafts');
});

describe('without a token', () => {
  test.each(['', 'x'.repeat(43)])('nothing is answered: %s', async (token) => {
    const reply = await ask(
      'POST',
      '/rpc/app/info',
      '{"json":{}}',
      token === '' ? {} : { authorization: `Bearer ${token}` },
    );
    expect(reply).toMatchObject({ status: 401, body: '{"code":"UNAUTHORIZED"}' });
    expect(reply.headers['www-authenticate']).toBe('Bearer');
  });

  test('a used code is refused, and whoever sees the terminal gets a new one', async () => {
    const code = host.newAddress().split('#c=')[1];
    await ask('POST', '/api/session', JSON.stringify({ code }));
    expect((await ask('POST', '/api/session', JSON.stringify({ code }))).status).toBe(401);
    expect(stale).toBe(1);
  });

  test('guessing codes is slowed down', async () => {
    for (let i = 0; i < 21; i++) await ask('POST', '/api/session', '{"code":"guess"}');
    expect(await ask('POST', '/api/session', '{"code":"guess"}')).toMatchObject({ status: 429 });
  });
});

test('every reply carries the policy, says nothing of the server, allows no other origin and echoes nothing', async () => {
  const token = await connectTab();
  const replies = [
    await ask('GET', '/'),
    await ask('GET', '/nothing-<script>'),
    await ask('POST', '/rpc/app/info', '{"json":{}}', { authorization: `Bearer ${token}` }),
    await ask('POST', '/rpc/no/such', '{"json":{}}', { authorization: `Bearer ${token}` }),
    await ask('POST', '/rpc/app/info', '{"json":', { authorization: `Bearer ${token}` }),
    await ask('OPTIONS', '/rpc/app/info'),
    await ask('GET', '/', '', { host: 'evil.example' }),
  ];
  expect(replies.map(({ status }) => status)).toEqual([200, 404, 200, 404, 400, 405, 421]);
  for (const { headers, body } of replies) {
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(
      Object.keys(headers).filter((name) => /^(access-control|server|x-powered|set-cookie)/.test(name)),
    ).toEqual([]);
    expect(body).not.toContain('<script>');
  }
});

test('an unexpected fault inside is not told to the page', async () => {
  const client = clientWith(await connectTab());
  const error = await client.destinations
    .save({
      name: 'x',
      provider: 'pagerduty',
      environment: 'test',
      url: 'https://a.example/',
      settings: {},
      secrets: {},
      nonsense: 1,
    } as never)
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'BAD_REQUEST' });
});

test('a body nested deeper than anything real is refused before it is parsed', async () => {
  const token = await connectTab();
  // valid JSON that any parser takes: only the depth is wrong with it
  const body = `{"json":{},"meta":${'['.repeat(80)}${']'.repeat(80)}}`;
  const reply = await ask('POST', '/rpc/app/info', body, { authorization: `Bearer ${token}` });
  expect(reply).toMatchObject({ status: 400, body: '{"code":"BODY"}' });
});

test.each([
  'GARBAGE\r\n\r\n',
  'GET / HTTP/1.1\r\n\r\n',
  'GET / HTTP/1.0\r\n\r\n',
  'GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n',
  `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`,
  'POST /rpc/app/info HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
])('bytes that no browser sends do not get in, and do no harm: %j', async (bytes) => {
  const answer = await raw(bytes);
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect((await ask('GET', '/')).status).toBe(200);
});

function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(new URL(host.origin).port), '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('end', () => {
      socket.end();
      resolve(answer);
    });
    socket.on('error', reject);
    setTimeout(() => socket.end(), 500).unref();
  });
}
