import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { masked } from '#shared/model/secret.ts';
import { endpointUrl } from './endpoint-url.ts';

const BASE = 'https://alert.victorops.com/integrations/generic/20131114/alert';

describe('the address with the keys in it', () => {
  test.each([
    [BASE, 'k', 'team', `${BASE}/k/team`],
    [BASE, 'k', '', `${BASE}/k`],
    [`${BASE}/`, 'k', 'team', `${BASE}/k/team`],
    [`${BASE}//`, 'k', '', `${BASE}/k`],
    [`${BASE}?trace=1`, 'k', 'team', `${BASE}/k/team?trace=1`],
    ['http://127.0.0.1:7311', 'k', 'team', 'http://127.0.0.1:7311/k/team'],
    [BASE, 'k', ' team ', `${BASE}/k/team`],
    [BASE, 'k', 'a/b?c#d%e f', `${BASE}/k/a%2Fb%3Fc%23d%25e%20f`],
    [BASE, 'k', 'ü', `${BASE}/k/%C3%BC`],
    [BASE, 'a/b?c#d%e', '', `${BASE}/a%2Fb%3Fc%23d%25e`],
    [BASE, 'k', '\ud83d', `${BASE}/k/%EF%BF%BD`],
  ])('%s + %s + %s', (base, key, route, expected) => {
    expect(endpointUrl(base, key, route)).toBe(expected);
  });

  test('a masked key stays readable', () => {
    expect(endpointUrl(BASE, masked('prod / VictorOps'), 'team')).toBe(
      `${BASE}/«secret:prod / VictorOps»/team`,
    );
  });

  test('whatever is typed adds exactly the parts that it should, and never leaves the origin', () => {
    const key = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 1,
    });
    fc.assert(
      fc.property(key, fc.string({ unit: 'binary' }), (apiKey, routingKey) => {
        const url = endpointUrl(BASE, apiKey, routingKey);
        const parts = url.slice(BASE.length).split('/');
        expect(parts).toHaveLength(routingKey.trim() === '' ? 2 : 3);
        expect(decodeURIComponent(parts[2] ?? '')).toBe(routingKey.trim().toWellFormed());
        expect(url).not.toMatch(/[?#\s]/);
        expect(new URL(url).origin).toBe('https://alert.victorops.com');
      }),
    );
  });
});
