import { expect, it } from 'vitest';
import { asLocal, fromLocal } from './local-time.ts';

it('a moment comes back from the field as it went in, to the minute', () => {
  for (const iso of ['2026-11-20T22:41:00.000Z', '2026-03-29T00:30:00.000Z', '2026-01-01T00:00:00.000Z']) {
    expect(fromLocal(asLocal(iso))).toBe(iso);
  }
});

it('an empty field is no moment, and neither is half a one', () => {
  expect(asLocal(undefined)).toBe('');
  expect(fromLocal('')).toBeUndefined();
  expect(fromLocal('2026-11-20T')).toBeUndefined();
});
