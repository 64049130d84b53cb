import type { HttpRequest } from './http-request.ts';

/** The request as a command for a POSIX shell. Secrets in it are whatever the caller's `reveal` put there. */
export function toCurl(request: HttpRequest): string {
  return [
    `curl -X ${request.method} ${quoted(request.url)}`,
    ...request.headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    `--data-raw ${quoted(request.body)}`,
  ].join(' \\\n  ');
}

/** How a secret stands in a copied command: the name of an environment variable, which the shell fills in. */
export function secretVariable(label: string): string {
  const name = label
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return `\${FIREDRILL_SECRET_${name === '' ? 'KEY' : name}}`;
}

/**
 * Single quotes would stop `${FIREDRILL_SECRET_…}` from being filled in, so only text around it is single-quoted;
 * nothing the user typed can reach the shell unquoted.
 */
function quoted(value: string): string {
  return value
    .split(/(\$\{FIREDRILL_SECRET_[A-Z0-9_]+\})/)
    .map((part, index) =>
      index % 2 === 1 ? `"${part}"` : part === '' ? '' : `'${part.replaceAll("'", `'\\''`)}'`,
    )
    .join('');
}
