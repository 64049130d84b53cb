import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type HistoryReader, openHistoryReader } from './reader.ts';
import { openTestHistory, type TestHistory } from './testing/history-file.ts';

let history: TestHistory;
let reader: HistoryReader;
beforeEach(() => {
  history = openTestHistory();
  reader = openHistoryReader(history.path);
});
afterEach(async () => {
  await reader.close();
  history.remove();
});

test('what was written a moment ago is read by the thread', async () => {
  for (const summary of ['one', 'two']) {
    const id = history.add({ summary });
    expect(await reader.page({ search: summary }, null, 10)).toMatchObject({
      ok: true,
      value: { sends: [{ id, summary }], total: 1, isMore: false },
    });
    expect(await reader.get(id)).toMatchObject({ ok: true, value: { id, attempts: [{ n: 1 }] } });
  }
  expect(await reader.get('none')).toEqual({ ok: true, value: undefined });
});

test('statistics count by day and outcome, and give latencies that there were', async () => {
  for (let n = 1; n <= 100; n++) {
    history.add({ at: `2026-11-${n <= 40 ? '19' : '20'}T10:00:00.000Z`, latencyMs: n });
  }
  history.add({ at: '2026-11-20T23:59:59.999Z', state: 'failed', status: null, latencyMs: 1 });
  history.add({ at: '2026-11-01T10:00:00.000Z', status: null, latencyMs: null });
  expect(await reader.statistics(2, new Date('2026-11-20T12:00:00Z'))).toEqual({
    ok: true,
    value: {
      days: [
        { day: '2026-11-19', state: 'delivered', sends: 40 },
        { day: '2026-11-20', state: 'delivered', sends: 60 },
        { day: '2026-11-20', state: 'failed', sends: 1 },
      ],
      latencies: [{ destinationId: 'd1', name: 'Team A', sends: 100, p50: 50, p95: 95, p99: 99 }],
    },
  });
});

test('more than 64 questions at once are refused, and the others are answered', async () => {
  history.add();
  const reads = await Promise.all(Array.from({ length: 100 }, () => reader.page({}, null, 1)));
  expect(reads.filter(({ ok }) => ok).length).toBe(64);
  expect(reads.filter((read) => !read.ok && read.error.code === 'busy').length).toBe(36);
  expect(await reader.page({}, null, 1)).toMatchObject({ ok: true });
});

test('a search does not hold up the thread that sends', async () => {
  for (let n = 0; n < 300; n++) history.add({ summary: `word${n} common` });
  const questions = Array.from({ length: 60 }, () => reader.page({ search: 'common word' }, null, 200));
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await Promise.all(questions);
  clearInterval(timer);
  expect(turns).toBeGreaterThan(5);
});

test('closing answers what was asked, and refuses what is asked after', async () => {
  const id = history.add();
  const asked = reader.get(id);
  const closed = reader.close();
  expect(await asked).toMatchObject({ ok: true, value: { id } });
  await closed;
  await reader.close();
  expect(await reader.get(id)).toMatchObject({ ok: false, error: { code: 'closed' } });
});

test('a file that is no database is an error as a value, and the next question tries again', async () => {
  const path = `${history.dataDir}/other.db`;
  writeFileSync(path, 'not a database, but long enough to be looked at as if it were one'.repeat(40));
  const other = openHistoryReader(path);
  expect(await other.get('x')).toMatchObject({ ok: false, error: { code: 'failed' } });
  expect(await other.get('x')).toMatchObject({ ok: false, error: { code: 'failed' } });
  await other.close();
});
