import { expect, it } from 'vitest';
import { meterInWords } from './meter-words.ts';

const meter = { used: 0, calls: 120, perSeconds: 60, freeInMs: 0 };

it('says nothing while at most half of the limit is used', () => {
  expect(meterInWords({ ...meter, used: 60 }, 'PagerDuty')).toBeNull();
});

it('says how much is used from then on', () => {
  expect(meterInWords({ ...meter, used: 61 }, 'PagerDuty')).toBe(
    '61 of the 120 calls that PagerDuty takes in a minute.',
  );
});

it('says how long the next one waits', () => {
  expect(meterInWords({ ...meter, used: 120, freeInMs: 12_300 }, 'PagerDuty')).toContain(
    'The next one waits 12 s.',
  );
  expect(meterInWords({ ...meter, used: 120, freeInMs: 3 }, 'PagerDuty')).toContain('waits 1 s.');
});
