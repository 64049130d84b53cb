import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { jsonPost, requestHead } from '#shared/http/http-request.ts';
import { object, text } from '#shared/json/json.ts';
import { exchange, type Timeouts } from './http.ts';
import { httpAnswer, openRawServer, type RawServer } from './testing/raw-server.ts';

const SHORT: Timeouts = { connect: 300, headers: 300, whole: 1500 };
const never = new AbortController().signal;
const open: RawServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});
async function server(answer: Parameters<typeof openRawServer>[0]): Promise<RawServer> {
  const made = await openRawServer(answer);
  open.push(made);
  return made;
}
const post = (url: string) =>
  jsonPost(url, object([['summary', text('größer 🔥')]]), [['Authorization', 'Bearer x']]);

test('what arrives is what the preview shows, byte for byte', async () => {
  const { origin, received } = await server((socket) => socket.end(httpAnswer(202, '{}')));
  const request = post(`${origin}/v2/enqueue?a=b`);
  const result = await exchange(request, never);
  expect(received).toEqual([requestHead(request) + request.body]);
  expect(result).toMatchObject({ phase: 'complete', status: 202, body: '{}', failure: null });
});

test('the headers and the whole body of the answer come back', async () => {
  const { origin } = await server((socket) => socket.end(httpAnswer(400, '{"error":"nö"}', ['x-id: 7'])));
  const result = await exchange(post(`${origin}/`), never);
  expect(result.status).toBe(400);
  expect(result.body).toBe('{"error":"nö"}');
  expect(result.headers).toContainEqual(['x-id', '7']);
});

describe('when nothing can have left, the phase stays "prepared"', () => {
  test('a refused connection', async () => {
    const closed = await openRawServer(() => {});
    await closed.close();
    const result = await exchange(post(`${closed.origin}/`), never, SHORT);
    expect(result).toMatchObject({
      phase: 'prepared',
      status: null,
      failure: { code: 'ECONNREFUSED', by: 'network' },
    });
  });

  test('a name that does not exist', async () => {
    const result = await exchange(post('https://does-not-exist.invalid/'), never);
    expect(result.phase).toBe('prepared');
    expect(['ENOTFOUND', 'EAI_AGAIN']).toContain(result.failure?.code);
  });

  test.each(['169.254.169.254', '[fe80::1]', '0.0.0.0', '224.0.0.1', '[::ffff:169.254.169.254]'])(
    'an address that no alert endpoint has: %s',
    async (host) => {
      const result = await exchange(post(`https://${host}/`), never, SHORT);
      expect(result).toMatchObject({ phase: 'prepared', failure: { code: 'FIREDRILL_ADDRESS_BLOCKED' } });
    },
  );

  test('a certificate that nobody vouches for, whatever the environment says', async () => {
    const at = (name: string) => readFileSync(new URL(`./testing/${name}`, import.meta.url));
    const requests: string[] = [];
    const secured = createTlsServer(
      { key: at('self-signed.key.pem'), cert: at('self-signed.cert.pem') },
      (request, response) => {
        requests.push(request.url ?? '');
        response.end();
      },
    );
    await new Promise<void>((resolve) => secured.listen(0, '127.0.0.1', resolve));
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    try {
      const { port } = secured.address() as AddressInfo;
      const result = await exchange(post(`https://127.0.0.1:${port}/`), never, SHORT);
      expect(result).toMatchObject({ phase: 'prepared', failure: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
      expect(requests).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
      secured.closeAllConnections();
      secured.close();
    }
  });

  test('a call that was given up before the connection stood', async () => {
    const result = await exchange(post('http://127.0.0.1:9/'), AbortSignal.abort(), SHORT);
    expect(result).toMatchObject({ phase: 'prepared', failure: { by: 'caller' } });
  });
});

describe('once connected, an answer that does not come whole leaves it open what happened', () => {
  test.each<[string, (socket: import('node:net').Socket) => void]>([
    ['the connection is reset', (socket) => socket.resetAndDestroy()],
    ['the connection is closed without a word', (socket) => socket.end()],
    ['something that is not HTTP', (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')],
    ['only an early hint', (socket) => socket.end('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n')],
    [
      'endless headers',
      (socket) => socket.end(`HTTP/1.1 202 OK\r\n${`x: ${'y'.repeat(4000)}\r\n`.repeat(8)}`),
    ],
    ['silence', () => {}],
  ])('%s', async (_, answer) => {
    const { origin } = await server(answer);
    const result = await exchange(post(`${origin}/`), never, SHORT);
    expect(result).toMatchObject({ phase: 'connected', status: null });
    expect(result.failure).not.toBeNull();
  });

  test('a body that breaks off', async () => {
    const { origin } = await server((socket) => {
      socket.write('HTTP/1.1 202 Accepted\r\ncontent-length: 100\r\n\r\n{"status":');
      setTimeout(() => socket.resetAndDestroy(), 20);
    });
    const result = await exchange(post(`${origin}/`), never, SHORT);
    expect(result).toMatchObject({ phase: 'answered', status: 202, body: '{"status":' });
  });

  test('the caller gives up while waiting', async () => {
    const { origin } = await server(() => {});
    const giveUp = new AbortController();
    setTimeout(() => giveUp.abort(), 50);
    const result = await exchange(post(`${origin}/`), giveUp.signal);
    expect(result).toMatchObject({ phase: 'connected', failure: { by: 'caller' } });
  });

  test('an answer that drips is ended by the deadline for all of it', async () => {
    const { origin } = await server((socket) => {
      socket.write('HTTP/1.1 202 Accepted\r\ncontent-length: 100000\r\n\r\n');
      const drip = setInterval(() => socket.write('x'), 50);
      socket.on('close', () => clearInterval(drip));
    });
    const result = await exchange(post(`${origin}/`), never, { ...SHORT, whole: 400 });
    expect(result).toMatchObject({ phase: 'answered', failure: { by: 'deadline' } });
  });
});

test('an answer is not read further than 1 MiB', async () => {
  const { origin } = await server((socket) => {
    socket.write('HTTP/1.1 202 Accepted\r\n\r\n');
    const flood = () => {
      while (socket.writable && socket.write('x'.repeat(65_536)));
      socket.once('drain', flood);
    };
    flood();
  });
  const result = await exchange(post(`${origin}/`), never);
  expect(result).toMatchObject({ phase: 'answered', tooLarge: true });
  expect(result.body.length).toBe(1024 * 1024);
});

test.each([300, 301, 302, 303, 304, 307, 308])('a redirect is not followed: %i', async (status) => {
  const other = await server((socket) => socket.end(httpAnswer(202, '{}')));
  const { origin } = await server((socket) =>
    socket.end(httpAnswer(status, '', [`location: ${other.origin}/`])),
  );
  const result = await exchange(post(`${origin}/`), never);
  expect(result).toMatchObject({ status, phase: 'complete' });
  expect(other.received).toEqual([]);
});
