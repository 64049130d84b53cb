import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPage } from './read-history.ts';
import { type HistoryRetention, openRetention } from './retention.ts';
import { openTestHistory, type TestHistory } from './testing/history-file.ts';

let history: TestHistory;
let retention: HistoryRetention;
let changes = 0;
beforeEach(() => {
  changes = 0;
  history = openTestHistory();
  retention = openRetention(history.database, {
    now: () => new Date('2026-11-20T12:00:00Z'),
    log: pino({ enabled: false }),
    changed: () => changes++,
  });
});
afterEach(async () => {
  await retention.close();
  history.remove();
});
const left = () => readPage(history.database, {}, null, 200).sends.map(({ summary }) => summary);

test('everything is kept until somebody says otherwise', async () => {
  history.add({ at: '2001-01-01T00:00:00.000Z', summary: 'old' });
  expect(retention.get()).toEqual({ days: null, count: null });
  expect(await retention.apply()).toBe(0);
  expect([left(), changes]).toEqual([['old'], 0]);
});

test('what is older than the days goes, but never what nobody knows the outcome of', async () => {
  history.add({ at: '2026-11-01T00:00:00.000Z', summary: 'old' });
  history.add({ at: '2026-11-01T00:00:00.000Z', summary: 'undecided', state: 'unknown' });
  history.add({ at: '2026-11-01T00:00:00.000Z', summary: 'under way', state: 'in_flight' });
  history.add({ at: '2026-11-19T00:00:00.000Z', summary: 'young' });
  retention.set({ days: 7, count: null });
  expect(await retention.apply()).toBe(1);
  expect([left(), changes]).toEqual([['young', 'under way', 'undecided'], 1]);
  expect(readPage(history.database, { search: 'old' }, null, 10).total).toBe(0);
  expect(readPage(history.database, { states: ['delivered'] }, null, 10).total).toBe(1);
  expect(history.database.prepare('SELECT count(*) AS n FROM attempts').get()).toEqual({ n: 3 });
});

test('so many are kept, the last ones, and the undecided beside them', async () => {
  history.add({ summary: 'undecided', state: 'unknown' });
  for (let n = 1; n <= 150; n++) history.add({ summary: `s${n}` });
  retention.set({ days: null, count: 100 });
  expect(await retention.apply()).toBe(50);
  expect(left().length).toBe(101);
  expect(left().slice(-2)).toEqual(['s51', 'undecided']);
  expect(await retention.apply()).toBe(0);
});

test('the last one of all stays, however old it is', async () => {
  history.add({ at: '2026-10-01T00:00:00.000Z', summary: 'older' });
  history.add({ at: '2026-10-02T00:00:00.000Z', summary: 'last' });
  retention.set({ days: 7, count: null });
  expect(await retention.apply()).toBe(1);
  expect(left()).toEqual(['last']);
});
