// `npm run bench:history [sends] [seconds] [file]`: what the history costs when it is large; a file is kept and used again. Measured from the calling thread, through
// the reading thread, as a page of the window would see it.
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { v7 as uuid } from 'uuid';
import { inTransaction, openDatabase } from '#main/database/database.ts';
import { historyMigrations } from '#main/history/migrations.ts';
import { type HistoryReader, openHistoryReader } from '#main/history/reader.ts';
import type { HistoryFilter } from '#shared/model/history.ts';

const SENDS = Number(process.argv[2] ?? 1_000_000);
const BATCH = 5000;
/** Writing stops there, and what is measured then is of as many as there are. */
const MOST_MS = Number(process.argv[3] ?? 600) * 1000;
const ROUNDS = 1000;
const WARM_UP = 200;
const PAGE = 50;
const BUDGET = { page: 2, search: 10 };
const out = path.resolve(import.meta.dirname, '../../.cache/bench-history.json');

const WORDS =
  `checkout payments latency disk full error rate cpu memory service api gateway database replica lag queue
  timeout critical warning drill certificate expires deploy rollback pod restart kafka consumer backlog login signup
  search index cache eviction primary failover region zone packet loss dns resolver thread pool exhausted saturation`.split(
    /\s+/,
  );
const SITES = ['eu-west', 'us-east', 'ap-south'];
const DESTINATIONS = Array.from({ length: 12 }, (_, n) => ({
  id: uuid(),
  name: `Team ${n + 1}`,
  provider: ['pagerduty', 'bigpanda', 'victorops'][n % 3] ?? '',
  environment: (['test', 'sandbox', 'production'] as const)[Math.floor(n / 5)] ?? 'test',
}));

let state = 20_261_120;
/** The same at every run. */
function chance(below: number): number {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  return (state >>> 8) % below;
}
const one = <T>(from: readonly T[]): T => from[chance(from.length)] as T;
/** Some words are in most alerts, and most words in few. */
const word = () => WORDS[Math.floor(WORDS.length * (chance(1000) / 1000) ** 2)] ?? '';

const kept = process.argv[4];
const folder = mkdtempSync(path.join(tmpdir(), 'firedrill-bench-'));
const file = kept ?? path.join(folder, 'history.db');
try {
  const written = existsSync(file) ? found() : fill();
  const reader = openHistoryReader(file);
  const rows = await measureAll(reader);
  await reader.close();
  const result = {
    at: new Date().toISOString(),
    node: process.version,
    cpu: `${cpus().length} × ${cpus()[0]?.model ?? ''}`,
    ...written,
    rows,
  };
  mkdirSync(path.dirname(out), { recursive: true });
  writeFileSync(out, `${JSON.stringify(result, null, 2)}\n`);
  console.log(`${written.sends} sends, ${written.perSecond}/s, ${written.megabytes} MB\n`);
  console.table(Object.fromEntries(rows.map(({ what, ...figures }) => [what, figures])));
  console.log(`written to ${path.relative(process.cwd(), out)}`);
  if (rows.some(({ isWithin }) => !isWithin)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

function found() {
  const database = openDatabase(file, historyMigrations);
  const sends = Number(database.prepare('SELECT sum(sends) AS n FROM send_facets').get()?.['n']);
  const places = database.prepare('SELECT DISTINCT destination_id AS id FROM send_facets ORDER BY 1').all();
  for (const [n, { id }] of places.entries()) {
    const place = DESTINATIONS[n];
    if (place !== undefined) place.id = String(id);
  }
  database.close();
  return { sends, perSecond: 0, megabytes: Math.round(statSync(file).size / 1e6) };
}

/** Intent and outcome of each send, as the sender writes them; 5,000 to a transaction, as a batch would. */
function fill() {
  const database = openDatabase(file, historyMigrations);
  const begin = database.prepare(`
    INSERT INTO sends (id, client_request_id, at, provider, kind, destination_id, destination_name, environment, host,
                       action, summary, incident_key, effect, origin, is_whole, params, request, state)
    VALUES (?, ?, ?, ?, 'alert', ?, ?, ?, ?, 'trigger', ?, ?, 'opens', 'window', 1, ?, ?, 'in_flight')`);
  const attempt = database.prepare(
    "INSERT INTO attempts (send_id, n, started_at, ended_at, phase, status, state) VALUES (?, 1, ?, ?, 'complete', ?, ?)",
  );
  const finish = database.prepare(
    'UPDATE sends SET state = ?, status = ?, latency_ms = ?, answer = ?, vendor_message = ? WHERE id = ?',
  );
  const begun = performance.now();
  const first = Date.UTC(2026, 0, 1);
  let sends = 0;
  for (;;) {
    if (sends >= SENDS || performance.now() - begun >= MOST_MS) break;
    inTransaction(database, () => {
      for (let n = 0; n < BATCH && sends < SENDS; n++, sends++) {
        const ms = first + sends * 25_000;
        const at = new Date(ms).toISOString();
        const id = uuid({ msecs: ms });
        const { id: destination, name, provider, environment } = one(DESTINATIONS);
        const host = `web-${chance(4000)}.${one(SITES)}.example.com`;
        const key = `fd-${sends.toString(36)}`;
        const summary = `${word()} ${word()} ${word()} on ${host}`;
        const body = JSON.stringify({
          routing_key: '[key]',
          dedup_key: key,
          event_action: 'trigger',
          payload: {
            summary,
            source: host,
            severity: 'critical',
            custom_details: { run: chance(1e9), note: `${word()} ${word()}` },
          },
        });
        const request = JSON.stringify({
          method: 'POST',
          url: 'https://events.example.com/v2/enqueue',
          headers: [['content-type', 'application/json']],
          body,
          contentLength: body.length,
        });
        begin.run(
          id,
          uuid(),
          at,
          provider,
          destination,
          name,
          environment,
          'events.example.com',
          summary,
          key,
          '{}',
          request,
        );
        const isBad = chance(200) === 0;
        const answer = JSON.stringify({
          status: isBad ? 400 : 202,
          statusText: '',
          headers: [['content-type', 'application/json']],
          body: `{"status":"success","message":"Event processed","dedup_key":"${key}"}`,
          truncated: false,
        });
        const state = isBad ? 'rejected' : chance(5000) === 0 ? 'unknown' : 'delivered';
        attempt.run(id, at, at, isBad ? 400 : 202, state);
        finish.run(state, isBad ? 400 : 202, chance(4000) / 10, answer, 'Event processed', id);
      }
    });
  }
  const seconds = (performance.now() - begun) / 1000;
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  return {
    sends,
    perSecond: Math.round(sends / seconds),
    megabytes: Math.round(statSync(file).size / 1e6),
  };
}

async function measureAll(reader: HistoryReader) {
  const ids = await someIds(reader);
  const destination = () => [one(DESTINATIONS).id];
  const rare = { states: ['unknown' as const] };
  return [
    await measure(reader, 'page, newest', BUDGET.page, () => ({})),
    await measure(
      reader,
      'page, any depth',
      BUDGET.page,
      () => ({}),
      () => one(ids),
    ),
    await measure(
      reader,
      'page, one destination',
      BUDGET.page,
      () => ({ destinations: destination() }),
      () => one(ids),
    ),
    await measure(
      reader,
      'page, a rare state',
      BUDGET.page,
      () => rare,
      () => one(ids),
    ),
    await measure(
      reader,
      'page, environment and states',
      BUDGET.page,
      () => ({ environments: ['test'], states: ['rejected', 'unknown'] }),
      () => one(ids),
    ),
    await measure(reader, 'search, one word', BUDGET.search, () => ({ search: `${word()} ` })),
    await measure(reader, 'search, two words', BUDGET.search, () => ({ search: `${word()} ${word()}` })),
    await measure(reader, 'search, the beginning of a word', BUDGET.search, () => ({ search: beginning() })),
    await measure(reader, 'search, a host', BUDGET.search, () => ({
      search: `web-${chance(4000)}.${one(SITES)}`,
    })),
    await measure(reader, 'search, a key', BUDGET.search, () => ({
      search: `fd-${chance(SENDS).toString(36)}`,
    })),
    await measure(reader, 'search in one destination', BUDGET.search, () => ({
      search: word(),
      destinations: destination(),
    })),
  ];
}

function beginning(): string {
  const text = word();
  return text.slice(0, 1 + chance(text.length));
}

/** Of sends all over the history, to begin a page at. */
async function someIds(reader: HistoryReader): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 1; n <= 200; n++) {
    const until = new Date(Date.UTC(2026, 0, 1) + chance(SENDS) * 25_000 + 25_000).toISOString();
    const since = new Date(Date.parse(until) - 60_000).toISOString();
    const read = await reader.page({ since, until }, null, 1);
    if (read.ok) ids.push(...read.value.sends.map(({ id }) => id));
  }
  return ids;
}

async function measure(
  reader: HistoryReader,
  what: string,
  budget: number,
  filter: () => HistoryFilter,
  before: () => string | null = () => null,
) {
  for (let n = 0; n < WARM_UP; n++) await reader.page(filter(), before(), PAGE);
  const times: number[] = [];
  const begun = performance.now();
  while (times.length < ROUNDS && performance.now() - begun < 30_000) {
    const asked = filter();
    const start = performance.now();
    const read = await reader.page(asked, before(), PAGE);
    times.push(performance.now() - start);
    if (!read.ok) throw new Error(`${what}: ${read.error.detail}`);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.ceil(share * sorted.length) - 1] ?? 0) * 100) / 100;
  return {
    what,
    asked: times.length,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    budget,
    isWithin: at(0.99) <= budget,
  };
}
