import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openHistoryExports } from './exports.ts';
import { readSend } from './read-history.ts';
import { openTestHistory, type TestHistory } from './testing/history-file.ts';

let history: TestHistory;
beforeEach(() => {
  history = openTestHistory();
});
afterEach(() => history.remove());
let seconds = 0;
const exports = () =>
  openHistoryExports(history.dataDir, history.path, () => new Date(Date.UTC(2026, 10, 20, 10, 0, seconds++)));

test('a file of each format has every send that matches, across pages', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 450; n++) {
    const id = history.add({ summary: `=HYPERLINK("x"),${n}`, state: n % 3 === 0 ? 'failed' : 'delivered' });
    if (n % 3 === 0) ids.push(id);
  }
  const sends = ids.toReversed().map((id) => readSend(history.database, id));
  for (const format of ['csv', 'json', 'ndjson'] as const) {
    const written = await exports().write({ states: ['failed'] }, format);
    if (!written.ok) throw new Error(written.error.detail);
    const path = join(history.dataDir, written.value.name);
    const text = readFileSync(path, 'utf8');
    expect(written.value).toMatchObject({ sends: ids.length, bytes: statSync(path).size });
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    if (format === 'json') expect(JSON.parse(text)).toEqual(sends);
    else if (format === 'ndjson') {
      expect(
        text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as unknown),
      ).toEqual(sends);
    } else {
      const records = text.trimEnd().split('\r\n');
      expect(records.length).toBe(ids.length + 1);
      expect(records[1]).toContain(`,"'=HYPERLINK(""x""),447",`);
    }
  }
});

test('nothing that matches is still a file of its format', async () => {
  const written = await exports().write({ states: ['unknown'] }, 'json');
  if (!written.ok) throw new Error(written.error.detail);
  expect(JSON.parse(readFileSync(join(history.dataDir, written.value.name), 'utf8'))).toEqual([]);
});

test('one at a time, never over a file, and what fails is a value', async () => {
  const fixed = openHistoryExports(history.dataDir, history.path, () => new Date('2026-11-20T10:00:00Z'));
  const [first, second] = await Promise.all([fixed.write({}, 'csv'), fixed.write({}, 'csv')]);
  expect(first).toMatchObject({ ok: true });
  expect(second).toMatchObject({ ok: false, error: { code: 'busy' } });
  expect(await fixed.write({}, 'csv')).toMatchObject({ ok: false, error: { detail: 'EEXIST' } });
  const gone = openHistoryExports(
    history.dataDir,
    `${history.path}.gone`,
    () => new Date('2027-01-01T10:00:00Z'),
  );
  expect(await gone.write({}, 'csv')).toMatchObject({ ok: false, error: { code: 'failed' } });
  expect(existsSync(join(history.dataDir, 'exports/history-2027-01-01T10-00-00-000Z.csv'))).toBe(false);
});
