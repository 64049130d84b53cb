import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { countChanges, diffLines } from './diff.ts';

const shown = (before: string, after: string) =>
  diffLines(before, after).map(({ sign, text }) => `${{ same: ' ', gone: '-', new: '+' }[sign]}${text}`);

test('equal texts have no changes', () => {
  expect(shown('a\nb', 'a\nb')).toEqual([' a', ' b']);
  expect(countChanges(diffLines('a\nb', 'a\nb'))).toBe(0);
});

test('a changed line goes and comes, in this order', () => {
  expect(shown('{\n1\n}', '{\n2\n}')).toEqual([' {', '-1', '+2', ' }']);
});

test('lines that only moved in are not taken for changes of their neighbours', () => {
  expect(shown('a\nc\nd', 'a\nb\nc\nd')).toEqual([' a', '+b', ' c', ' d']);
  expect(shown('a\nb\nc', 'c')).toEqual(['-a', '-b', ' c']);
});

test('changes that stand together count once', () => {
  expect(countChanges(diffLines('a\nb\nc\nd', 'a\nB\nB2\nc\nD'))).toBe(2);
});

test('texts too large to compare are shown as one block', () => {
  const many = (mark: string) => Array.from({ length: 2100 }, (_, n) => `${mark}${n}`).join('\n');
  const lines = diffLines(many('a'), many('b'));
  expect(lines).toHaveLength(4200);
  expect(countChanges(lines)).toBe(1);
});

test('whatever the texts, both can be read out of the diff', () => {
  const some = array(constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 }).map((lines) => lines.join('\n'));
  assert(
    property(some, some, (before, after) => {
      const lines = diffLines(before, after);
      const read = (without: string) =>
        lines
          .filter(({ sign }) => sign !== without)
          .map(({ text }) => text)
          .join('\n');
      expect(read('new')).toBe(before);
      expect(read('gone')).toBe(after);
    }),
  );
});
