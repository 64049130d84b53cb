import { expect, it } from 'vitest';
import { createIncidentBook } from './incidents.ts';

const facts = (key: string) => ({ key, title: key, level: 'critical' });

it('keeps the newest incidents and forgets the rest, open or not', () => {
  const book = createIncidentBook('test', (text) => text, 3);
  for (const key of ['a', 'b', 'c', 'd']) book.open(key, facts(key), 0);
  expect(book.list().map((incident) => incident.key)).toEqual(['d', 'c', 'b']);
  expect(book.current('a')).toBeNull();
  expect(book.current('b')?.number).toBe(2);
});

it('still finds an incident whose forgotten predecessor had the same identity', () => {
  const book = createIncidentBook('test', (text) => text, 2);
  book.change(book.open('a', facts('a'), 0), { state: 'resolved' }, 1);
  const second = book.open('a', facts('a'), 2);
  book.open('b', facts('b'), 3);
  expect(book.current('a')).toEqual(second);
});

it('does not confuse identities that begin alike', () => {
  const book = createIncidentBook('test', (text) => text.slice(0, 4));
  book.open('long-a', facts('long-a'), 0);
  expect(book.current('long-b')).toBeNull();
  expect(book.list()[0]?.key).toBe('long');
});
