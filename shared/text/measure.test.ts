import { expect, test } from 'vitest';
import { byteLength, codePoints, grouped, sizeInWords } from './measure.ts';

test.each([
  ['', 0, 0],
  ['abc', 3, 3],
  ['é', 1, 2],
  ['🔥', 1, 4],
  ['👩‍🚒', 3, 11],
  ['\ud83d', 1, 3],
])('%j has %i code points and %i bytes', (text, points, bytes) => {
  expect(codePoints(text)).toBe(points);
  expect(byteLength(text)).toBe(bytes);
});

test.each([
  [0, '0 B'],
  [578, '578 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [12_400, '12.4 kB'],
  [99_960, '100 kB'],
  [512_000, '512 kB'],
])('%i bytes are %s', (bytes, words) => {
  expect(sizeInWords(bytes)).toBe(words);
});

test('numbers are grouped as the vendors write them', () => {
  expect([0, 999, 1061, 512_000].map(grouped)).toEqual(['0', '999', '1,061', '512,000']);
});
