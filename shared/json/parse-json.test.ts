import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compact, type Json, pretty } from './json.ts';
import { parseJson, problemInWords } from './parse-json.ts';

const again = (source: string): string => {
  const parsed = parseJson(source);
  return parsed.ok ? compact(parsed.json) : problemInWords(parsed.problem);
};

describe('what was typed is what is sent', () => {
  test.each([
    ['{}', '{}'],
    [' [ ] ', '[]'],
    ['{"b": 1, "a": 2}', '{"b":1,"a":2}'],
    ['12345678901234567890', '12345678901234567890'],
    ['[1.10, -0, 1E400, 1e-7, 0.0]', '[1.10,-0,1E400,1e-7,0.0]'],
    ['"\\u00e9\\/\\ud83d\\udd25"', '"é/🔥"'],
    ['"\\ud83d"', '"\\ud83d"'],
    ['"\\u0000\\u2028"', '"\\u0000\u2028"'],
    ['{"__proto__": {"x": 1}, "constructor": 2}', '{"__proto__":{"x":1},"constructor":2}'],
    ['\t\r\n[true,false,null]\n', '[true,false,null]'],
    ['{"": ""}', '{"":""}'],
  ])('%s', (source, sent) => {
    expect(again(source)).toBe(sent);
  });

  test('reads everything that JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.constantFrom(0, 2, '\t'), (value, space) => {
        const source = JSON.stringify(value, null, space);
        expect(again(source)).toBe(JSON.stringify(value));
      }),
    );
  });

  test('laid out for reading, it is still the same', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const parsed = parseJson(JSON.stringify(value));
        expect(parsed.ok && again(pretty(parsed.json))).toBe(JSON.stringify(value));
      }),
    );
  });

  test('agrees with JSON.parse on what is JSON, but for names that are there twice', () => {
    const pieces = fc.constantFrom(...'{}[],:"\\ \n0123456789.-+eEtruefalsn\'u/é');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const source = parts.join('');
        const parsed = parseJson(source);
        let expected = true;
        try {
          JSON.parse(source);
        } catch {
          expected = false;
        }
        expect(parsed.ok || parsed.problem.message.includes('twice')).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('what is wrong, and where', () => {
  test.each([
    ['', 'Line 1, column 1: a value is expected, but there is nothing more.'],
    ['{', 'Line 1, column 2: a name in "double quotes" is expected, but there is nothing more.'],
    ['{"a" 1}', 'Line 1, column 6: a colon is expected after "a", but there is 1.'],
    ['{"a": 1 "b": 2}', 'Line 1, column 9: a comma or } is expected, but there is ".'],
    ['{"a": 1,}', 'Line 1, column 9: there is a comma too many before the }.'],
    ['[1,]', 'Line 1, column 4: there is a comma too many before the ].'],
    ['[1 2]', 'Line 1, column 4: a comma or ] is expected, but there is 2.'],
    ['{a: 1}', 'Line 1, column 2: a name in "double quotes" is expected, but there is a.'],
    ["{'a': 1}", `Line 1, column 2: a name in "double quotes" is expected, but there is '.`],
    ["['a']", 'Line 1, column 2: JSON text stands in "double quotes", not single ones.'],
    ['{\n  "a": tru\n}', 'Line 2, column 8: a value is expected, but there is tru.'],
    ['{\n  "a": 1,\n  "a": 2\n}', 'Line 3, column 3: the name "a" is there twice; only one would arrive.'],
    ['{"a": 1} x', 'Line 1, column 10: there is more after the end: x.'],
    ['01', 'Line 1, column 2: there is more after the end: 1.'],
    ['[NaN]', 'Line 1, column 2: a value is expected, but there is NaN.'],
    ['[+1]', 'Line 1, column 2: a value is expected, but there is +1.'],
    ['[.5]', 'Line 1, column 2: a value is expected, but there is .5.'],
    ['"abc', 'Line 1, column 1: this text has no closing ".'],
    ['"a\\"', 'Line 1, column 1: this text has no closing ".'],
    ['"a\nb"', 'Line 1, column 3: a line break or tab in a text has to be written as \\n or \\t.'],
    [
      '"\\x41"',
      'Line 1, column 1: there is a \\ in this text that JSON does not know; a backslash itself is \\\\.',
    ],
    ['[😀]', 'Line 1, column 2: a value is expected, but there is 😀.'],
    ['\ufeff{}', 'Line 1, column 1: a value is expected, but there is U+FEFF.'],
    ['{\u00a0}', 'Line 1, column 2: a name in "double quotes" is expected, but there is U+00A0.'],
    ['// note', 'Line 1, column 1: a value is expected, but there is /.'],
  ])('%j', (source, problem) => {
    expect(again(source)).toBe(problem);
  });
});

describe('depth', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

  test('65 lists in one another are read, one more is not', () => {
    expect(again(nested(65))).toBe(nested(65));
    expect(again(nested(66))).toBe('Line 1, column 66: it is nested deeper than 64 levels.');
    expect(again('{"a":'.repeat(66))).toContain('deeper than 64 levels');
  });

  test('a million brackets end with a sentence, not with the stack', () => {
    expect(again('['.repeat(1_000_000))).toContain('deeper than 64 levels');
  });

  test('a million values are read', () => {
    const source = `[${'1,'.repeat(999_999)}1]`;
    expect(parseJson(source).ok).toBe(true);
  });
});

test('laid out for reading, objects and lists have a line for each member', () => {
  const json: Json = {
    type: 'object',
    members: [
      { name: 'a', value: { type: 'list', items: [{ type: 'number', literal: '1.0' }] } },
      { name: 'b', value: { type: 'object', members: [] } },
      { name: 'c', value: { type: 'list', items: [] } },
    ],
  };
  expect(pretty(json)).toBe('{\n  "a": [\n    1.0\n  ],\n  "b": {},\n  "c": []\n}');
});
