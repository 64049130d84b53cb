import type { IncomingMessage } from 'node:http';

export type Refusal = { readonly status: number; readonly error: string };

const MAX_TARGET = 2048;

/**
 * What has to hold before a request is looked at. Every web page can post to this port from the user's browser, and
 * with DNS rebinding under a name of its own: the exact Host stops the latter, Origin and Sec-Fetch-Site the former.
 * Programs that send alerts have neither header.
 */
export function refusal(request: IncomingMessage, port: number): Refusal | null {
  const hosts = headerValues(request, 'host');
  if (hosts.length > 1) return { status: 400, error: 'More than one Host header.' };
  if (hosts[0] !== `127.0.0.1:${port}` && hosts[0] !== `localhost:${port}`) {
    return { status: 421, error: 'This host name is not served here.' };
  }
  const target = request.url ?? '';
  if (!target.startsWith('/') || target.length > MAX_TARGET) {
    return { status: 400, error: 'The request target is not a path, or too long.' };
  }
  if (headerValues(request, 'origin').length > 0) {
    return { status: 403, error: 'Web pages may not use the sandbox.' };
  }
  const sites = headerValues(request, 'sec-fetch-site');
  if (sites.some((site) => site !== 'none' && site !== 'same-origin')) {
    return { status: 403, error: 'Web pages may not use the sandbox.' };
  }
  return null;
}

/** From the raw headers: Node's own record keeps one Host of two. */
function headerValues(request: IncomingMessage, name: string): string[] {
  const values: string[] = [];
  for (let at = 0; at + 1 < request.rawHeaders.length; at += 2) {
    if (request.rawHeaders[at]?.toLowerCase() === name) values.push(request.rawHeaders[at + 1] ?? '');
  }
  return values;
}
