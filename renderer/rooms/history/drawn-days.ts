import type { HistoryStatistics } from '#shared/model/history.ts';
import type { SendState } from '#shared/model/send.ts';
import { grouped } from '#shared/text/measure.ts';

export type DrawnDay = {
  /** UTC, as the engine counts them. */
  readonly day: string;
  readonly accepted: number;
  readonly notDelivered: number;
  readonly unknown: number;
};

type Bar = 'accepted' | 'notDelivered' | 'unknown';

/** What is still under way is drawn once it has ended. */
const bars: Record<SendState, Bar | null> = {
  queued: null,
  in_flight: null,
  retry_wait: null,
  delivered: 'accepted',
  rejected: 'notDelivered',
  failed: 'notDelivered',
  cancelled: 'notDelivered',
  unknown: 'unknown',
};

const DAY_MS = 86_400_000;

/** The last `count` days, today among them, also those on which nothing was sent. */
export function drawnDays(days: HistoryStatistics['days'], count: number, now: number): readonly DrawnDay[] {
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(now - (count - 1 - index) * DAY_MS).toISOString().slice(0, 10);
    const sum = (bar: Bar) =>
      days
        .filter((one) => one.day === day && bars[one.state] === bar)
        .reduce((total, { sends }) => total + sends, 0);
    return { day, accepted: sum('accepted'), notDelivered: sum('notDelivered'), unknown: sum('unknown') };
  });
}

export function totals(days: readonly DrawnDay[]): Readonly<Record<Bar, number>> {
  const sum = (bar: Bar) => days.reduce((total, day) => total + day[bar], 0);
  return { accepted: sum('accepted'), notDelivered: sum('notDelivered'), unknown: sum('unknown') };
}

/** What the bars show, for whoever does not see them. */
export function daysInWords(days: readonly DrawnDay[]): string {
  const { accepted, notDelivered, unknown } = totals(days);
  return `Sends per day in the last ${days.length} days: ${grouped(accepted)} accepted, ${grouped(notDelivered)} not delivered, ${grouped(unknown)} unknown`;
}

/** "7 Nov" */
export function dayName(day: string | undefined): string {
  if (day === undefined) return '';
  const words = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return words.format(new Date(day));
}
