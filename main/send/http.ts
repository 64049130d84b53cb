import { performance } from 'node:perf_hooks';
import { buildConnector, Client, type Dispatcher } from 'undici';
import { type HttpRequest, splitUrl } from '#shared/http/http-request.ts';
import type { Phase } from '#shared/model/send.ts';
import { secureContext } from '#main/network/certificates.ts';
import type { Network } from '#main/network/network.ts';
import { checkedLookup, checkLiteral } from './address.ts';
import { openTunnel } from './tunnel.ts';

export type Timeouts = {
  /** Milliseconds until there is a (secured) connection. */
  readonly connect: number;
  /** Milliseconds from the request to the first byte of an answer. */
  readonly headers: number;
  /** Milliseconds for all of it. */
  readonly whole: number;
};
const TIMEOUTS: Timeouts = { connect: 10_000, headers: 30_000, whole: 45_000 };

const straight: Network['route'] = async () => ({ proxy: null, extraCa: [] });

const MAX_ANSWER_BYTES = 1024 * 1024;

/** What is known about one try. `phase` says how far it came for certain; `status` is null where none was read. */
export type Exchange = {
  readonly phase: Phase;
  readonly status: number | null;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  /** The answer went on past 1 MiB and was not read further. */
  readonly tooLarge: boolean;
  /** Null when the answer was read to its end. */
  readonly failure: Failure | null;
  readonly latencyMs: number;
};
export type Failure = { readonly code: string; readonly by: 'caller' | 'deadline' | 'network' };

/**
 * One request, one connection, one answer. Never throws, never follows a redirect, never repeats: a kept connection
 * that resets, or a silent second try, would make "was it sent?" unanswerable. TLS is always verified; the explicit
 * `rejectUnauthorized` also overrules NODE_TLS_REJECT_UNAUTHORIZED.
 */
export async function exchange(
  request: HttpRequest,
  signal: AbortSignal,
  timeouts: Timeouts = TIMEOUTS,
  route: Network['route'] = straight,
): Promise<Exchange> {
  const started = performance.now();
  const { origin, target } = splitUrl(request.url);
  const deadline = AbortSignal.timeout(timeouts.whole);
  const known: { -readonly [Key in keyof Exchange]: Exchange[Key] } = {
    phase: 'prepared',
    status: null,
    statusText: '',
    headers: [],
    body: '',
    tooLarge: false,
    failure: null,
    latencyMs: 0,
  };
  let client: Client | undefined;
  try {
    checkLiteral(new URL(origin).hostname);
    const { proxy, extraCa } = await route(request.url);
    const connect = buildConnector({
      timeout: timeouts.connect,
      lookup: checkedLookup,
      allowH2: false,
      maxCachedSessions: 0,
      rejectUnauthorized: true,
      keepAlive: false,
      ...(origin.startsWith('https:') ? { secureContext: secureContext(extraCa) } : {}),
    });
    client = new Client(origin, {
      headersTimeout: timeouts.headers,
      bodyTimeout: timeouts.whole,
      maxHeaderSize: 16 * 1024,
      allowH2: false,
      connect: (options, callback) => {
        const done: typeof callback = (...result) => {
          // the socket's own byte count is no evidence: bytes queued for a connection that never came count too
          if (result[0] === null) known.phase = 'connected';
          callback(...result);
        };
        if (proxy === null) return connect(options, done);
        const port = options.port === '' ? '443' : options.port;
        openTunnel(proxy, `${options.hostname}:${port}`, timeouts.connect).then(
          (httpSocket) => connect({ ...options, httpSocket }, done),
          (error: Error) => done(error, null),
        );
      },
    });
    const response = await client.request({
      method: request.method,
      path: target,
      headers: request.headers.flatMap(([name, value]) => [name, value]),
      body: Buffer.from(request.body),
      reset: true,
      signal: AbortSignal.any([signal, deadline]),
    });
    known.phase = 'answered';
    known.status = response.statusCode;
    known.statusText = response.statusText;
    known.headers = pairs(response.headers);
    await readBody(response.body, known);
    if (!known.tooLarge) known.phase = 'complete';
  } catch (error) {
    known.failure = {
      code: codeOf(error),
      by: signal.aborted ? 'caller' : deadline.aborted ? 'deadline' : 'network',
    };
  } finally {
    known.latencyMs = performance.now() - started;
    void client?.destroy();
  }
  return known;
}

async function readBody(
  body: Dispatcher.ResponseData['body'],
  known: { body: string; tooLarge: boolean },
): Promise<void> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      chunks.push(chunk.subarray(0, Math.max(0, MAX_ANSWER_BYTES - (size - chunk.length))));
      if (size > MAX_ANSWER_BYTES) {
        known.tooLarge = true;
        return;
      }
    }
  } finally {
    known.body = Buffer.concat(chunks).toString('utf8');
  }
}

function pairs(headers: Record<string, string | string[] | undefined>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value ?? '']).map((one): [string, string] => [name, one]),
  );
}

/** The most telling code in the chain: undici wraps what the system said. */
function codeOf(error: unknown): string {
  // 100 or 101, which nobody asked for and after which no answer comes
  if (error instanceof Error && /^bad (response|upgrade)$/.test(error.message)) {
    return 'FIREDRILL_NO_FINAL_ANSWER';
  }
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && at.code !== '') return at.code;
    if (at instanceof AggregateError && at.errors.length > 0) return codeOf(at.errors[0]);
  }
  return error instanceof Error ? error.name : 'UNKNOWN';
}
