import { z } from '#shared/zod.ts';
import { id, time } from './ids.ts';

/** What may be known about a key outside of the engine. The value itself goes in and never comes out. */
export const secret = z.strictObject({
  id,
  label: z.string(),
  provider: z.string(),
  slot: z.string(),
  /** The one origin (scheme, host, port) that it may be sent to. */
  boundOrigin: z.string(),
  createdAt: time,
  updatedAt: time,
  lastUsedAt: time.nullable(),
  /** Only where the value is so long that four characters give nothing away. */
  last4: z.string().nullable(),
  /** Bytes, so that a preview with the key masked can still say the exact length of the request. */
  byteLength: z.int(),
  /** `memory`: gone when Firedrill stops. `environment`: from a variable of this process. */
  kept: z.enum(['vault', 'memory', 'environment', 'built-in']),
});
export type Secret = z.infer<typeof secret>;

export const secretLabel = z.string().trim().min(1, 'Give the key a name; it is shown in its place.').max(80);

export const secretInput = z.strictObject({
  /** Present: replaces the value of this secret. */
  id: id.optional(),
  label: secretLabel,
  provider: z.string().min(1).max(32),
  slot: z.string().min(1).max(64),
  boundOrigin: z.string().max(2048),
  value: z
    .string()
    .trim()
    .min(1, 'The key is missing.')
    .max(4096, 'No vendor has keys this long; this is probably something else.')
    .regex(
      /^[\x21-\x7e]*$/,
      'A key has only plain characters and no spaces; something else was pasted with it.',
    )
    .regex(/^[^"\\]*$/, 'A key has no quotes and no backslash; paste it without the quotes around it.'),
});
export type SecretInput = z.infer<typeof secretInput>;

/** How a secret stands in everything a person can see. */
export function masked(label: string): string {
  return `«secret:${label}»`;
}
