import { expect, test } from 'vitest';
import { timeFromText, timeInWords, timeText } from './time-words.ts';

const now = Date.parse('2026-11-20T22:40:41.512Z');

test('the present is written to the second in the notation of the vendor', () => {
  expect(timeText('rfc3339', now)).toBe('2026-11-20T22:40:41Z');
  expect(timeText('epoch-seconds', now)).toBe('1795214441');
});

test('what was written is read back', () => {
  expect(timeFromText('rfc3339', timeText('rfc3339', now))).toBe(1_795_214_441_000);
  expect(timeFromText('epoch-seconds', timeText('epoch-seconds', now))).toBe(1_795_214_441_000);
});

test.each([
  ['rfc3339', ''],
  ['rfc3339', '1795214441'],
  ['rfc3339', 'yesterday'],
  ['epoch-seconds', '2026-11-20'],
  ['epoch-seconds', '12.5'],
] as const)('as %s, "%s" is no time', (format, text) => {
  expect(timeFromText(format, text)).toBeNull();
  expect(timeInWords(format, text, now)).toBeNull();
});

test('the words say how far away it is', () => {
  expect(timeInWords('rfc3339', '2026-11-20T22:34:41Z', now)).toMatch(/2026, .*, 6 min ago$/);
  expect(timeInWords('epoch-seconds', '1795218041', now)).toMatch(/, in 59 min$/);
  expect(timeInWords('rfc3339', '2026-11-20T22:40:41Z', now)).toMatch(/, now$/);
});
