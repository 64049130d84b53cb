import { expect, test } from 'vitest';
import { describeSecret } from '#main/secrets/secrets.ts';
import { SecretValue } from '#main/secrets/secret-value.ts';
import { redactor } from './redact.ts';

const secret = (label: string, value: string) => ({
  meta: describeSecret(
    {
      id: label,
      label,
      provider: 'p',
      slot: 's',
      boundOrigin: 'https://a.example',
      value,
      createdAt: '',
      updatedAt: '',
    },
    'memory',
    null,
  ),
  value: new SecretValue(value),
});
const KEY = 'k+ey/0123456789abcdef%0123456789';

test.each([
  KEY,
  encodeURIComponent(KEY),
  Buffer.from(KEY).toString('base64'),
  Buffer.from(KEY).toString('base64url'),
  Buffer.from(KEY).toString('hex'),
])('a key is masked in the form %s', (form) => {
  const clean = redactor([secret('payments', KEY)])(`before ${form} after ${form}`);
  expect(clean).toBe('before «secret:payments» after «secret:payments»');
});

test.each([0, 1, 2])('a key inside the Base64 of a longer text is masked, %i bytes in', (offset) => {
  const clean = redactor([secret('payments', KEY)])(
    Buffer.from(`${'a'.repeat(offset)}${KEY}and more`).toString('base64'),
  );
  expect(clean).toContain('«secret:payments»');
  const left = Buffer.from(clean.replace('«secret:payments»', ''), 'base64').toString('latin1');
  expect(left).not.toContain(KEY.slice(2, 8));
});

test('of two keys, one inside the other, the longer goes first', () => {
  const redact = redactor([secret('short', 'abcdef12'), secret('long', 'xxabcdef12xx')]);
  expect(redact('xxabcdef12xx abcdef12')).toBe('«secret:long» «secret:short»');
});

test('a wrapped value prints nowhere', () => {
  const value = new SecretValue(KEY);
  expect(String(value)).toBe('[secret]');
  expect(JSON.stringify({ value })).toBe('{"value":"[secret]"}');
  expect(structuredClone({ value })).toEqual({ value: {} });
});
