import { describe, expect, it } from 'vitest';
import { limitsOf, readLimits } from './retention-form.ts';

const off = { isOn: false, text: 'whatever' };

describe('the limits of the history', () => {
  it.each([
    { days: null, count: null },
    { days: 90, count: null },
    { days: 1, count: 100 },
  ])('go into the form and come out of it the same: %o', (retention) => {
    expect(readLimits(limitsOf(retention))).toEqual({ ok: true, retention });
  });

  it('may be written as people write numbers', () => {
    expect(readLimits({ days: off, count: { isOn: true, text: ' 100,000 ' } })).toEqual({
      ok: true,
      retention: { days: null, count: 100_000 },
    });
  });

  it.each(['', '0', '-3', '1.5', 'ninety', '99999'])('say what is wrong with “%s” days', (text) => {
    const read = readLimits({ days: { isOn: true, text }, count: off });
    expect(read).toMatchObject({ ok: false, problem: expect.stringContaining('days') });
  });

  it('never keep fewer than a hundred sends', () => {
    expect(readLimits({ days: off, count: { isOn: true, text: '99' } }).ok).toBe(false);
  });
});
