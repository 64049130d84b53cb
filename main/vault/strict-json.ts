import { parseJson } from '#shared/json/parse-json.ts';

/**
 * The value of a JSON text in UTF-8; undefined when it is not one. `JSON.parse` alone takes the last of two equal names,
 * any depth, and U+FFFD for broken bytes, so two readers could see two different files.
 */
export function strictJson(bytes: Uint8Array): unknown {
  const text = utf8Text(bytes);
  return text === null || !parseJson(text).ok ? undefined : (JSON.parse(text) as unknown);
}

function utf8Text(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
