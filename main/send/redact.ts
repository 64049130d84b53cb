import { masked } from '#shared/model/secret.ts';
import type { StoredSecret } from '#main/secrets/secrets.ts';

export type Redact = (text: string) => string;

/** Shorter than this a "secret" is found in ordinary words, and masking them would hide what was really sent. */
const SHORTEST = 6;

/** Replaces every known key, plain or in an encoding that gives it back, by its mask. */
export function redactor(secrets: readonly StoredSecret[]): Redact {
  const needles = secrets
    .flatMap(({ meta, value }) => formsOf(value).map((form): [string, string] => [form, masked(meta.label)]))
    .filter(([form]) => form.length >= SHORTEST)
    // a key that contains another one has to go first
    .toSorted(([a], [b]) => b.length - a.length);
  return (text) =>
    needles.reduce(
      // most texts are shorter than most keys
      (clean, [form, mask]) => (clean.length < form.length ? clean : clean.replaceAll(form, mask)),
      text,
    );
}

/** As long as the key itself is there: a batch asks for the same ones for every row. */
const known = new WeakMap<StoredSecret['value'], readonly string[]>();

function formsOf(value: StoredSecret['value']): readonly string[] {
  const found = known.get(value) ?? forms(value.reveal());
  known.set(value, found);
  return found;
}

function forms(value: string): string[] {
  const bytes = Buffer.from(value);
  return [
    ...new Set([
      value,
      Array.from(value).toReversed().join(''),
      encodeURIComponent(value),
      encodeURI(value),
      bytes.toString('hex'),
      bytes.toString('hex').toUpperCase(),
      bytes.toString('base64'),
      bytes.toString('base64url'),
      ...[0, 1, 2].flatMap((offset) => insideBase64(bytes, offset)),
    ]),
  ];
}

/**
 * How the key looks inside the Base64 of a longer text, which depends on where in a group of three it begins. Only
 * what is the same whatever stands around it.
 */
function insideBase64(bytes: Buffer, offset: number): string[] {
  const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
  const whole = padded.subarray(0, padded.length - (padded.length % 3));
  const skipped = offset === 0 ? 0 : 4;
  return [whole.toString('base64').slice(skipped), whole.toString('base64url').slice(skipped)];
}
