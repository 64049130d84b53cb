import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { refusal } from './guard.ts';
import { readBody } from './read-body.ts';

export type Received = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** Null where it was too large to take. */
  readonly body: Buffer | null;
};

export type Reply = {
  readonly status: number;
  readonly statusText?: string;
  readonly allow?: string;
  /** JSON, or nothing. */
  readonly body: string;
};

export type LoopbackServer = { readonly port: number; close(): Promise<void> };

const ADDRESS = '127.0.0.1';
const MAX_CONNECTIONS = 256;
/** How long a request that is under way may take to end once the server closes. */
const CLOSING_MS = 250;

/** Listens for this computer only, and rejects where it cannot. Whatever comes in, it goes on listening. */
export async function listenOnLoopback(
  port: number,
  answer: (received: Received) => Reply,
): Promise<LoopbackServer> {
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
  server.maxConnections = MAX_CONNECTIONS;
  // Node drops the headers above this number without a word, and an Origin may be among them; their size is limited.
  server.maxHeadersCount = 0;

  await new Promise<void>((resolve, reject) => {
    // Stays on and then does nothing: without a listener, a connection that cannot be accepted would end us.
    server.on('error', reject);
    server.listen({ host: ADDRESS, port, exclusive: true }, resolve);
  });

  const bound = server.address();
  if (bound === null || typeof bound === 'string' || bound.address !== ADDRESS) {
    server.close();
    throw new Error('the server is not bound to the loopback address');
  }
  server.on('request', (request, response) => void serve(request, response, bound.port, answer));

  let closing: Promise<void> | null = null;
  return {
    port: bound.port,
    close() {
      closing ??= new Promise((resolve) => {
        // A connection that never said anything counts as busy, so waiting alone could take long.
        const timer = setTimeout(() => server.closeAllConnections(), CLOSING_MS);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
      });
      return closing;
    },
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  answer: (received: Received) => Reply,
): Promise<void> {
  response.on('error', () => undefined);
  const refused = refusal(request, port);
  if (refused !== null) {
    reply(response, { status: refused.status, body: JSON.stringify({ error: refused.error }) });
    return;
  }
  const body = await readBody(request);
  if (body.kind === 'gone') return;
  const [path = '', ...query] = (request.url ?? '').split('?');
  reply(
    response,
    answered(answer, {
      method: request.method ?? '',
      path,
      query: query.join('?'),
      headers: request.headers,
      body: body.kind === 'whole' ? body.bytes : null,
    }),
  );
}

/** The doorway: a mistake of ours is one failed request, and not the end of the engine that this runs in. */
function answered(answer: (received: Received) => Reply, received: Received): Reply {
  try {
    return answer(received);
  } catch {
    return { status: 500, body: JSON.stringify({ error: 'The sandbox made a mistake of its own.' }) };
  }
}

function reply(response: ServerResponse, { status, statusText, allow, body }: Reply): void {
  if (response.headersSent || response.destroyed) return;
  response.statusCode = status;
  if (statusText !== undefined) response.statusMessage = statusText;
  if (allow !== undefined) response.setHeader('Allow', allow);
  if (body !== '') response.setHeader('Content-Type', 'application/json');
  if (status !== 204) response.setHeader('Content-Length', Buffer.byteLength(body));
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.end(body);
}
