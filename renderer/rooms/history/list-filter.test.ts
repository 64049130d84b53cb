import { describe, expect, it } from 'vitest';
import {
  choose,
  engineFilter,
  filterKey,
  isNarrowed,
  type ListFilter,
  readFilter,
  writeFilter,
} from './list-filter.ts';

const read = (search: string) => readFilter(new URLSearchParams(search));

describe('the filter in the address', () => {
  it.each<[string, ListFilter]>([
    ['', {}],
    ['q=disk+91+%25', { search: 'disk 91 %' }],
    ['provider=pagerduty&provider=bigpanda', { providers: ['pagerduty', 'bigpanda'] }],
    [
      'environment=production&state=unknown&state=rejected',
      {
        environments: ['production'],
        states: ['unknown', 'rejected'],
      },
    ],
    ['destination=d1&key=a%2Fb%20%26', { destinations: ['d1'], incidentKey: 'a/b &' }],
    ['batch=b1&last=24h', { batches: ['b1'], last: '24h' }],
    ['since=2026-11-20T00%3A00%3A00.000Z', { since: '2026-11-20T00:00:00.000Z' }],
  ])('%s is read and written back', (search, filter) => {
    expect(read(search)).toEqual(filter);
    expect(read(filterKey(filter))).toEqual(filter);
  });

  it.each(['environment=moon', 'state=fine', 'since=yesterday', 'last=99y', 'q=', `key=${'x'.repeat(5000)}`])(
    '%s narrows nothing',
    (search) => {
      expect(read(search)).toEqual({});
    },
  );

  it('leaves alone what else stands in the address', () => {
    const query = writeFilter(new URLSearchParams('compare=s7&q=old&state=unknown'), { search: 'new' });
    expect(query.toString()).toBe('compare=s7&q=new');
  });

  it('knows whether anything is narrowed', () => {
    expect(isNarrowed({})).toBe(false);
    expect(isNarrowed({ search: '' })).toBe(false);
    expect(isNarrowed({ last: '1h' })).toBe(true);
  });
});

it('none chosen is any', () => {
  expect(choose('states', [])).toEqual({ states: undefined });
  expect(choose('states', ['failed'])).toEqual({ states: ['failed'] });
});

describe('what the engine is asked for', () => {
  const now = Date.parse('2026-11-20T22:41:07.345Z');

  it('is a moment where the filter ends now', () => {
    expect(engineFilter({ search: 'x', last: '24h' }, now)).toEqual({
      search: 'x',
      since: '2026-11-19T22:41:00.000Z',
    });
  });

  it('is the filter itself otherwise', () => {
    const filter: ListFilter = { since: '2026-11-01T00:00:00.000Z', until: '2026-11-02T00:00:00.000Z' };
    expect(engineFilter(filter, now)).toEqual(filter);
  });
});
