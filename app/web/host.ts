import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/node';
import type { Engine } from '#main/engine.ts';
import { logInternalError } from '#main/internal-error.ts';
import { isTooDeep } from '#main/json-depth.ts';
import { securityHeaders, serveStatic, type StaticFiles } from '#main/static/static.ts';
import { type Admitted, admit } from './guard.ts';
import { openSessions, type Sessions } from './sessions.ts';

export type WebHost = {
  readonly origin: string;
  /** An address that connects one tab, within 60 s. */
  newAddress(): string;
  close(): Promise<void>;
};

export type WebHostOptions = {
  readonly engine: Pick<Engine, 'router' | 'log'>;
  readonly files: StaticFiles;
  /** 0: any free one. */
  readonly port: number;
  /** A tab came with a code that is used up or too old. */
  readonly onStaleCode: () => void;
};

/** The engine on 127.0.0.1, for a browser on this computer and for nobody else. */
export async function openWebHost({ engine, files, port, onStaleCode }: WebHostOptions): Promise<WebHost> {
  const sessions = openSessions(Date.now);
  const rpc = new RPCHandler(engine.router, { interceptors: [onError(logInternalError(engine.log))] });
  const server = createServer({
    requireHostHeader: true,
    insecureHTTPParser: false,
    joinDuplicateHeaders: false,
    maxHeaderSize: 8192,
    headersTimeout: 5000,
    requestTimeout: 15_000,
    keepAliveTimeout: 5000,
    connectionsCheckingInterval: 1000,
  });
  server.maxConnections = 32;
  server.maxHeadersCount = 64;
  const address = await listen(server, port);
  const parts: Parts = { sessions, rpc, files, port: address.port, onStaleCode };
  server.on('request', (request, response) => {
    handle(parts, request, response).catch((error: unknown) => {
      engine.log.error({ err: error }, 'a request could not be answered');
      if (!response.headersSent) reply(response, 500, 'INTERNAL');
      else response.destroy();
    });
  });
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    newAddress: () => `${origin}/#c=${sessions.newCode()}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Parts = {
  readonly sessions: Sessions;
  readonly rpc: Pick<RPCHandler<Record<string, unknown>>, 'handle'>;
  readonly files: StaticFiles;
  readonly port: number;
  readonly onStaleCode: () => void;
};

async function listen(server: Server, port: number): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string' || address.address !== '127.0.0.1') {
    server.close();
    throw new Error('The web host did not get 127.0.0.1 and will not listen anywhere else.');
  }
  return address;
}

async function handle(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const admitted = admit({
    remoteAddress: request.socket.remoteAddress,
    method: request.method ?? '',
    target: request.url ?? '',
    rawHeaders: request.rawHeaders,
    port: parts.port,
  });
  if (admitted.kind === 'refused') {
    // the rest of a body that nobody will read must not be taken for a next request
    response.setHeader('connection', 'close');
    return reply(response, admitted.status, admitted.code, admitted.headers);
  }
  if (admitted.kind === 'asset') return asset(parts, admitted, request, response);
  if (admitted.kind === 'rpc' && !parts.sessions.isValid(admitted.token)) {
    if (parts.sessions.isPaused('token')) return reply(response, 429, 'PAUSED', { 'retry-after': '30' });
    return reply(response, 401, 'UNAUTHORIZED', { 'www-authenticate': 'Bearer' });
  }
  if (admitted.kind === 'session' && parts.sessions.isPaused('code')) {
    return reply(response, 429, 'PAUSED', { 'retry-after': '30' });
  }
  const body = await readJson(request);
  if (!body.ok) return reply(response, 400, 'BODY');
  if (admitted.kind === 'session') return session(parts, body.value, response);

  for (const [name, value] of Object.entries(apiHeaders())) response.setHeader(name, value);
  // handed over as read: the adapter then does not read, and cannot be made to read, anything else
  const { matched } = await parts.rpc.handle(Object.assign(request, { body: body.value }), response, {
    prefix: '/rpc',
    context: {},
  });
  if (!matched) reply(response, 404, 'NOT_FOUND');
}

function session(parts: Parts, body: unknown, response: ServerResponse): void {
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : null;
  const token = typeof code === 'string' ? parts.sessions.redeem(code) : null;
  if (token === null) {
    parts.onStaleCode();
    return reply(response, 401, 'CODE');
  }
  response.writeHead(200, { ...apiHeaders(), 'content-type': 'application/json' });
  response.end(JSON.stringify({ token }));
}

function asset(parts: Parts, { path }: Admitted, request: IncomingMessage, response: ServerResponse): void {
  const { status, headers, body } = serveStatic(parts.files, path, 'self');
  if (headers['etag'] !== undefined && request.headers['if-none-match'] === headers['etag']) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(status, { ...headers, 'content-length': String(body.length) });
  response.end(request.method === 'HEAD' ? undefined : body);
}

type Body = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

/** The length was checked from its header, and Node reads no further than that. */
async function readJson(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  if (isTooDeep(text)) return { ok: false };
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false };
  }
}

function apiHeaders(): Record<string, string> {
  return { ...securityHeaders('self', null), 'cache-control': 'no-store' };
}

/** A fixed word, and nothing of what was asked. */
function reply(
  response: ServerResponse,
  status: number,
  code: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { ...apiHeaders(), ...headers, 'content-type': 'application/json' });
  response.end(JSON.stringify({ code }));
}
