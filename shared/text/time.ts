const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:(Z)|([+-])(\d\d)(?::?(\d\d))?)?)?$/;

/** A point in time. `zone` is false where the text names a time of day without saying where. */
export type IsoTime = { readonly milliseconds: number; readonly zone: boolean };

const n = (digits: string | undefined) => Number(digits ?? 0);

/** ISO 8601 as RFC 3339 narrows it, with the shorter forms that PagerDuty also takes; null if it is not that. */
export function readIsoTime(source: string): IsoTime | null {
  const match = ISO.exec(source);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction, utc, sign, offsetHour, offsetMinute] = match;
  const date = new Date(0);
  // not Date.UTC: it takes the years 0 to 99 for 1900 to 1999, and Go's zero time is in the year 1
  date.setUTCFullYear(n(year), n(month) - 1, n(day));
  date.setUTCHours(n(hour), n(minute), n(second), Number(`0.${fraction ?? 0}`) * 1000);
  const exists =
    date.getUTCMonth() === n(month) - 1 &&
    date.getUTCDate() === n(day) &&
    n(hour) < 24 &&
    n(minute) < 60 &&
    n(second) < 60 &&
    n(offsetHour) < 24 &&
    n(offsetMinute) < 60;
  if (!exists) return null;
  const offset = (n(offsetHour) * 60 + n(offsetMinute)) * 60_000 * (sign === '-' ? -1 : 1);
  return {
    milliseconds: date.getTime() - offset,
    zone: hour === undefined || utc !== undefined || sign !== undefined,
  };
}

/** "2026-11-20T22:34:41Z" */
export function isoSeconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Which unit a count since 1970 is most likely in: as seconds, anything longer lies after the year 5138. */
export function epochUnit(count: bigint): { readonly name: string; readonly perSecond: bigint } {
  if (count < 100_000_000_000n) return { name: 'seconds', perSecond: 1n };
  if (count < 100_000_000_000_000n) return { name: 'milliseconds', perSecond: 1000n };
  if (count < 100_000_000_000_000_000n) return { name: 'microseconds', perSecond: 1_000_000n };
  return { name: 'nanoseconds', perSecond: 1_000_000_000n };
}

/** "12 s", "6 min", "3 h", "2 d": for a glance, always rounded down. */
export function durationInWords(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 2 * 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}
