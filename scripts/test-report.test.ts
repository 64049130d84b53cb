import { expect, test } from 'vitest';
import { playwrightTally, sum, totalLine, vitestTally } from './test-report.mjs';

test('the total is one plain line', () => {
  const tally = sum(
    { passed: 2, failed: 0, skipped: [] },
    { passed: 1, failed: 1, skipped: [{ title: 'a', reason: 'b' }] },
  );
  expect(totalLine(tally)).toBe('3 passed, 1 failed, 1 skipped');
});

test('a Vitest file that cannot be loaded counts as one failure', () => {
  const report = {
    testResults: [
      { status: 'failed', assertionResults: [] },
      {
        status: 'failed',
        assertionResults: [
          { fullName: 'one', status: 'passed' },
          { fullName: 'two', status: 'failed' },
          { fullName: 'three', status: 'pending', meta: { note: 'no keyring here' } },
        ],
      },
    ],
  };
  expect(vitestTally(report)).toEqual({
    passed: 1,
    failed: 2,
    skipped: [{ title: 'three', reason: 'no keyring here' }],
  });
});

test('Playwright’s nested suites are counted to the bottom, with the reason of each skip', () => {
  const report = {
    suites: [
      {
        title: 'a.spec.ts',
        specs: [
          { title: 'works', tests: [{ status: 'expected', projectName: 'web', annotations: [] }] },
          {
            title: 'works',
            tests: [
              {
                status: 'skipped',
                projectName: 'desktop',
                annotations: [{ type: 'skip', description: 'no Electron binary' }],
              },
            ],
          },
        ],
        suites: [
          {
            title: 'inner',
            specs: [
              { title: 'fails', tests: [{ status: 'unexpected', projectName: 'web', annotations: [] }] },
            ],
          },
        ],
      },
    ],
    errors: [],
  };
  expect(playwrightTally(report)).toEqual({
    passed: 1,
    failed: 1,
    skipped: [{ title: '[desktop] a.spec.ts › works', reason: 'no Electron binary' }],
  });
});

test('no report at all is a failure', () => {
  expect(vitestTally(undefined).failed).toBe(1);
  expect(playwrightTally(undefined).failed).toBe(1);
});
