import type { DatabaseSync } from 'node:sqlite';
import type { BatchLatencies } from '#shared/model/batch.ts';

/** How long the answers to the rows of a batch took, in buckets that double. */
export function readBatchLatencies(database: DatabaseSync, batchId: string): BatchLatencies {
  const sorted = database
    .prepare(
      `SELECT latency_ms FROM sends INDEXED BY sends_of_batch
       WHERE batch_id = ? AND latency_ms IS NOT NULL AND status IS NOT NULL ORDER BY latency_ms`,
    )
    .all(batchId)
    .map((row) => Number(row['latency_ms']));
  // nearest rank: a latency that there was, never one in between
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? null;
  const buckets: BatchLatencies['buckets'] = [];
  for (const ms of sorted) {
    while (ms >= (buckets.at(-1)?.toMs ?? 0)) {
      const fromMs = buckets.at(-1)?.toMs ?? 0;
      buckets.push({ fromMs, toMs: fromMs === 0 ? 1 : fromMs * 2, sends: 0 });
    }
    const last = buckets.at(-1);
    if (last !== undefined) last.sends++;
  }
  // those before the first that has any say nothing
  return {
    buckets: buckets.slice(buckets.findIndex(({ sends }) => sends > 0)),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  };
}
