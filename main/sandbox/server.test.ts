import { networkInterfaces } from 'node:os';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxKeys } from './keys.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { dial, heard, send } from './test-client.ts';

let sandbox: Sandbox;
let url: string;
let port: string;

beforeAll(async () => {
  sandbox = await openSandbox();
  url = `${sandbox.origin}/v2/enqueue`;
  port = new URL(sandbox.origin).port;
});
afterAll(() => sandbox.close());

const body = {
  routing_key: sandboxKeys.pagerduty.routingKey,
  event_action: 'trigger',
  payload: { summary: 'Disk full', source: 'db-1', severity: 'critical' },
};

/** 202 while all is well. */
async function answerToOthers(): Promise<number> {
  return (await send(url, { body })).status;
}

async function said(bytes: string | Uint8Array): Promise<string> {
  const socket = await dial(sandbox.origin);
  const answer = heard(socket);
  socket.end(bytes);
  return answer;
}

describe('who may ask', () => {
  it.each(['127.0.0.1', 'localhost'])('is whoever says %s and the port', async (name) => {
    expect((await send(url, { body, headers: { host: `${name}:${port}` } })).status).toBe(202);
  });

  it.each([
    'evil.example',
    'evil.example:PORT',
    '127.0.0.1',
    'localhost',
    '127.0.0.1:1',
    'localhost.:PORT',
    '127.1:PORT',
    '2130706433:PORT',
    '[::1]:PORT',
    '127.0.0.1:PORT.evil.example',
    'a@127.0.0.1:PORT',
  ])('is not one with the Host %s', async (host) => {
    const came = await send(url, { body, headers: { host: host.replace('PORT', port) } });
    expect(came.status).toBe(421);
    expect(came.text).not.toContain(host);
  });

  it.each([
    ['another page', { origin: 'https://evil.example' }],
    ['a page of the sandbox’s own origin', { origin: 'http://127.0.0.1:PORT' }],
    ['a page without an origin', { origin: 'null' }],
    ['a link on another page', { 'sec-fetch-site': 'cross-site' }],
    ['a page on another port', { 'sec-fetch-site': 'same-site' }],
  ])('is not %s', async (_, headers: Record<string, string>) => {
    for (const method of ['POST', 'GET', 'OPTIONS']) {
      const came = await send(url, {
        method,
        body: method === 'POST' ? body : '',
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', port)]),
        ),
      });
      expect(came.status).toBe(403);
      expect(Object.keys(came.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('is not a page that hides its Origin behind 1,500 other headers', async () => {
    const filler = 'a:\r\n'.repeat(1500);
    const answer = await said(
      `POST /v2/enqueue HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${filler}Origin: https://evil.example\r\nContent-Length: 0\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });

  it('is nobody on another address of this computer', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter((address) => !address.internal && address.family === 'IPv4');
    for (const { address } of others) {
      const error = await new Promise((resolve) => {
        const socket = connect(Number(port), address, () => resolve('connected'));
        socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      });
      expect(error).not.toBe('connected');
    }
  });
});

describe('what is not a request', () => {
  it.each([
    ['two Hosts', `POST /nowhere HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHost: evil\r\n\r\n`, 400],
    ['no Host', 'POST /v2/enqueue HTTP/1.1\r\nContent-Length: 0\r\n\r\n', 400],
    ['no Host in HTTP/1.0', 'POST /v2/enqueue HTTP/1.0\r\nContent-Length: 0\r\n\r\n', 421],
    ['a whole address', 'GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n', 400],
    ['a star', 'OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n', 400],
    ['a very long path', `GET /${'a'.repeat(3000)} HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n`, 400],
    ['an unknown method', 'FIRE / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n', 400],
    ['9 KiB of headers', `GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX: ${'x'.repeat(9000)}\r\n\r\n`, 431],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      400,
    ],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    [
      'a broken chunk',
      'POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n',
      400,
    ],
    ['a greeting in TLS', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000', 400],
  ])('is refused: %s', async (_, text, status) => {
    const request = text.replaceAll('PORT', port);
    const withClose = request.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n');
    expect(await said(withClose)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(await answerToOthers()).toBe(202);
  });

  it('does not stop it, whatever the bytes are', async () => {
    let seed = 20_261_121;
    const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % 256;
    for (let round = 0; round < 50; round++) {
      await said(Uint8Array.from({ length: 600 }, random));
    }
    expect(await answerToOthers()).toBe(202);
  });

  it('is a connection that is cut off half-way', async () => {
    for (const text of [
      'POST /v2',
      `POST /v2/enqueue HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 50\r\n\r\n{"a`,
    ]) {
      const socket = await dial(sandbox.origin);
      socket.write(text, () => socket.resetAndDestroy());
      await heard(socket);
    }
    expect(await answerToOthers()).toBe(202);
  });
});

describe('a body', () => {
  it('of more than 1 MiB is too large, with a length', async () => {
    expect((await send(url, { body: 'x'.repeat(2 * 1024 * 1024) })).status).toBe(413);
    expect(sandbox.inbox()[0]).toMatchObject({ provider: 'pagerduty', status: 413, incident: null });
    expect(await answerToOthers()).toBe(202);
  });

  it('of more than 1 MiB is too large, in chunks', async () => {
    const came = await send(url, {
      body: 'x'.repeat(2 * 1024 * 1024),
      headers: { 'transfer-encoding': 'chunked' },
    });
    expect(came.status).toBe(413);
  });

  it('that never ends is cut off', async () => {
    const socket = await dial(sandbox.origin);
    const answer = heard(socket);
    socket.write(
      `POST /v2/enqueue HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const flood = () => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on('drain', flood);
    flood();
    expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(await answerToOthers()).toBe(202);
  });

  it('of exactly 1 MiB is read', async () => {
    expect(
      (await send(`${sandbox.origin}/v2/change/enqueue`, { body: ' '.repeat(1024 * 1024) })).status,
    ).toBe(400);
  });

  it.each<[string, string]>([
    ['100,000 lists', '['.repeat(100_000)],
    ['100,000 closed lists', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['100,000 objects', '{"a":'.repeat(100_000)],
    ['100,000 lists in a field', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['65 levels', `{"a":${'['.repeat(64)}${']'.repeat(64)}}`],
  ])('with %s inside each other is no JSON to anyone', async (_, text) => {
    const { token } = sandboxKeys.bigpanda;
    const alerts = `${sandbox.origin}/integrations/generic/20131114/alert/${sandboxKeys.victorops.apiKey}/x`;
    const answers = [
      await send(url, { body: text }),
      await send(`${sandbox.origin}/data/v2/alerts?access_token=${token}`, { body: text }),
      await send(alerts, { body: text }),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([400, 400, 400]);
    expect(answers[0]?.json).toMatchObject({ errors: ['JSON parse error'] });
  });

  it('may be 64 levels deep, and brackets in a text are no levels', async () => {
    const details = { deep: '', text: '[{'.repeat(100), quote: '\\"[' };
    const text = JSON.stringify({ ...body, payload: { ...body.payload, custom_details: details } }).replace(
      '"deep":""',
      `"deep":${'['.repeat(61)}${']'.repeat(61)}`,
    );
    expect((await send(url, { body: text })).status).toBe(202);
  });

  it.each([
    '{"__proto__":{"routing_key":"x"}}',
    '{"constructor":1,"toString":2,"hasOwnProperty":3}',
    '{"routing_key":{"toString":1},"event_action":[{"toString":1}],"payload":{"summary":{"toString":null}}}',
    '{"app_key":{"toString":1},"alerts":[{"host":{"toString":1}}]}',
    '{"message_type":{"toString":1},"entity_id":{"toString":1}}',
    '{"message_type":"CRITICAL","entity_id":"\\ud800","routing_key":"\\udfff"}',
  ])('that plays with names gets an ordinary answer: %s', async (text) => {
    const headers = { authorization: `Bearer ${sandboxKeys.bigpanda.token}` };
    const alerts = `${sandbox.origin}/integrations/generic/20131114/alert/${sandboxKeys.victorops.apiKey}/x`;
    for (const address of [
      url,
      `${sandbox.origin}/v2/change/enqueue`,
      `${sandbox.origin}/data/v2/alerts`,
      alerts,
    ]) {
      expect([200, 400]).toContain((await send(address, { body: text, headers })).status);
    }
  });
});

describe('a slow client', () => {
  it('does not keep the others waiting, and is hung up on', { timeout: 15_000 }, async () => {
    const silent = await dial(sandbox.origin);
    const slow = await dial(sandbox.origin);
    const answers = Promise.all([heard(silent), heard(slow)]);
    const started = performance.now();
    slow.write('POST /v2/enqueue HTTP/1.1\r\nHost: 127.0.0.1');
    const drip = setInterval(() => slow.write('x'), 500);
    expect(await answerToOthers()).toBe(202);
    await answers;
    clearInterval(drip);
    expect(performance.now() - started).toBeLessThan(9000);
  });
});

describe('closing', () => {
  it('does not wait for connections that are idle, silent or half-way through', async () => {
    const closing = await openSandbox();
    const [silent, idle, slow] = [
      await dial(closing.origin),
      await dial(closing.origin),
      await dial(closing.origin),
    ];
    const host = new URL(closing.origin).host;
    const all = [silent, idle, slow].map((socket) => heard(socket));
    idle.write(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    slow.write(`POST /v2/enqueue HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 50\r\n\r\n{`);
    await send(closing.origin);
    const started = performance.now();
    await Promise.all([closing.close(), closing.close()]);
    await Promise.all(all);
    expect(performance.now() - started).toBeLessThan(1500);
    await expect(send(closing.origin)).rejects.toThrow('ECONNREFUSED');
  });
});

it('answers with headers that keep browsers out', async () => {
  const { headers } = await send(url, { body });
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(headers['server']).toBeUndefined();
});
