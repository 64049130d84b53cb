const MAX_DEPTH = 64;

/**
 * Whether the brackets of a JSON text go deeper than anything we exchange, counted before anything parses it:
 * `JSON.parse` takes ten million levels, and what works on the result then runs out of stack.
 */
export function isTooDeep(json: string): boolean {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < json.length; i++) {
    const char = json[i];
    if (inText) {
      if (char === '\\') i++;
      else if (char === '"') inText = false;
    } else if (char === '"') inText = true;
    else if (char === '{' || char === '[') {
      if (++depth > MAX_DEPTH) return true;
    } else if (char === '}' || char === ']') depth--;
  }
  return false;
}
