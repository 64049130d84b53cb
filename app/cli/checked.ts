import type { z } from '#shared/zod.ts';
import { InputError } from './print.ts';

/** As the contract will check it; said here in the schema's words, which never quote the value. */
export function checked<T extends z.ZodType>(schema: T, value: z.input<T>): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError(issue?.message ?? 'This cannot be used.');
}
