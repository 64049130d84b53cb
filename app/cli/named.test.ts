import { expect, test } from 'vitest';
import { findNamed } from './named.ts';

const things = [
  { id: '1', name: 'Payments' },
  { id: '2', name: 'payments' },
  { id: '3', name: 'Search' },
  { id: '4', name: 'twin' },
  { id: '5', name: 'twin' },
];
const find = (asked: string) => findNamed(things, asked, ({ name }) => name)?.id;

test('the exact name goes first, then another letter case where only one has it, then the id', () => {
  expect(['Payments', 'payments', 'SEARCH', '5', 'nothing'].map(find)).toEqual([
    '1',
    '2',
    '3',
    '5',
    undefined,
  ]);
});

test('where it could be several, it says which', () => {
  expect(() => find('PAYMENTS')).toThrow('1 (Payments), 2 (payments)');
  expect(() => find('twin')).toThrow('4 (twin), 5 (twin)');
});
