import { describe, expect, test } from 'vitest';
import { masked, secretInput } from './secret.ts';

const input = (value: string) =>
  secretInput.safeParse({
    label: 'Prod',
    provider: 'pagerduty',
    slot: 'routingKey',
    boundOrigin: 'https://x.example',
    value,
  });

describe('a pasted key', () => {
  test('loses the spaces around it', () => {
    expect(input(' 0123abc\n').data?.value).toBe('0123abc');
  });

  test.each([
    '',
    '   ',
    'two words',
    'a\nb',
    '"quoted"',
    'back\\slash',
    'schlüssel',
    '\u200babc',
    'x'.repeat(4097),
  ])('%j is refused, without being repeated', (value) => {
    const message = input(value).error?.message ?? '';
    expect(message).not.toBe('');
    if (value.trim().length > 3) expect(message).not.toContain(value);
  });
});

test('a secret stands under its name', () => {
  expect(masked('Prod')).toBe('«secret:Prod»');
});
