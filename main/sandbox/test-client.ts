import { request } from 'node:http';
import { connect, type Socket } from 'node:net';

type Sent = {
  readonly method?: string;
  /** Text and bytes go as they are, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | string[]>>;
};

export type Came = {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** Undefined where the answer is empty. */
  readonly json: unknown;
};

/** One request on a connection of its own; no header but those given, Host and Content-Length. */
export function send(url: string, { method = 'POST', body = '', headers = {} }: Sent = {}): Promise<Came> {
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, agent: false, headers }, (came) => {
      const chunks: Buffer[] = [];
      came.on('data', (chunk: Buffer) => chunks.push(chunk));
      came.on('error', reject);
      came.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({
          status: came.statusCode ?? 0,
          statusText: came.statusMessage ?? '',
          headers: came.headers,
          text,
          json: text === '' ? undefined : (JSON.parse(text) as unknown),
        });
      });
    });
    sent.on('error', reject);
    sent.end(bytes);
  });
}

/** A connection that says whatever it is told to, HTTP or not. */
export async function dial(origin: string): Promise<Socket> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return socket;
}

/** Everything that comes until the far side closes. */
export function heard(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(text));
  });
}
