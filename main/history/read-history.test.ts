import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '#main/database/database.ts';
import type { HistoryFilter } from '#shared/model/history.ts';
import type { Environment } from '#shared/model/destination.ts';
import type { SendState } from '#shared/model/send.ts';
import { historyMigrations } from './migrations.ts';
import { countMatches, readPage } from './read-history.ts';
import { openTestHistory, type TestHistory } from './testing/history-file.ts';

let history: TestHistory;
beforeEach(() => {
  history = openTestHistory();
});
afterEach(() => history.remove());

const found = (filter: HistoryFilter) =>
  readPage(history.database, filter, null, 200).sends.map(({ summary }) => summary);
const search = (typed: string) => found({ search: typed });
const destination = (id: string, environment: Environment = 'test') => ({
  id,
  name: `name of ${id}`,
  environment,
  host: `${id}.example`,
});

describe('search', () => {
  test('finds what is in the summary, key, host, destination, vendor message and answer', () => {
    history.add({
      summary: 'disk full on db-7',
      incidentKey: 'order-4711',
      destination: { id: 'd', name: 'Search team', environment: 'test', host: 'api.eu.example' },
      vendorMessage: 'queued for processing',
      answer: { status: 202, statusText: '', headers: [], body: '{"dedup_key":"zyx987"}', truncated: false },
    });
    history.add({ summary: 'another' });
    for (const typed of [
      'disk',
      'order-4711',
      'api.eu.example',
      'search TEAM',
      'queued',
      'zyx987',
      'dedup_key',
    ]) {
      expect(search(typed), typed).toEqual(['disk full on db-7']);
    }
  });

  test('wants every word, takes the beginning of the last, and shows the last written first', () => {
    history.add({ summary: 'payments are slow' });
    history.add({ summary: 'payment gateway down' });
    history.add({ summary: 'gateway slow' });
    expect(search('paym')).toEqual(['payment gateway down', 'payments are slow']);
    expect(search('payments')).toEqual(['payments are slow']);
    expect(search('slow pa')).toEqual(['payments are slow']);
    expect(search('paym slow')).toEqual([]);
    expect(search('gatewa')).toEqual(['gateway slow', 'payment gateway down']);
    expect(search('GATEWAY, down!')).toEqual(['payment gateway down']);
  });

  test('does not mind accents, and finds other scripts', () => {
    history.add({ summary: 'Störung im Café' });
    history.add({ summary: 'データベース 障害' });
    expect(search('storung cafe')).toEqual(['Störung im Café']);
    expect(search('STÖRUN')).toEqual(['Störung im Café']);
    expect(search('データベース')).toEqual(['データベース 障害']);
  });

  test('follows what an answer adds and what is forgotten', () => {
    const id = history.add({ state: 'in_flight', summary: 'a', vendorMessage: null, incidentKey: null });
    expect(search('late')).toEqual([]);
    history.database.prepare("UPDATE sends SET vendor_message = 'late words' WHERE id = ?").run(id);
    expect(search('late')).toEqual(['a']);
    history.database.prepare('DELETE FROM sends WHERE id = ?').run(id);
    expect(search('late')).toEqual([]);
    history.database.exec("INSERT INTO send_search (send_search, rank) VALUES ('integrity-check', 1)");
  });

  test('is still right after somebody has vacuumed the file', () => {
    const ids = ['one', 'two', 'three'].map((summary) => history.add({ summary }));
    history.database.prepare('DELETE FROM sends WHERE id = ?').run(ids[0] ?? '');
    history.database.exec('VACUUM');
    expect([search('one'), search('two'), search('three')]).toEqual([[], ['two'], ['three']]);
  });

  test('of a word with very many endings finds the same as of each', () => {
    for (let n = 0; n < 100; n++) history.add({ summary: `host${1000 + n}` });
    expect(search('host').length).toBe(100);
    expect(search('host10').length).toBe(100);
    expect(search('host105').length).toBe(10);
  });

  test('never takes what was typed for a query of its own', () => {
    history.add({ summary: 'plain' });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 40 }),
          fc
            .array(
              fc.constantFrom(
                '"',
                '*',
                '(',
                ')',
                'AND',
                'OR',
                'NOT',
                'NEAR',
                '-',
                '^',
                ':',
                '{',
                '}',
                '+',
                ' ',
                'summary',
                'plain',
                "'",
                '\0',
              ),
            )
            .map((parts) => parts.join('')),
        ),
        (typed) => {
          expect(() => search(typed)).not.toThrow();
        },
      ),
      { numRuns: 500 },
    );
    expect(search('plain OR nothing')).toEqual([]);
    expect(search('summary:plain')).toEqual([]);
    expect(search('"plai')).toEqual(['plain']);
    expect(search(' - ')).toEqual(['plain']);
  });
});

describe('a filter', () => {
  const environments = ['sandbox', 'test', 'production'] as const;
  const states = ['in_flight', 'delivered', 'rejected', 'failed', 'unknown'] as const;
  const providers = ['one', 'two'] as const;
  const words = ['disk', 'cpu', 'disk cpu'] as const;
  type Told = {
    environment: Environment;
    state: SendState;
    provider: string;
    destination: string;
    summary: string;
    hour: number;
    batch: string | null;
    key: string;
  };
  const told = fc.record<Told>({
    environment: fc.constantFrom(...environments),
    state: fc.constantFrom(...states),
    provider: fc.constantFrom(...providers),
    destination: fc.constantFrom('a', 'b', 'c'),
    summary: fc.constantFrom(...words),
    hour: fc.nat(23),
    batch: fc.constantFrom(null, 'b1', 'b2'),
    key: fc.constantFrom('k1', 'k2'),
  });
  const timeOf = (hour: number) => `2026-11-20T${String(hour).padStart(2, '0')}:30:00.000Z`;
  const some = <T>(...of: T[]) => fc.option(fc.uniqueArray(fc.constantFrom(...of)), { nil: undefined });

  test('of every combination gives what a look at each row gives, page by page, with its total', () => {
    fc.assert(
      fc.property(
        fc.array(told, { maxLength: 30 }),
        fc.record({
          environments: some(...environments),
          states: some(...states),
          providers: some(...providers),
          destinations: some('a', 'b', 'c'),
          batches: some('b1', 'b2'),
          incidentKey: fc.constantFrom(undefined, undefined, 'k1'),
          search: fc.constantFrom(undefined, 'disk', 'cp', 'disk cpu'),
          from: fc.option(fc.nat(23), { nil: undefined }),
          to: fc.option(fc.nat(23), { nil: undefined }),
        }),
        fc.integer({ min: 1, max: 7 }),
        (rows, { from, to, ...rest }, limit) => {
          history.database.exec('DELETE FROM attempts; DELETE FROM sends');
          const filter: HistoryFilter = {
            ...rest,
            since: from === undefined ? undefined : timeOf(from).replace('.000', ''),
            until: to === undefined ? undefined : timeOf(to),
          };
          const added = rows.map((row, index) => ({
            ...row,
            id: history.add({
              at: timeOf(row.hour),
              provider: row.provider,
              state: row.state,
              summary: row.summary,
              batchId: row.batch,
              batchRow: row.batch === null ? null : index + 1,
              incidentKey: row.key,
              destination: destination(row.destination, row.environment),
            }),
          }));
          const among = <T>(list: readonly T[] | undefined, value: T | null) =>
            list === undefined || list.length === 0 || (value !== null && list.includes(value));
          const expected = added
            .filter(
              (row) =>
                among(filter.environments, row.environment) &&
                among(filter.states, row.state) &&
                among(filter.providers, row.provider) &&
                among(filter.destinations, row.destination) &&
                among(filter.batches, row.batch) &&
                (filter.incidentKey === undefined || filter.incidentKey === row.key) &&
                (filter.search === undefined ||
                  filter.search.split(' ').every((word) => row.summary.includes(word))) &&
                (from === undefined || row.hour >= from) &&
                (to === undefined || row.hour < to),
            )
            .map(({ id }) => id)
            .toReversed();
          const paged: string[] = [];
          for (;;) {
            const page = readPage(history.database, filter, paged.at(-1) ?? null, limit);
            // what is said to be known is true
            if (!page.isMore) expect(page.total).toBe(expected.length);
            else expect(expected.length).toBeGreaterThanOrEqual(page.total);
            paged.push(...page.sends.map(({ id }) => id));
            if (page.sends.length < limit) break;
          }
          expect(paged).toEqual(expected);
          expect(countMatches(history.database, filter)).toEqual({ total: expected.length, isMore: false });
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);

  test('goes on from a send that has been forgotten meanwhile', () => {
    const ids = [1, 2, 3, 4].map((n) =>
      history.add({ at: `2026-11-20T10:00:0${n}.000Z`, summary: String(n) }),
    );
    history.database.prepare('DELETE FROM attempts WHERE send_id = ?').run(ids[2] ?? '');
    history.database.prepare('DELETE FROM sends WHERE id = ?').run(ids[2] ?? '');
    const page = readPage(history.database, {}, ids[2] ?? null, 10);
    expect(page.sends.map(({ summary }) => summary)).toEqual(['2', '1']);
  });

  test('of more combinations than can be merged still holds', () => {
    for (let n = 0; n < 130; n++) history.add({ destination: destination(`d${n}`), summary: `s${n}` });
    expect(found({ environments: ['test'] }).length).toBe(130);
    expect(found({ environments: ['production'] })).toEqual([]);
  });
});

test('a total is exact to 10,000 and then "more than", except where the number is kept', () => {
  const { database } = history;
  history.add({ summary: 'first' });
  database.exec(`
    WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 10001)
    INSERT INTO sends (id, client_request_id, at, provider, kind, destination_id, destination_name, environment, host,
                       action, summary, effect, origin, is_whole, params, request, state)
    SELECT 'x' || n, 'x' || n, at, provider, kind, destination_id, destination_name, environment, host, action,
           'many', effect, origin, is_whole, params, request, state FROM n, (SELECT * FROM sends LIMIT 1)`);
  const total = (filter: HistoryFilter) => {
    const { total, isMore } = countMatches(database, filter);
    return [total, isMore];
  };
  expect(total({})).toEqual([10_002, false]);
  expect(total({ states: ['delivered'] })).toEqual([10_002, false]);
  expect(total({ search: 'many' })).toEqual([10_000, true]);
  expect(total({ search: 'first' })).toEqual([1, false]);
  expect(total({ since: '2026-01-01T00:00:00Z' })).toEqual([10_000, true]);
  expect(total({ since: '2026-11-21T00:00:00Z' })).toEqual([0, false]);
});

test('a history of before the search existed can be searched', () => {
  const { path, database } = openOld();
  const now = openDatabase(path, historyMigrations);
  expect(readPage(now, { search: 'older' }, null, 10).total).toBe(1);
  expect(readPage(now, { states: ['unknown'] }, null, 10).total).toBe(1);
  now.close();
  expect(database.isOpen).toBe(false);
});

function openOld() {
  const path = `${history.dataDir}/old.db`;
  const database = openDatabase(path, historyMigrations.slice(0, 1));
  database.exec(`INSERT INTO sends (id, client_request_id, at, provider, kind, destination_id, destination_name,
      environment, host, action, summary, params, request, state)
    VALUES ('1', '1', '2026-01-01T00:00:00.000Z', 'p', 'k', 'd', 'D', 'test', 'h', 'a', 'older send', '{}', '{}', 'unknown')`);
  database.close();
  return { path, database };
}

test('what an alert or an answer says cannot pass for what a filter asks for', () => {
  const mark = `\u{e000}d${Buffer.from('d1').toString('hex')}`;
  history.add({ summary: `${mark} pretends`, destination: destination('other') });
  history.add({ summary: 'is' });
  expect(found({ search: 's', destinations: ['d1'] })).toEqual(['is']);
  expect(found({ search: 'pretends', destinations: ['d1'] })).toEqual([]);
  expect(search(mark)).toEqual([]);
});
