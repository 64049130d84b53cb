import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ATTEMPTS, deciding, nextStep, retryAfterMs, type Tried } from './retry.ts';

const tried = (
  state: Tried['outcome']['state'],
  again: Tried['outcome']['again'],
  more: Partial<Tried['outcome']> & { retryAfterMs?: number } = {},
): Tried => ({
  outcome: { state, reason: more.reason ?? null, again },
  retryAfterMs: more.retryAfterMs ?? null,
});
const facts = { hasKey: true, attempts: ATTEMPTS, elapsedMs: 0, random: 0.5 };
const LIMITED = tried('failed', 'yes', { reason: 'rate_limited' });
const FAULT = tried('unknown', 'with-key', { reason: 'server_error' });
const times = (length: number) => Array.from({ length }, () => FAULT);

test('the wait is anywhere between one second and twice as long each time', () => {
  const waits = (random: number) => [1, 2, 3].map((n) => nextStep(times(n), { ...facts, random }));
  expect(waits(0)).toEqual([1000, 1000, 1000].map((ms) => ({ does: 'wait', ms })));
  expect(waits(1)).toEqual([2000, 4000, 8000].map((ms) => ({ does: 'wait', ms })));
});

test('after four attempts it is over, and an answer that says no is the last', () => {
  expect(nextStep(times(ATTEMPTS), facts)).toEqual({
    does: 'end',
    retryAfterMs: null,
  });
  expect(nextStep([FAULT, tried('rejected', 'no')], facts).does).toBe('end');
  expect(nextStep([tried('delivered', 'no')], facts).does).toBe('end');
});

test('a fault of the vendor is tried again only where it can tell a repetition by its key', () => {
  expect(nextStep([FAULT], facts).does).toBe('wait');
  expect(nextStep([FAULT], { ...facts, hasKey: false }).does).toBe('end');
  expect(nextStep([LIMITED], { ...facts, hasKey: false }).does).toBe('wait');
});

test('a misdirected request is tried once more', () => {
  const once = tried('failed', 'once');
  expect(nextStep([once], facts).does).toBe('wait');
  expect(nextStep([once, once], facts).does).toBe('end');
});

test('“too many” waits as long as it says, 30 s where it does not say, and ends where that is too long', () => {
  const asking = (ms: number) => tried('failed', 'yes', { reason: 'rate_limited', retryAfterMs: ms });
  expect(nextStep([LIMITED], facts)).toEqual({ does: 'wait', ms: 30_000 });
  expect(nextStep([asking(0)], facts)).toEqual({ does: 'wait', ms: 1500 });
  expect(nextStep([asking(60_000)], facts)).toEqual({ does: 'wait', ms: 60_000 });
  expect(nextStep([asking(901_000)], facts)).toEqual({ does: 'end', retryAfterMs: 901_000 });
  expect(nextStep([asking(60_000)], { ...facts, elapsedMs: 550_000 })).toEqual({
    does: 'end',
    retryAfterMs: 60_000,
  });
});

describe('how long an answer asks to be left alone', () => {
  const DATE = 'Fri, 20 Nov 2026 10:00:00 GMT';
  const asks = (...values: string[]) =>
    retryAfterMs([['date', DATE], ...values.map((value): [string, string] => ['retry-after', value])], 0);
  test.each([
    ['0', 0],
    ['5', 5000],
    [' 5 ', 5000],
    ['-1', null],
    ['1.5', null],
    ['99999999', 99_999_999_000],
    ['abc', null],
    ['', null],
    ['Fri, 20 Nov 2026 10:02:00 GMT', 120_000],
    ['Fri, 20 Nov 2026 09:00:00 GMT', 0],
    ['Mon, 01 Jan 1900 00:00:00 GMT', 0],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 251_607_131_999_000],
    ['2026-11-20T10:02:00Z', null],
  ])('“%s”', (value, ms) => {
    expect(asks(value)).toBe(ms);
  });

  test('of two the longer, and none where there is none', () => {
    expect(asks('1', '9')).toBe(9000);
    expect(asks()).toBeNull();
  });

  test('a date is held against the answer’s own clock, or ours where it has none', () => {
    const now = Date.parse(DATE);
    expect(retryAfterMs([['retry-after', 'Fri, 20 Nov 2026 10:02:00 GMT']], now - 1000)).toBe(121_000);
  });
});

test('accepted once is accepted, and a doubt about one attempt is not taken away by another', () => {
  const states = ['delivered', 'rejected', 'failed', 'unknown'] as const;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...states), { minLength: 1, maxLength: 4 }), (all) => {
      const state = deciding(all.map((one) => tried(one, 'no')))?.outcome.state;
      if (all.includes('delivered')) expect(state).toBe('delivered');
      else if (all.includes('unknown')) expect(state).toBe('unknown');
      else expect(state).toBe(all.at(-1));
    }),
  );
});
