import { describe, expect, it } from 'vitest';
import { daysInWords, drawnDays, totals } from './drawn-days.ts';

const now = Date.parse('2026-11-20T23:59:00Z');

describe('the days that are drawn', () => {
  const days = drawnDays(
    [
      { day: '2026-11-18', state: 'delivered', sends: 1200 },
      { day: '2026-11-20', state: 'delivered', sends: 3 },
      { day: '2026-11-20', state: 'rejected', sends: 2 },
      { day: '2026-11-20', state: 'failed', sends: 1 },
      { day: '2026-11-20', state: 'unknown', sends: 1 },
      { day: '2026-11-20', state: 'in_flight', sends: 9 },
      { day: '2026-11-01', state: 'delivered', sends: 7 },
    ],
    3,
    now,
  );

  it('are all of the last ones, also the empty ones, and no older ones', () => {
    expect(days).toEqual([
      { day: '2026-11-18', accepted: 1200, notDelivered: 0, unknown: 0 },
      { day: '2026-11-19', accepted: 0, notDelivered: 0, unknown: 0 },
      { day: '2026-11-20', accepted: 3, notDelivered: 3, unknown: 1 },
    ]);
  });

  it('come to what the words say', () => {
    expect(totals(days)).toEqual({ accepted: 1203, notDelivered: 3, unknown: 1 });
    expect(daysInWords(days)).toBe(
      'Sends per day in the last 3 days: 1,203 accepted, 3 not delivered, 1 unknown',
    );
  });
});
