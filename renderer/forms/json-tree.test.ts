import { expect, test } from 'vitest';
import {
  addRow,
  convert,
  type JsonObject,
  removeRow,
  setName,
  setValue,
  textFromTree,
  treeFromText,
  treeRows,
} from './json-tree.ts';

function tree(text: string): JsonObject {
  const read = treeFromText(text);
  if (!read.ok) throw new Error(read.why);
  return read.root;
}

test('text becomes rows and the same text again, with every number as it was typed', () => {
  const text = '{\n  "big": 12345678901234567890,\n  "float": 1.50,\n  "exp": 1E+3\n}';
  expect(textFromTree(tree(text))).toBe(text);
});

test('rows go down into objects and lists, in reading order', () => {
  const rows = treeRows(tree('{"a":{"b":[1,{"c":true}]},"d":null}'));
  expect(rows.map(({ path, name, value }) => [path.join('.'), name, value.type])).toEqual([
    ['0', 'a', 'object'],
    ['0.0', 'b', 'list'],
    ['0.0.0', null, 'number'],
    ['0.0.1', null, 'object'],
    ['0.0.1.0', 'c', 'boolean'],
    ['1', 'd', 'null'],
  ]);
});

test('no text is no rows, and no rows are no text', () => {
  expect(treeRows(tree('  '))).toEqual([]);
  expect(textFromTree(removeRow(tree('{"a":1}'), [0]))).toBe('');
});

test('text that is no JSON object gives no rows but the place where reading stopped', () => {
  expect(treeFromText('{"a": 1,}')).toEqual({
    ok: false,
    why: 'Line 1, column 9: there is a comma too many before the }.',
  });
  expect(treeFromText('[1]')).toEqual({ ok: false, why: 'Rows need an object in { }.' });
});

test('a value deep inside is changed and everything beside it stays', () => {
  const root = tree('{"a":[1,{"b":2.0}],"c":3}');
  const changed = setValue(root, [0, 1, 0], { type: 'number', literal: '2.' });
  expect(textFromTree(changed)).toBe('{\n  "a": [\n    1,\n    {\n      "b": 2.\n    }\n  ],\n  "c": 3\n}');
  expect(textFromTree(root)).toContain('2.0');
});

test('a name is changed in place', () => {
  expect(textFromTree(setName(tree('{"a":1,"b":2}'), [0], 'first'))).toBe('{\n  "first": 1,\n  "b": 2\n}');
});

test('a row that was only just added is not in the text', () => {
  const added = addRow(tree('{"a":1}'), []);
  expect(treeRows(added)).toHaveLength(2);
  expect(textFromTree(added)).toBe('{\n  "a": 1\n}');
});

test('a row is added inside a list', () => {
  expect(textFromTree(addRow(tree('{"a":[1]}'), [0]))).toBe('{\n  "a": [\n    1,\n    ""\n  ]\n}');
});

test.each([
  ['text', 'number', { type: 'text', value: '91.40' }, { type: 'number', literal: '91.40' }],
  ['number', 'text', { type: 'number', literal: '1e2' }, { type: 'text', value: '1e2' }],
  ['text', 'boolean', { type: 'text', value: 'true' }, { type: 'boolean', value: true }],
  ['text', 'list', { type: 'text', value: 'a' }, { type: 'list', items: [{ type: 'text', value: 'a' }] }],
  [
    'text',
    'object',
    { type: 'text', value: '{"a":1}' },
    { type: 'object', members: [{ name: 'a', value: { type: 'number', literal: '1' } }] },
  ],
  [
    'list',
    'object',
    { type: 'list', items: [{ type: 'null' }] },
    { type: 'object', members: [{ name: '1', value: { type: 'null' } }] },
  ],
] as const)('a %s becomes a %s and keeps what was typed', (_from, type, before, after) => {
  expect(convert(before, type)).toEqual(after);
});
