import { compact, type Json } from '#shared/json/json.ts';
import { byteLength } from '#shared/text/measure.ts';
import { VERSION } from '#shared/version.ts';

/** A request that is ready to leave, to the byte. */
export type HttpRequest = {
  readonly method: 'POST';
  readonly url: string;
  /** In the order they are written. Host, Connection and Content-Length are the sender's. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
};

export const USER_AGENT = `Firedrill/${VERSION}`;

/** A POST of one JSON document, with no space in it. */
export function jsonPost(
  url: string,
  body: Json,
  headers: readonly (readonly [name: string, value: string])[] = [],
): HttpRequest {
  return {
    method: 'POST',
    url,
    headers: [['Content-Type', 'application/json'], ['User-Agent', USER_AGENT], ...headers],
    body: compact(body),
  };
}

/**
 * Every byte up to the body, as the sender writes it (`main/send/http.test.ts` holds the two together).
 * `contentLength` is given where the body shown has a masked key in it and its own length would be wrong.
 */
export function requestHead(request: HttpRequest, contentLength = byteLength(request.body)): string {
  const { host, target } = splitUrl(request.url);
  return [
    `${request.method} ${target} HTTP/1.1`,
    `host: ${host}`,
    'connection: close',
    ...request.headers.map(([name, value]) => `${name}: ${value}`),
    `content-length: ${contentLength}`,
    '',
    '',
  ].join('\r\n');
}

/** Cuts, never parses: a masked key in the path must not come back percent-encoded. */
export function splitUrl(url: string): {
  readonly origin: string;
  readonly host: string;
  readonly target: string;
} {
  const [, scheme = '', host = '', target = ''] = /^(https?:\/\/)([^/?#]*)(.*)$/s.exec(url) ?? [];
  return { origin: scheme + host, host, target: target === '' ? '/' : target };
}
