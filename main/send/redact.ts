import { masked } from '#shared/model/secret.ts';
import type { StoredSecret } from '#main/secrets/secrets.ts';

export type Redact = (text: string) => string;

/** Shorter than this a "secret" is found in ordinary words, and masking them would hide what was really sent. */
const SHORTEST = 6;

/** Replaces every known key, plain or in an encoding that gives it back, by its mask. */
export function redactor(secrets: readonly StoredSecret[]): Redact {
  const needles = secrets
    .flatMap(({ meta, value }) =>
      forms(value.reveal()).map((form): [string, string] => [form, masked(meta.label)]),
    )
    .filter(([form]) => form.length >= SHORTEST)
    // a key that contains another one has to go first
    .toSorted(([a], [b]) => b.length - a.length);
  return (text) => needles.reduce((clean, [form, mask]) => clean.replaceAll(form, mask), text);
}

function forms(value: string): string[] {
  const bytes = Buffer.from(value);
  return [
    ...new Set([
      value,
      encodeURIComponent(value),
      encodeURI(value),
      bytes.toString('base64'),
      bytes.toString('base64').replace(/=+$/, ''),
      bytes.toString('base64url'),
      bytes.toString('hex'),
    ]),
  ];
}
