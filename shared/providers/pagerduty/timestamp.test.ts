import { describe, expect, test } from 'vitest';
import { timestampRules } from './timestamp.ts';

const NOW = Date.UTC(2026, 10, 20, 22, 40, 41);
const find = (timestamp: string) =>
  timestampRules<{ timestamp: string }>('the start time').flatMap((rule) => rule.check({ timestamp }, NOW));

describe('a time that PagerDuty takes', () => {
  test.each([
    '',
    '2026-11-20T22:40:41Z',
    '2026-11-20T22:40:41.315Z',
    '2026-11-20T22:40:40.123456789Z',
    '2026-11-20T22:40Z',
    '2026-11-20T22:39:58.315+0000',
    '2026-11-21T00:40:00+02:00',
    '2026-11-20T15:40-07',
  ])('%s', (timestamp) => {
    expect(find(timestamp).filter(({ level }) => level === 'error')).toEqual([]);
    if (timestamp !== '2026-11-20T22:40:41.315Z') expect(find(timestamp)).toEqual([]);
  });

  test('a date without a time of day', () => {
    expect(find('2026-11-20').map(({ level }) => level)).toEqual(['warning']);
  });
});

describe('a time that PagerDuty rejects, and what was probably meant', () => {
  test.each([
    ['2021-10-22 5:01:32', '2021-10-22T05:01:32Z'],
    ['2026-11-20 22:40:41', '2026-11-20T22:40:41Z'],
    ['2026-11-20t22:40:41z', '2026-11-20T22:40:41Z'],
    ['2026-11-20T 5:40:41Z', '2026-11-20T05:40:41Z'],
    ['2026-11-20 22:40:41 +0200', '2026-11-20T22:40:41+0200'],
    ['1795214441', '2026-11-20T22:40:41Z'],
    ['1795214441123', '2026-11-20T22:40:41Z'],
    ['1795214441123456789', '2026-11-20T22:40:41Z'],
    ['2026-02-30T00:00:00Z', '2026-11-20T22:40:41Z'],
    ['2026-13-01T00:00:00Z', '2026-11-20T22:40:41Z'],
    ['2026-11-20T24:00:00Z', '2026-11-20T22:40:41Z'],
    ['2026-11-20T22:60:00Z', '2026-11-20T22:40:41Z'],
    ['yesterday', '2026-11-20T22:40:41Z'],
  ])('%s', (timestamp, meant) => {
    const [first] = find(timestamp);
    expect(first?.level).toBe('error');
    expect(first?.fix?.params).toEqual({ timestamp: meant });
  });
});

test('a time of day without a zone is a warning that adds one', () => {
  const [first] = find('2026-11-20T22:40:41');
  expect(first).toMatchObject({ level: 'warning', fix: { params: { timestamp: '2026-11-20T22:40:41Z' } } });
});

describe('the age', () => {
  test.each([
    ['2026-11-20T22:35:41Z', null],
    ['2026-11-20T22:35:40Z', 'timestamp is 5 min old. PagerDuty shows it as the start time.'],
    ['2026-11-20T22:34:41Z', 'timestamp is 6 min old. PagerDuty shows it as the start time.'],
    ['2026-11-20T19:00:00Z', 'timestamp is 3 h old. PagerDuty shows it as the start time.'],
    ['2026-11-17T19:00:00Z', 'timestamp is 3 d old. PagerDuty shows it as the start time.'],
    ['2026-11-20T22:41:11Z', 'timestamp is 30 s in the future. PagerDuty shows it as the start time.'],
    ['0001-01-01T00:00:00Z', 'timestamp is 739939 d old. PagerDuty shows it as the start time.'],
  ])('%s', (timestamp, message) => {
    const [first] = find(timestamp);
    expect(first?.message ?? null).toBe(message);
    if (message !== null) {
      expect(first?.fix).toEqual({ label: 'Use now', params: { timestamp: '2026-11-20T22:40:41Z' } });
    }
  });
});
