import { masked } from '#shared/model/secret.ts';
import type { SandboxSecret } from './emulator.ts';

/** Stands for something that looks like a key or stands where one belongs, and is none of the sandbox's own. */
export const MASKED = '••••';

const MAX_SHOWN = 512;

/** The text with every key that the sandbox knows masked, and only then cut: half a key would pass for a text. */
export function shownText(text: string, secrets: readonly SandboxSecret[]): string {
  const clean = secrets.reduce(
    (text, secret) => text.replaceAll(secret.value, masked(secret.label)),
    text.toWellFormed(),
  );
  return clean.length > MAX_SHOWN ? `${clean.slice(0, MAX_SHOWN).toWellFormed()}…` : clean;
}

/** The same for a path, where somebody's real key may stand too: in a path nothing else looks like one. */
export function shownPath(path: string, secrets: readonly SandboxSecret[]): string {
  const segments = path.split('/').map((segment) => {
    const plain = decodedSegment(segment);
    if (plain === null) return MASKED;
    const clean = shownText(plain, secrets);
    return LOOKS_LIKE_A_KEY.test(clean) ? MASKED : clean;
  });
  return segments.join('/');
}

/** The segment without its percent-encoding, or null where that is broken. */
export function decodedSegment(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

export const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const LOOKS_LIKE_A_KEY = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}|[A-Za-z\d]{20}/i;
