import type { DatabaseSync } from 'node:sqlite';
import { type HistoryStatistics, historyStatistics } from '#shared/model/history.ts';

/** Latencies are of so many sends of a destination, the last ones that were answered. */
const RECENT = 1000;
/** Further back than this is not the state of a destination any more, and would all have to be read. */
const READ = 20_000;

export function readStatistics(database: DatabaseSync, days: number, now: Date): HistoryStatistics {
  const from = new Date(now.getTime() - (days - 1) * 86_400_000).toISOString().slice(0, 10);
  const perDay = database.prepare(`
    SELECT substr(at, 1, 10) AS day, state, count(*) AS sends FROM sends INDEXED BY sends_by_time
    WHERE at >= ? GROUP BY day, state ORDER BY day, state`);
  return historyStatistics.parse({ days: perDay.all(from), latencies: latencies(database) });
}

function latencies(database: DatabaseSync): object[] {
  const recent = database
    .prepare(
      `SELECT destination_id, destination_name, latency_ms
       FROM (SELECT rowid, * FROM sends NOT INDEXED ORDER BY rowid DESC LIMIT ?)
       WHERE latency_ms IS NOT NULL AND status IS NOT NULL`,
    )
    .all(READ);
  const byDestination = Map.groupBy(recent, (row) => String(row['destination_id']));
  return [...byDestination].map(([destinationId, rows]) => {
    const sorted = rows
      .slice(0, RECENT)
      .map((row) => Number(row['latency_ms']))
      .toSorted((a, b) => a - b);
    // nearest rank: a latency that there was, never one in between
    const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
    // the newest row says what it is called now
    const name = String(rows[0]?.['destination_name'] ?? '');
    return { destinationId, name, sends: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
  });
}
