import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { isWhole } from './raw-server.ts';

/** How a server misbehaves, from the first byte of a connection on. What is left out it does not do at all. */
export type Fault = {
  /** Nothing listens. */
  readonly refuses?: true;
  /** With a certificate of `testing/certificates`; `behind` an https address without speaking TLS. */
  readonly tls?: 'good' | 'expired' | 'wrong-host' | 'self-signed' | 'only-1.1' | 'behind';
  readonly onConnection?: (socket: Socket) => void;
  /** At the first byte of the request. */
  readonly onStart?: (socket: Socket) => void;
  /** Once the whole request is there. */
  readonly onRequest?: (socket: Socket, request: string) => void;
};

export type FaultServer = {
  readonly origin: string;
  /** What each connection sent, byte for byte; nothing of a handshake that failed. */
  readonly received: readonly string[];
  close(): Promise<void>;
};

const certificate = (name: string): string =>
  readFileSync(new URL(`./certificates/${name}.pem`, import.meta.url), 'utf8');

/** Whoever trusts it trusts `good`, `expired` as it was in its time, and `wrong-host` at another address. */
export const testAuthority = certificate('authority.cert');

export async function openFaultServer(fault: Fault): Promise<FaultServer> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const serve = (socket: Socket) => {
    const index = received.push('') - 1;
    let isAnswered = false;
    fault.onConnection?.(socket);
    socket.on('data', (chunk) => {
      if (received[index] === '') fault.onStart?.(socket);
      received[index] += chunk.toString('utf8');
      if (isAnswered || !isWhole(received[index] ?? '')) return;
      isAnswered = true;
      fault.onRequest?.(socket, received[index] ?? '');
    });
  };
  const speaksTls = fault.tls !== undefined && fault.tls !== 'behind';
  const server = speaksTls
    ? createTlsServer(tlsOptions(fault.tls), serve)
    : createServer({ allowHalfOpen: true }, serve);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => {});
  server.on('secureConnection', (socket: Socket) => socket.on('error', () => {}));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin = `${fault.tls === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  if (fault.refuses === true) await close();
  return { origin, received, close: fault.refuses === true ? async () => {} : close };
}

function tlsOptions(kind: Exclude<Fault['tls'], undefined>): TlsOptions {
  if (kind === 'self-signed') {
    const at = (name: string) => readFileSync(new URL(`./self-signed.${name}.pem`, import.meta.url));
    return { key: at('key'), cert: at('cert') };
  }
  const key = certificate('server.key');
  if (kind === 'expired' || kind === 'wrong-host') return { key, cert: certificate(`${kind}.cert`) };
  const cert = certificate('good.cert');
  if (kind !== 'only-1.1') return { key, cert };
  // the library refuses to speak it at any higher level of security
  return { key, cert, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' };
}
