import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { durationInWords, epochUnit, isoSeconds, readIsoTime } from './time.ts';

describe('a point in time', () => {
  test.each([
    ['2015-07-17T08:42:58.315+0000', Date.UTC(2015, 6, 17, 8, 42, 58, 315)],
    ['2011-05-06T17:00Z', Date.UTC(2011, 4, 6, 17)],
    ['2011-05-06T03:30-07', Date.UTC(2011, 4, 6, 10, 30)],
    ['2011-05-06', Date.UTC(2011, 4, 6)],
    ['2024-02-29T23:59:59.999999999+05:30', Date.UTC(2024, 1, 29, 18, 29, 59, 999)],
    ['0001-01-01T00:00:00Z', -62_135_596_800_000],
  ])('%s', (source, milliseconds) => {
    expect(readIsoTime(source)).toEqual({ milliseconds, zone: true });
  });

  test('may lack a zone', () => {
    expect(readIsoTime('2011-05-06T17:00')?.zone).toBe(false);
  });

  test.each([
    '',
    '2023-02-29',
    '2023-00-10',
    '2023-13-10',
    '2023-01-32',
    '2023-01-01T24:00Z',
    '2023-01-01T00:60Z',
    '2023-01-01T00:00:60Z',
    '2023-01-01T00:00+24:00',
    '2023-01-01T00:00+00:60',
    '2023-01-01 00:00Z',
    '2023-01-01T0:00Z',
    '2023-01-01T00Z',
    ' 2023-01-01',
    '1700000000',
  ])('is not %j', (source) => {
    expect(readIsoTime(source)).toBeNull();
  });

  test('reads every time that JavaScript writes', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('0000-01-01T00:00:00Z'),
          max: new Date('9999-12-31T23:59:59.999Z'),
          noInvalidDate: true,
        }),
        (date) => {
          expect(readIsoTime(date.toISOString())).toEqual({ milliseconds: date.getTime(), zone: true });
        },
      ),
    );
  });
});

test('is written to the second', () => {
  expect(isoSeconds(Date.UTC(2026, 10, 20, 22, 34, 41, 999))).toBe('2026-11-20T22:34:41Z');
});

test.each([
  [1_795_214_441n, 'seconds'],
  [99_999_999_999n, 'seconds'],
  [100_000_000_000n, 'milliseconds'],
  [1_795_214_441_000n, 'milliseconds'],
  [1_795_214_441_000_000n, 'microseconds'],
  [1_795_214_441_000_000_000n, 'nanoseconds'],
])('%s is a count of %s', (count, name) => {
  expect(epochUnit(count).name).toBe(name);
});

test.each([
  [0, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_599_999, '59 min'],
  [3_600_000, '1 h'],
  [172_799_999, '47 h'],
  [172_800_000, '2 d'],
])('%i ms are %s', (milliseconds, words) => {
  expect(durationInWords(milliseconds)).toBe(words);
});
