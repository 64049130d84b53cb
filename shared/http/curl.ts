import type { HttpRequest } from './http-request.ts';

/** The request as a command for a POSIX shell. Secrets in it are whatever the caller's `reveal` put there. */
export function toCurl(request: HttpRequest): string {
  return [
    ['curl', `-X ${request.method}`, ...urlFlags(request.url), quoted(request.url)].join(' '),
    ...request.headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    `--data-raw ${quoted(request.body)}`,
  ].join(' \\\n  ');
}

/**
 * New at every start, so that nothing typed, and nothing pasted from elsewhere, can pass for a secret and have the
 * shell fill one in where it does not belong.
 */
const MARK = `fd${crypto.randomUUID().replaceAll('-', '')}`;

/** What `reveal` returns for a command: `toCurl` makes "${FIREDRILL_SECRET_…}" of it, which the shell fills in. */
export function secretVariable(label: string): string {
  const name = label
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return `${MARK}${name === '' ? 'KEY' : name}${MARK}`;
}

/** Single quotes would stop a variable from being filled in; everything else stands in them. */
function quoted(value: string): string {
  const parts = value.split(new RegExp(`${MARK}([A-Z0-9_]+)${MARK}`));
  const shown = parts.map((part, index) => {
    if (index % 2 === 1) return `"\${FIREDRILL_SECRET_${part}}"`;
    return part === '' ? '' : `'${part.replaceAll("'", `'\\''`)}'`;
  });
  return shown.join('') || "''";
}

/** curl reads brackets in a URL as a pattern, tidies dots in its path, and takes a leading dash for an option. */
function urlFlags(url: string): string[] {
  return [
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    ...(/\/\.{1,2}(?:[/?#]|$)/.test(url) ? ['--path-as-is'] : []),
    ...(url.startsWith('-') ? ['--url'] : []),
  ];
}
