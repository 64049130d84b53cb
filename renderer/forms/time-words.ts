import type { Field } from '#shared/providers/provider.ts';

export type TimeFormat = (Field & { kind: 'time' })['format'];

/** The present in the vendor's own notation, to the second. */
export function timeText(format: TimeFormat, now: number): string {
  const seconds = Math.floor(now / 1000);
  return format === 'epoch-seconds'
    ? String(seconds)
    : new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** Milliseconds since 1970, or null for something that is no time. */
export function timeFromText(format: TimeFormat, text: string): number | null {
  const typed = text.trim();
  if (format === 'epoch-seconds') return /^\d{1,12}$/.test(typed) ? Number(typed) * 1000 : null;
  if (!/^\d{4}-\d\d-\d\d/.test(typed)) return null;
  const parsed = Date.parse(typed);
  return Number.isNaN(parsed) ? null : parsed;
}

/** "Fri 20 Nov 2026, 23:34:41, 6 min ago": the machine's own time zone, for people. */
export function timeInWords(format: TimeFormat, text: string, now: number): string | null {
  const time = timeFromText(format, text);
  if (time === null || Math.abs(time) > 8.64e15) return null;
  const day = new Date(time).toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return `${day}, ${distance(time - now)}`;
}

function distance(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (seconds < 5) return 'now';
  const units: readonly (readonly [size: number, word: string])[] = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
  ];
  const [size, word] = units.find(([size]) => seconds >= size) ?? [1, 's'];
  const amount = `${Math.floor(seconds / size).toLocaleString('en-US')} ${word}`;
  return ms < 0 ? `${amount} ago` : `in ${amount}`;
}
