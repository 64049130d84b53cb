import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** What the recorder answers, to the byte. */
export type Reply = string;

export type Recorder = {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Every whole request so far, to the byte. */
  readonly requests: readonly Buffer[];
  /** The answer to what comes from now on, at once or after a while. */
  answer(reply: Reply, afterMs?: number): void;
  /** The first request that is there, or the first to come. */
  first(): Promise<Buffer>;
  close(): Promise<void>;
};

/** Below HTTP on purpose: a library for it would tidy up the bytes that are to be compared. */
export async function startRecorder(): Promise<Recorder> {
  const requests: Buffer[] = [];
  const waiting: ((request: Buffer) => void)[] = [];
  const open = new Set<Socket>();
  let reply = replies.pagerdutyAccepted;
  let after = 0;

  const server = createServer((socket) => {
    open.add(socket);
    let received = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const end = wholeLength(received);
      if (end === null || received.length < end) return;
      requests.push(received);
      for (const wake of waiting.splice(0)) wake(received);
      const answered = reply;
      setTimeout(() => socket.end(answered), after).unref();
    });
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    answer(next, afterMs = 0) {
      reply = next;
      after = afterMs;
    },
    first: () =>
      requests[0] === undefined
        ? new Promise((resolve) => waiting.push(resolve))
        : Promise.resolve(requests[0]),
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const recorder = await startRecorder();
  await recorder.close();
  return Number(new URL(recorder.origin).port);
}

export const replies = {
  pagerdutyAccepted: json(202, 'Accepted', {
    status: 'success',
    message: 'Event processed',
  }),
  bigpandaCreated: json(201, 'Created', { response: { status: 'created' } }),
  victoropsTaken: json(200, 'OK', { result: 'success' }),
  tooMany: http(429, 'Too Many Requests', 'application/json', '{"status":"throttle event creation"}'),
  html: http(
    200,
    'OK',
    'text/html; charset=utf-8',
    '<!doctype html><title>Sign in</title><h1>Company proxy</h1>',
  ),
} as const satisfies Record<string, Reply>;

function json(status: number, words: string, body: unknown): Reply {
  return http(status, words, 'application/json', JSON.stringify(body));
}

function http(status: number, words: string, type: string, body: string): Reply {
  return [
    `HTTP/1.1 ${status} ${words}`,
    `content-type: ${type}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}

/** Length of the request with its body, or null while its head is not whole. */
function wholeLength(received: Buffer): number | null {
  const head = received.indexOf('\r\n\r\n');
  if (head < 0) return null;
  const length = /^content-length: *(\d+)/im.exec(received.subarray(0, head).toString('latin1'))?.[1];
  return head + 4 + Number(length ?? 0);
}
