import { expect, test } from 'vitest';
import { table } from './print.ts';

test('columns are as wide as their widest cell', () => {
  expect(
    table([
      ['A', 'B'],
      ['long', 'x'],
      ['', 'y'],
    ]),
  ).toBe('A     B\nlong  x\n      y');
});

test('a name cannot steer the terminal or break the table', () => {
  expect(table([['\u001b[2Jgone\nnew line']])).toBe('\u{fffd}[2Jgone\u{fffd}new line');
});
