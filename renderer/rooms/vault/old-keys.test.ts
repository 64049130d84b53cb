import { expect, it } from 'vitest';
import type { Secret } from '#shared/model/secret.ts';
import { ageInDays, oldKeys } from './old-keys.ts';

const now = Date.parse('2026-11-20T12:00:00.000Z');
const key = (label: string, updatedAt: string, kept: Secret['kept'] = 'vault'): Secret => ({
  id: label,
  label,
  provider: 'victorops',
  slot: 'apiKey',
  boundOrigin: 'https://alert.victorops.com',
  createdAt: updatedAt,
  updatedAt,
  lastUsedAt: null,
  last4: null,
  byteLength: 36,
  kept,
});

it('a key is old when nobody has changed it for more than a year, and the oldest comes first', () => {
  const year = key('a year', '2025-11-20T12:00:00.000Z');
  const more = key('402 days', '2025-10-14T12:00:00.000Z');
  const most = key('two years', '2024-11-20T12:00:00.000Z');
  const elsewhere = key('built in', '2020-01-01T00:00:00.000Z', 'built-in');
  expect(oldKeys([year, more, most, elsewhere], now)).toEqual([most, more]);
  expect(ageInDays(more, now)).toBe(402);
});
