export type CodeLanguage = 'http' | 'json' | 'shell';
export type TokenKind = 'key' | 'string' | 'number' | 'keyword' | 'punct' | 'plain' | 'secret' | 'variable';
export type Token = { readonly kind: TokenKind; readonly text: string };

/** What a line is; known from the lines before it, so that each line can be coloured by itself. */
export type LineKind = 'start' | 'header' | 'json' | 'shell' | 'plain';
export type CodeLine = { readonly kind: LineKind; readonly text: string };

/** Colouring more than this would take longer than anyone looks at it. */
const LONGEST_COLOURED_LINE = 20_000;

export function codeLines(text: string, language: CodeLanguage): readonly CodeLine[] {
  const lines = text.split(/\r?\n/);
  if (language !== 'http') return lines.map((line) => ({ kind: language, text: line }));
  const end = lines.indexOf('');
  const bodyStart = end === -1 ? lines.length : end + 1;
  const body: LineKind = /^\s*[[{"]/.test(lines[bodyStart] ?? '') ? 'json' : 'plain';
  return lines.map((line, index) => ({
    kind: index >= bodyStart ? body : index === 0 ? 'start' : 'header',
    text: line,
  }));
}

/** Spaces at the start of the line; what does not fit hangs under them. */
export function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

export function tokens(line: CodeLine): readonly Token[] {
  if (line.text.length > LONGEST_COLOURED_LINE) return withSecrets([{ kind: 'plain', text: line.text }]);
  switch (line.kind) {
    case 'start':
      return withSecrets(startLine(line.text));
    case 'header':
      return withSecrets(headerLine(line.text));
    case 'json':
      return withSecrets(matched(line.text, JSON_PARTS, jsonKind));
    case 'shell':
      return withSecrets(matched(line.text, SHELL_PARTS, shellKind));
    case 'plain':
      return withSecrets([{ kind: 'plain', text: line.text }]);
  }
}

/** `POST /v2/enqueue HTTP/1.1` or `HTTP/1.1 202 Accepted` */
function startLine(text: string): Token[] {
  const answer = /^(HTTP\/[\d.]+)( +)(\d{3})(.*)$/.exec(text);
  if (answer !== null) {
    const [, version = '', space = '', status = '', rest = ''] = answer;
    return [
      { kind: 'punct', text: version + space },
      { kind: 'number', text: status },
      { kind: 'plain', text: rest },
    ];
  }
  const [, method = '', target = '', version = ''] = /^([A-Z]*)(.*?)( HTTP\/[\d.]+)?$/.exec(text) ?? [];
  return [
    { kind: 'keyword', text: method },
    { kind: 'plain', text: target },
    { kind: 'punct', text: version },
  ];
}

function headerLine(text: string): Token[] {
  const colon = text.indexOf(':');
  if (colon === -1) return [{ kind: 'plain', text }];
  const value = text.slice(colon + 1);
  return [
    { kind: 'key', text: text.slice(0, colon) },
    { kind: 'punct', text: ':' },
    { kind: /^\s*\d+\s*$/.test(value) ? 'number' : 'string', text: value },
  ];
}

const JSON_PARTS = /"(?:[^"\\]|\\.)*"(?:\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]+/g;

function jsonKind(part: string): readonly Token[] {
  if (part.startsWith('"')) {
    const name = /^("(?:[^"\\]|\\.)*")(\s*:)$/.exec(part);
    if (name === null) return [{ kind: 'string', text: part }];
    return [
      { kind: 'key', text: name[1] ?? '' },
      { kind: 'punct', text: name[2] ?? '' },
    ];
  }
  if (/^[{}[\],:]/.test(part)) return [{ kind: 'punct', text: part }];
  return [{ kind: /^[tfn]/.test(part) ? 'keyword' : 'number', text: part }];
}

const SHELL_PARTS = /'[^']*'|\\'|"\$\{[A-Z0-9_]+\}"|"[^"]*"|(?<=^|\s)-{1,2}[A-Za-z][\w-]*|^\s*curl\b|\\$/g;

function shellKind(part: string): readonly Token[] {
  if (part.startsWith('"${')) return [{ kind: 'variable', text: part }];
  if (part.startsWith("'") || part.startsWith('"')) return [{ kind: 'string', text: part }];
  if (part.startsWith('\\')) return [{ kind: 'punct', text: part }];
  return [{ kind: part.startsWith('-') ? 'key' : 'keyword', text: part }];
}

/** Cuts a line at every match; what stands between is plain. */
function matched(text: string, parts: RegExp, kindOf: (part: string) => readonly Token[]): Token[] {
  const found: Token[] = [];
  let at = 0;
  for (const match of text.matchAll(parts)) {
    if (match.index > at) found.push({ kind: 'plain', text: text.slice(at, match.index) });
    found.push(...kindOf(match[0]));
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ kind: 'plain', text: text.slice(at) });
  return found;
}

function withSecrets(found: readonly Token[]): readonly Token[] {
  return found.flatMap((token): readonly Token[] => {
    if (!token.text.includes('«secret:')) return token.text === '' ? [] : [token];
    return token.text
      .split(/«secret:([^»]*)»/)
      .map((text, index): Token => ({ kind: index % 2 === 1 ? 'secret' : token.kind, text }))
      .filter((part) => part.kind === 'secret' || part.text !== '');
  });
}
