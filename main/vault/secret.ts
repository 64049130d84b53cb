import { z } from '#shared/zod.ts';

const text = z.string().max(65_536);

/** One secret as the vault keeps it. Rules for what a key may look like are the caller's; here only the shape counts. */
export const vaultSecret = z.strictObject({
  id: text.min(1),
  provider: text,
  label: text,
  slot: text,
  boundOrigin: text,
  value: text,
  createdAt: text,
  updatedAt: text,
  lastUsedAt: text.nullable(),
});
export type VaultSecret = Readonly<z.infer<typeof vaultSecret>>;

/** What is encrypted, as one unit. */
export const vaultBody = z.strictObject({
  secrets: z
    .array(vaultSecret)
    .refine(
      (secrets) => new Set(secrets.map(({ id }) => id)).size === secrets.length,
      'two have the same id',
    ),
});

export function isAnyGone(before: readonly VaultSecret[], after: readonly VaultSecret[]): boolean {
  const ids = new Set(after.map(({ id }) => id));
  return before.some(({ id }) => !ids.has(id));
}
