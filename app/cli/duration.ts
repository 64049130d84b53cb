import { InvalidArgumentError } from 'commander';
import { resolveAfter } from '#shared/model/send.ts';

const SECONDS = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
]);

/** Seconds of "90s", "15m", "2h" or "1d"; null for "never". */
export function resolveAfterFrom(text: string): number | null {
  if (text === 'never') return null;
  const [, number, unit = ''] = /^(\d{1,7})([smhd])$/.exec(text) ?? [];
  const parsed = resolveAfter.safeParse(Number(number) * (SECONDS.get(unit) ?? Number.NaN));
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('10s to 30d, such as 90s, 15m or 2h; or never.');
}
