import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';

/** The proxy did not open a way. Nothing of the request has left. */
class ProxyFailed extends Error {
  override readonly name = 'ProxyFailed';
  readonly code: string;
  constructor(why: string, options?: ErrorOptions) {
    super(`the proxy did not open a way: ${why}`, options);
    this.code = `FIREDRILL_PROXY_${why}`;
  }
}

/** Asks the proxy for a connection to `target` (host:port). Rejects with `ProxyFailed`, whatever the reason. */
export function openTunnel(proxy: string, target: string, timeoutMs: number): Promise<Socket> {
  const { protocol, hostname, port, username, password } = new URL(proxy);
  const secure = protocol === 'https:';
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const asked = (secure ? httpsRequest : httpRequest)({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 443 : 80) : Number(port),
    method: 'CONNECT',
    path: target,
    agent: false,
    ...(secure ? { rejectUnauthorized: true, minVersion: 'TLSv1.2' } : {}),
    maxHeaderSize: 16 * 1024,
    headers: { host: target, ...authorization(username, password) },
  });
  const late = setTimeout(() => asked.destroy(new ProxyFailed('TIMEOUT')), timeoutMs);
  asked.on('connect', (answer: IncomingMessage, socket: Socket, head: Buffer) => {
    clearTimeout(late);
    if (answer.statusCode === 200 && head.length === 0) return resolve(socket);
    socket.destroy();
    reject(new ProxyFailed(answer.statusCode === 200 ? 'TALKED' : String(answer.statusCode)));
  });
  asked.on('response', (answer) => asked.destroy(new ProxyFailed(String(answer.statusCode))));
  asked.on('error', (error) => {
    clearTimeout(late);
    const code = 'code' in error ? String(error.code) : 'FAILED';
    reject(error instanceof ProxyFailed ? error : new ProxyFailed(code, { cause: error }));
  });
  asked.end();
  return promise;
}

function authorization(username: string, password: string): { 'proxy-authorization'?: string } {
  if (username === '' && password === '') return {};
  const both = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(both).toString('base64')}` };
}
