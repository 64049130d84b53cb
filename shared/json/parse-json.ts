import type { Json, Member } from './json.ts';

export type JsonProblem = {
  readonly message: string;
  readonly line: number;
  readonly column: number;
};
export type ParsedJson =
  | { readonly ok: true; readonly json: Json }
  | { readonly ok: false; readonly problem: JsonProblem };

/** Deeper than this nothing real is, and further down other programs' stacks end. */
const MAX_DEPTH = 64;

/** Reads JSON (RFC 8259) and never throws; says where it stopped understanding, and why, in words. */
export function parseJson(source: string): ParsedJson {
  try {
    const reader = new Reader(source);
    return { ok: true, json: reader.document() };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const before = source.slice(0, error.offset);
    const lines = before.split('\n');
    const column = (lines.at(-1) ?? '').length + 1;
    return { ok: false, problem: { message: error.message, line: lines.length, column } };
  }
}

/** "Line 3, column 5: …", for a place that has no lines of its own to point at. */
export function problemInWords(problem: JsonProblem): string {
  return `Line ${problem.line}, column ${problem.column}: ${problem.message}`;
}

class Stop extends Error {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\n\r]*/y;

class Reader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  document(): Json {
    const value = this.#value(0);
    this.#space();
    if (this.#at < this.#source.length) {
      throw this.#stop(`there is more after the end: ${this.#seen()}.`);
    }
    return value;
  }

  #value(depth: number): Json {
    if (depth > MAX_DEPTH) throw this.#stop(`it is nested deeper than ${MAX_DEPTH} levels.`);
    this.#space();
    const char = this.#source[this.#at];
    if (char === '{') return this.#object(depth);
    if (char === '[') return this.#list(depth);
    if (char === '"') return { type: 'text', value: this.#string() };
    for (const word of ['true', 'false', 'null'] as const) {
      if (this.#source.startsWith(word, this.#at)) {
        this.#at += word.length;
        return word === 'null' ? { type: 'null' } : { type: 'boolean', value: word === 'true' };
      }
    }
    NUMBER.lastIndex = this.#at;
    const literal = NUMBER.exec(this.#source)?.[0];
    if (literal !== undefined) {
      this.#at += literal.length;
      return { type: 'number', literal };
    }
    if (char === "'") throw this.#stop('JSON text stands in "double quotes", not single ones.');
    throw this.#stop(`a value is expected, but there is ${this.#seen()}.`);
  }

  #object(depth: number): Json {
    const members: Member[] = [];
    const names = new Set<string>();
    this.#at++;
    if (this.#take('}')) return { type: 'object', members };
    do {
      this.#space();
      const start = this.#at;
      if (this.#source[this.#at] === '}') throw this.#stop('there is a comma too many before the }.');
      if (this.#source[this.#at] !== '"') {
        throw this.#stop(`a name in "double quotes" is expected, but there is ${this.#seen()}.`);
      }
      const name = this.#string();
      if (names.has(name)) throw new Stop(start, `the name "${name}" is there twice; only one would arrive.`);
      names.add(name);
      if (!this.#take(':'))
        throw this.#stop(`a colon is expected after "${name}", but there is ${this.#seen()}.`);
      members.push({ name, value: this.#value(depth + 1) });
    } while (this.#take(','));
    if (!this.#take('}')) throw this.#stop(`a comma or } is expected, but there is ${this.#seen()}.`);
    return { type: 'object', members };
  }

  #list(depth: number): Json {
    const items: Json[] = [];
    this.#at++;
    if (this.#take(']')) return { type: 'list', items };
    do {
      this.#space();
      if (this.#source[this.#at] === ']') throw this.#stop('there is a comma too many before the ].');
      items.push(this.#value(depth + 1));
    } while (this.#take(','));
    if (!this.#take(']')) throw this.#stop(`a comma or ] is expected, but there is ${this.#seen()}.`);
    return { type: 'list', items };
  }

  #string(): string {
    const start = this.#at;
    for (let end = start + 1; end < this.#source.length; end++) {
      const code = this.#source.charCodeAt(end);
      if (code < 0x20) throw new Stop(end, 'a line break or tab in a text has to be written as \\n or \\t.');
      if (code === 0x5c) end++;
      else if (code === 0x22) {
        this.#at = end + 1;
        return this.#unescape(start, this.#source.slice(start, end + 1));
      }
    }
    throw new Stop(start, 'this text has no closing ".');
  }

  #unescape(start: number, quoted: string): string {
    try {
      return JSON.parse(quoted) as string;
    } catch {
      throw new Stop(
        start,
        'there is a \\ in this text that JSON does not know; a backslash itself is \\\\.',
      );
    }
  }

  #take(char: string): boolean {
    this.#space();
    if (this.#source[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #space(): void {
    SPACE.lastIndex = this.#at;
    this.#at += SPACE.exec(this.#source)?.[0].length ?? 0;
  }

  #seen(): string {
    const code = this.#source.codePointAt(this.#at);
    if (code === undefined) return 'nothing more';
    const word = /^[\w.+-]{1,20}/.exec(this.#source.slice(this.#at, this.#at + 20))?.[0];
    const char = String.fromCodePoint(code);
    // a byte order mark, a no-break space from a web page: named, because it cannot be seen
    return (
      word ?? (/[\p{C}\p{Z}]/u.test(char) ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}` : char)
    );
  }

  #stop(message: string): Stop {
    return new Stop(this.#at, message);
  }
}
