import { describe, expect, it } from 'vitest';
import { filterWords, outcomes, timeWords } from './filter-words.ts';
import { sendState } from '#shared/model/send.ts';

const names = {
  destination: (id: string) => (id === 'd1' ? 'payments-oncall' : undefined),
  batch: () => 'Friday drill',
};

describe('a filter in words', () => {
  it('says every part of it, several of one kind as any of them', () => {
    expect(
      filterWords(
        {
          search: 'disk',
          environments: ['test', 'production'],
          providers: ['pagerduty'],
          destinations: ['d1', 'gone'],
          states: ['failed', 'unknown'],
          batches: ['b1'],
          incidentKey: 'fd-1',
          last: '24h',
        },
        names,
      ),
    ).toEqual([
      '“disk”',
      'Test or Production',
      'PagerDuty',
      'payments-oncall or a destination that is gone',
      'Not sent or Unknown',
      'batch Friday drill',
      'key fd-1',
      'Last 24 h',
    ]);
  });

  it('says nothing of nothing', () => {
    expect(filterWords({}, names)).toEqual([]);
    expect(filterWords({ states: [] }, names)).toEqual([]);
  });

  it('says from when and until when', () => {
    expect(timeWords({ since: '2026-11-20T22:41:00.000Z' })[0]).toMatch(/^Since /);
    expect(timeWords({ until: '2026-11-20T22:41:00.000Z' })[0]).toMatch(/^Until /);
    expect(timeWords({ since: '2026-11-19T22:41:00.000Z', until: '2026-11-20T22:41:00.000Z' })[0]).toContain(
      '–',
    );
  });
});

it('every state a send can be in can be asked for', () => {
  expect(outcomes.toSorted()).toEqual(sendState.options.toSorted());
});
