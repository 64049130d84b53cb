import type { Params } from '#shared/model/draft.ts';
import { durationInWords, epochUnit, isoSeconds, readIsoTime } from '#shared/text/time.ts';
import type { Finding, Rule } from '../provider.ts';

type Timed = Params & { timestamp: string };

const OLD = 5 * 60_000;

/** `shownAs`: what PagerDuty makes of it, "the start time". */
export function timestampRules<P extends Timed>(shownAs: string): readonly Rule<P>[] {
  return [
    {
      id: 'timestamp.format',
      passed: 'Time is ISO 8601, or left to PagerDuty.',
      check: ({ timestamp }, now) => (timestamp === '' ? [] : format<P>(timestamp, now)),
    },
    {
      id: 'timestamp.age',
      passed: 'Time is now, give or take five minutes.',
      check: ({ timestamp }, now) => {
        const time = readIsoTime(timestamp);
        if (time === null) return [];
        const age = now - time.milliseconds;
        if (age >= 0 && age <= OLD) return [];
        const where = age > 0 ? `${durationInWords(age)} old` : `${durationInWords(-age)} in the future`;
        const message = `timestamp is ${where}. PagerDuty shows it as ${shownAs}.`;
        return [{ level: 'warning', message, path: ['timestamp'], fix: nowInstead<P>(now) }];
      },
    },
  ];
}

function format<P extends Timed>(timestamp: string, now: number): Finding<P>[] {
  const time = readIsoTime(timestamp);
  if (time === null) {
    const suggestion = suggest(timestamp);
    return [
      {
        level: 'error',
        message: `PagerDuty takes a time such as ${isoSeconds(now)}, and rejects the event otherwise.`,
        path: ['timestamp'],
        fix: suggestion === null ? nowInstead(now) : inItsPlace(`Use ${suggestion}`, suggestion),
      },
    ];
  }
  if (time.zone) return [];
  const message = 'timestamp has no time zone, and PagerDuty does not say which one it assumes.';
  const fix = inItsPlace<P>('Add Z for UTC', `${timestamp}Z`);
  return [{ level: 'warning', message, path: ['timestamp'], fix }];
}

/** What was probably meant: the usual slips are a space for the T, an hour of one digit, small letters, a count. */
function suggest(timestamp: string): string | null {
  const typed = timestamp.trim();
  if (/^\d{9,20}$/.test(typed)) {
    const count = BigInt(typed);
    return isoSeconds(Number((count * 1000n) / epochUnit(count).perSecond));
  }
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})[Tt ]+(\d{1,2}):(\d{1,2})(.*)$/.exec(typed);
  if (match === null) return null;
  const [, year, month, day, hour, minute, rest = ''] = match;
  const seconds = rest
    .toUpperCase()
    .replaceAll(' ', '')
    .replace(/^:(\d)(?!\d)/, ':0$1');
  const zoned = /(?:Z|[+-]\d\d(?::?\d\d)?)$/.test(seconds) ? seconds : `${seconds}Z`;
  const suggestion = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}${zoned}`;
  return readIsoTime(suggestion) === null ? null : suggestion;
}

const two = (digits = '') => digits.padStart(2, '0');

function nowInstead<P extends Timed>(now: number): NonNullable<Finding<P>['fix']> {
  return inItsPlace('Use now', isoSeconds(now));
}

function inItsPlace<P extends Timed>(label: string, timestamp: string): NonNullable<Finding<P>['fix']> {
  return { label, params: { timestamp } as Partial<P> };
}
