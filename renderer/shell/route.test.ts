import { describe, expect, it } from 'vitest';
import { parseRoute } from './route.ts';

describe('parseRoute', () => {
  it.each([
    ['', 'compose', null],
    ['#', 'compose', null],
    ['#/', 'compose', null],
    ['#/compose', 'compose', null],
    ['#/history', 'history', null],
    ['#/history/', 'history', null],
    ['#/history/0197-a', 'history', '0197-a'],
    ['#/history/a%2Fb', 'history', 'a/b'],
    ['#/history/%E0%A4%A', 'history', null],
    ['#/vault', 'vault', null],
    ['#/nowhere/7', 'compose', null],
    ['#c=AbCdEfGhIj', 'compose', null],
  ])('reads %s as the page %s', (hash, page, id) => {
    expect(parseRoute(hash)).toMatchObject({ page, id });
  });

  it('keeps what stands after the question mark', () => {
    const route = parseRoute('#/compose?from=0197-a');
    expect(route.page).toBe('compose');
    expect(route.query.get('from')).toBe('0197-a');
  });
});
