import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { jsonPost } from '#shared/http/http-request.ts';
import { object } from '#shared/json/json.ts';
import { findProvider } from '#shared/providers/registry.ts';
import { classify } from './classify.ts';
import { exchange } from './http.ts';
import { type FaultServer, openFaultServer, testAuthority } from './testing/fault-server.ts';

const TIMEOUTS = { connect: 400, headers: 400, whole: 1200 };
const YES = '{"status":"success","message":"Event processed","dedup_key":"k"}';

type Proxy = { readonly asked: string[]; readonly url: string; close(): void };
let vendor: FaultServer;
const opened: { close(): unknown }[] = [];
beforeEach(async () => {
  vendor = await openFaultServer({
    tls: 'good',
    onRequest: (socket) =>
      socket.end(`HTTP/1.1 202 Accepted\r\ncontent-length: ${YES.length}\r\nconnection: close\r\n\r\n${YES}`),
  });
  opened.push(vendor);
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

/** A proxy that connects to where it is told, unless `answer` does something else. */
async function openProxy(answer?: (socket: Socket) => void): Promise<Proxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connection', (socket) => sockets.add(socket.on('error', () => {})));
  server.on('connect', (request, socket: Socket) => {
    asked.push(`${request.url} ${request.headers['proxy-authorization'] ?? '-'}`);
    if (answer !== undefined) return answer(socket);
    const [host, port] = (request.url ?? '').split(':');
    const far = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      far.pipe(socket).pipe(far);
    });
    sockets.add(far.on('error', () => {}));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const proxy = {
    asked,
    url: `http://me:p%40ss@127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
  opened.push(proxy);
  return proxy;
}

async function through(proxy: string) {
  const provider = findProvider('pagerduty');
  if (provider === undefined) throw new Error('no pagerduty');
  const route = async () => ({ proxy, extraCa: [testAuthority] });
  const request = jsonPost(`${vendor.origin}/v2/enqueue`, object([]));
  const result = await exchange(request, new AbortController().signal, TIMEOUTS, route);
  return { result, outcome: classify(result, provider) };
}

test('a request goes through the proxy, and the proxy sees nothing of it but where it goes', async () => {
  const proxy = await openProxy();
  const { result, outcome } = await through(proxy.url);
  expect(outcome.state).toBe('delivered');
  expect(result.phase).toBe('complete');
  const credentials = Buffer.from('me:p@ss').toString('base64');
  expect(proxy.asked).toEqual([`${new URL(vendor.origin).host} Basic ${credentials}`]);
  expect(vendor.received.join('')).toContain('POST /v2/enqueue');
  expect(vendor.received.join('').toLowerCase()).not.toContain('proxy-authorization');
});

describe('a proxy that opens no way keeps everything here', () => {
  test.each<[string, (socket: Socket) => void, string]>([
    [
      '407',
      (socket) => socket.end('HTTP/1.1 407 Who are you\r\ncontent-length: 0\r\n\r\n'),
      'FIREDRILL_PROXY_407',
    ],
    ['502', (socket) => socket.end('HTTP/1.1 502 No\r\ncontent-length: 0\r\n\r\n'), 'FIREDRILL_PROXY_502'],
    ['silence', () => {}, 'FIREDRILL_PROXY_TIMEOUT'],
    ['a reset', (socket) => socket.resetAndDestroy(), 'FIREDRILL_PROXY_ECONNRESET'],
    ['not HTTP', (socket) => socket.end('hello\r\n\r\n'), 'FIREDRILL_PROXY_HPE_INVALID_CONSTANT'],
    [
      'a redirect',
      (socket) => socket.end('HTTP/1.1 302 There\r\nlocation: http://login/\r\ncontent-length: 0\r\n\r\n'),
      'FIREDRILL_PROXY_302',
    ],
  ])('%s', async (_, answer, code) => {
    const proxy = await openProxy(answer);
    const { result, outcome } = await through(proxy.url);
    expect(result).toMatchObject({ phase: 'prepared', failure: { code } });
    expect(outcome).toMatchObject({ state: 'failed', reason: 'proxy', again: 'no' });
    expect(vendor.received).toEqual([]);
  });

  test('nothing listens', async () => {
    const { result, outcome } = await through('http://127.0.0.1:9');
    expect(result).toMatchObject({ phase: 'prepared', failure: { code: 'FIREDRILL_PROXY_ECONNREFUSED' } });
    expect(outcome.reason).toBe('proxy');
  });
});

test('a proxy that answers in the place of the vendor cannot pass for it', async () => {
  const reading = await openFaultServer({ tls: 'self-signed' });
  opened.push(reading);
  const proxy = await openProxy((socket) => {
    const far = connect(Number(new URL(reading.origin).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      far.pipe(socket).pipe(far);
    });
    far.on('error', () => {});
  });
  const { result, outcome } = await through(proxy.url);
  expect(result.phase).toBe('prepared');
  expect(outcome).toMatchObject({ state: 'failed', reason: 'tls' });
  expect(reading.received.join('')).not.toContain('POST');
});
