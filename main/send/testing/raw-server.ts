import { createServer, type AddressInfo, type Socket } from 'node:net';

export type RawServer = {
  readonly origin: string;
  /** What each connection sent, byte for byte. */
  readonly received: readonly string[];
  close(): Promise<void>;
};

/**
 * A server of bytes, for everything a proper HTTP server would not do. `answer` is called once a whole request with
 * its body is there.
 */
export async function openRawServer(answer: (socket: Socket, request: string) => void): Promise<RawServer> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const index = received.push('') - 1;
    let isAnswered = false;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      const request = (received[index] ?? '') + chunk.toString('utf8');
      received[index] = request;
      if (isAnswered || !isWhole(request)) return;
      isAnswered = true;
      answer(socket, request);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

export function isWhole(request: string): boolean {
  const end = request.indexOf('\r\n\r\n');
  const length = /^content-length: (\d+)/im.exec(request)?.[1];
  return end >= 0 && Buffer.byteLength(request.slice(end + 4)) >= Number(length ?? 0);
}

export function httpAnswer(status: number, body: string, headers: readonly string[] = []): string {
  const head = [
    `HTTP/1.1 ${status} Whatever`,
    `content-length: ${Buffer.byteLength(body)}`,
    ...headers,
    '',
    '',
  ];
  return head.join('\r\n') + body;
}
