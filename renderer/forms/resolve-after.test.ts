import { expect, it } from 'vitest';
import { asUsual, choiceFor, pickedSeconds, secondsInWords } from './resolve-after.ts';

it.each([null, 10, 300, 900, 3600, 90, 5400, 86_400, 30 * 86_400])(
  'what was kept as %s seconds is picked again as the same',
  (seconds) => {
    expect(pickedSeconds(choiceFor(seconds))).toEqual({ ok: true, seconds });
  },
);

it('as the destination says is not the same as never', () => {
  expect(pickedSeconds(asUsual)).toEqual({ ok: true, seconds: undefined });
  expect(pickedSeconds({ ...asUsual, pick: 'never' })).toEqual({ ok: true, seconds: null });
});

it('half an hour may be typed as 0.5 hours', () => {
  expect(pickedSeconds({ pick: 'other', amount: ' 0.5 ', unit: '3600' })).toEqual({
    ok: true,
    seconds: 1800,
  });
});

it.each([
  ['', 'as a number'],
  ['soon', 'as a number'],
  ['-5', 'as a number'],
  ['9', '10 seconds at the earliest'],
  ['2592001', '30 days at the latest'],
])('%j seconds are refused in words', (amount, words) => {
  const picked = pickedSeconds({ pick: 'other', amount, unit: '1' });
  expect(picked).toEqual({ ok: false, why: expect.stringContaining(words) });
});

it('says it in the largest unit that fits', () => {
  expect(secondsInWords(900)).toBe('after 15 min');
  expect(secondsInWords(null)).toBe('never');
});
