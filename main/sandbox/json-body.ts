export type JsonObject = Readonly<Record<string, unknown>>;
export type ReadBody =
  | { readonly ok: true; readonly object: JsonObject }
  | { readonly ok: false; readonly rule: string };

/** `JSON.parse` takes any depth, and what is built on its result then runs out of stack. Nothing real is this deep. */
const MAX_DEPTH = 64;

/** The object that a body holds. Never throws. */
export function readJsonObject(body: Uint8Array): ReadBody {
  const text = decoded(body);
  if (text === null) return { ok: false, rule: 'The body is not UTF-8 text.' };
  if (deeperThan(MAX_DEPTH, text)) {
    return {
      ok: false,
      rule: `The body is nested deeper than ${MAX_DEPTH} levels; the sandbox stops there.`,
    };
  }
  const value = parsed(text);
  if (value === undefined) return { ok: false, rule: 'The body is not JSON.' };
  return isObject(value)
    ? { ok: true, object: value }
    : { ok: false, rule: 'The body is JSON, but not an object in { }.' };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A name may come out of the request itself, and `constructor` is not a member of what was sent. */
export function member(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Absent, null, or a text with nothing in it. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** A text with something in it, or null. */
export function filledText(object: JsonObject, name: string): string | null {
  const value = member(object, name);
  return typeof value === 'string' && !isBlank(value) ? value : null;
}

function decoded(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return null;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function deeperThan(limit: number, text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') {
      if (++depth > limit) return true;
    } else if (char === '}' || char === ']') depth--;
  }
  return false;
}
