import { expect, it } from 'vitest';
import { clockLeft, exactly, roughly } from './durations.ts';

it.each([
  [0, '0 s'],
  [-5000, '0 s'],
  [40_000, '40 s'],
  [60_000, '1 min'],
  [299_000, '5 min'],
  [3_599_000, '1 h'],
  [725_000, '12 min'],
  [3_600_000, '1 h'],
  [4_800_000, '1 h 20 min'],
  [86_400_000, '1 d'],
  [3 * 86_400_000 + 4 * 3_600_000, '3 d 4 h'],
])('%d ms is about %s', (ms, words) => {
  expect(roughly(ms)).toBe(words);
});

it.each([
  [0, '0:00'],
  [-1, '0:00'],
  [1, '0:01'],
  [532_000, '8:52'],
  [3_723_000, '1:02:03'],
])('%d ms left stand as %s', (ms, words) => {
  expect(clockLeft(ms)).toBe(words);
});

it.each([
  [10, '10 s'],
  [90, '90 s'],
  [300, '5 min'],
  [3600, '1 h'],
  [5400, '90 min'],
  [86_400, '1 d'],
])('%d seconds are exactly %s', (seconds, words) => {
  expect(exactly(seconds)).toBe(words);
});
