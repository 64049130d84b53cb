/** The parts of a request that decide whether it is looked at at all. */
export type Knock = {
  readonly remoteAddress: string | undefined;
  readonly method: string;
  /** As on the request line. */
  readonly target: string;
  /** Name, value, name, value… as received: only here is a repeated header still visible. */
  readonly rawHeaders: readonly string[];
  readonly port: number;
};

export type Refused = {
  readonly kind: 'refused';
  readonly status: number;
  readonly code: string;
  readonly headers?: Readonly<Record<string, string>>;
};
export type Admitted = {
  readonly kind: 'asset' | 'session' | 'rpc';
  readonly path: string;
  readonly token: string | null;
};

const MAX_BODY = 1024 * 1024;
const ONCE = ['origin', 'authorization', 'content-length', 'content-type'];
const PROXIES = ['forwarded', 'via', 'upgrade'];

/**
 * Who may talk to the host: our own page, in the browser of this computer, at this exact address. In a DNS-rebinding
 * attack the foreign page is same-origin by its own lights, so the exact Host is the check that counts; the others
 * stop plain cross-site requests and odd clients. The order is part of it: nothing is parsed before it is trusted.
 */
export function admit(knock: Knock): Admitted | Refused {
  const headers = collect(knock.rawHeaders);
  const one = (name: string) => headers.get(name)?.[0];
  const origin = `http://127.0.0.1:${knock.port}`;

  if (knock.remoteAddress !== '127.0.0.1') return refused(403, 'REMOTE');
  if (headers.get('host')?.length !== 1) return refused(400, 'HOST_COUNT');
  if (ONCE.some((name) => (headers.get(name)?.length ?? 0) > 1)) return refused(400, 'REPEATED_HEADER');
  if (one('host') !== `127.0.0.1:${knock.port}`) return refused(421, 'HOST');
  if (!isPlainTarget(knock.target)) return refused(400, 'TARGET');
  if ([...headers.keys()].some((name) => PROXIES.includes(name) || name.startsWith('x-forwarded-'))) {
    return refused(400, 'PROXIED');
  }

  const path = knock.target.split('?', 1)[0] ?? '/';
  const kind =
    path === '/api/session' ? 'session' : path === '/rpc' || path.startsWith('/rpc/') ? 'rpc' : 'asset';
  const methods = kind === 'asset' ? ['GET', 'HEAD'] : ['POST'];
  if (!methods.includes(knock.method)) return refused(405, 'METHOD', { allow: methods.join(', ') });
  const from = one('origin');
  if (from === undefined ? kind !== 'asset' : from !== origin) return refused(403, 'ORIGIN');
  if (!isOwnFetch(kind, one('sec-fetch-site'), one('sec-fetch-mode'), one('sec-fetch-dest'))) {
    return refused(403, 'FETCH_SITE');
  }
  if (kind === 'asset') return { kind, path, token: null };

  if (one('content-type') !== 'application/json') return refused(415, 'CONTENT_TYPE');
  if (headers.has('transfer-encoding')) return refused(400, 'TRANSFER_ENCODING');
  const length = one('content-length');
  if (length === undefined || !/^\d+$/.test(length)) return refused(411, 'LENGTH_REQUIRED');
  if (Number(length) > MAX_BODY) return refused(413, 'TOO_LARGE');
  const token = /^Bearer ([\w-]{20,200})$/.exec(one('authorization') ?? '')?.[1] ?? null;
  return { kind, path, token };
}

function refused(status: number, code: string, headers?: Record<string, string>): Refused {
  return { kind: 'refused', status, code, ...(headers === undefined ? {} : { headers }) };
}

function collect(rawHeaders: readonly string[]): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? '').toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), rawHeaders[i + 1] ?? '']);
  }
  return headers;
}

/** Origin-form only, and nothing in it that another reader could understand as another path. */
function isPlainTarget(target: string): boolean {
  if (!target.startsWith('/') || target.startsWith('//') || target.length > 2048) return false;
  return !/\\|%00|%2e|%2f|%5c/i.test(target) && !/(?:^|\/)\.\.(?:\/|$|\?)/.test(target);
}

function isOwnFetch(kind: Admitted['kind'], site?: string, mode?: string, dest?: string): boolean {
  if (kind !== 'asset') {
    return (
      (site === undefined || site === 'same-origin') &&
      (mode === undefined || mode === 'cors' || mode === 'same-origin')
    );
  }
  // a link in a mail or the file that opens the browser leads here from elsewhere: a document may be asked for
  const isDocument = mode === 'navigate' && dest === 'document';
  return site === undefined || site === 'same-origin' || site === 'none' || isDocument;
}
