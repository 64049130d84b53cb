import { secretVariable, toCurl } from '#shared/http/curl.ts';
import { type HttpRequest, requestHead } from '#shared/http/http-request.ts';
import { pretty } from '#shared/json/json.ts';
import { parseJson } from '#shared/json/parse-json.ts';
import type { Answer, SentRequest } from '#shared/model/send.ts';

/** `readable` lays JSON out over lines; `as-sent` is how it went over the wire, with keys masked. */
export type Layout = 'readable' | 'as-sent';

export function requestText(request: SentRequest, layout: Layout): string {
  return requestHead(asHttp(request), request.contentLength) + laidOut(request.body, layout);
}

export function answerText(answer: Answer, layout: Layout): string {
  const head = [
    `HTTP/1.1 ${answer.status} ${answer.statusText}`.trimEnd(),
    ...answer.headers.map(([name, value]) => `${name}: ${value}`),
  ];
  return `${head.join('\r\n')}\r\n\r\n${laidOut(answer.body, layout)}`;
}

/** The body alone, laid out for reading; as it is where it is not JSON. */
export function bodyText(request: SentRequest): string {
  return laidOut(request.body, 'readable');
}

/** As a command; the shell fills the keys in from the environment. */
export function curlText(request: SentRequest): string {
  return toCurl({
    method: 'POST',
    url: filled(request.url),
    headers: request.headers.map(([name, value]) => [name, filled(value)] as const),
    body: filled(request.body),
  });
}

function filled(text: string): string {
  return text.replaceAll(/«secret:([^»]*)»/g, (_, label: string) => secretVariable(label));
}

function asHttp(request: SentRequest): HttpRequest {
  return { method: 'POST', url: request.url, headers: request.headers, body: request.body };
}

function laidOut(body: string, layout: Layout): string {
  if (layout === 'as-sent') return body;
  const parsed = parseJson(body);
  return parsed.ok ? pretty(parsed.json) : body;
}
