import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differences } from './diff.ts';
import { type Json, list, number, object, text } from './json.ts';

/** For short tables: what `JSON.parse` makes of it is enough here. */
function json(value: unknown): Json {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return { type: 'boolean', value };
  if (Array.isArray(value)) return list(value.map(json));
  if (typeof value === 'object' && value !== null) {
    return object(Object.entries(value).map(([name, member]) => [name, json(member)]));
  }
  return { type: 'null' };
}
const between = (before: unknown, after: unknown) =>
  differences(json(before), json(after)).map(({ does, path }) => `${does} ${path.join('.')}`.trim());

describe('a difference', () => {
  test.each([
    ['nothing', { a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }, []],
    ['a member more', { a: 1 }, { a: 1, b: 2 }, ['added b']],
    ['a member less', { a: 1, b: 2 }, { b: 2 }, ['removed a']],
    ['a value', { a: { b: 'x' } }, { a: { b: 'y' } }, ['changed a.b']],
    ['a type', { a: '1' }, { a: 1 }, ['changed a']],
    ['null is not missing', { a: null }, {}, ['removed a']],
    ['the whole', [], {}, ['changed']],
    ['an item put before others', [1, 2, 3], [0, 1, 2, 3], ['added 0']],
    ['an item taken out', ['a', 'b', 'c'], ['a', 'c'], ['removed 1']],
    ['an item changed inside', [{ n: 1 }, { n: 2 }], [{ n: 1 }, { n: 3 }], ['changed 1.n']],
    ['items in another order', ['a', 'b'], ['b', 'a'], ['removed 0', 'added 1']],
  ])('%s', (_, before, after, expected) => {
    expect(between(before, after)).toEqual(expected);
  });

  test.each([
    ['1.0', '1', true],
    ['1e2', '100', true],
    ['-0.50', '-5E-1', true],
    ['0', '0e5', true],
    ['12345678901234567890', '12345678901234567891', false],
    ['1', '-1', false],
    ['1e400', '1e401', false],
  ])('%s and %s are the same number: %s', (before, after, isSame) => {
    expect(differences(number(before), number(after)).length === 0).toBe(isSame);
  });
});

test('there is none from a document to itself, and one way back for each way there', () => {
  const value = fc.jsonValue({ maxDepth: 4 }).map(json);
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(differences(a, a)).toEqual([]);
      expect(differences(a, b).length === 0).toBe(differences(b, a).length === 0);
    }),
    { numRuns: 300 },
  );
});

test('lists too long to be compared the better way are compared all the same, soon', () => {
  const long = (first: number) => list(Array.from({ length: 20_000 }, (_, n) => number(n * 2 + first)));
  const started = performance.now();
  expect(differences(long(0), long(1)).length).toBe(20_000);
  expect(performance.now() - started).toBeLessThan(3000);
});
