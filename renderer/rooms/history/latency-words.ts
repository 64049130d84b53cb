import type { HistoryStatistics } from '#shared/model/history.ts';
import { grouped } from '#shared/text/measure.ts';

export type Latency = HistoryStatistics['latencies'][number];

/** Of a line in the list and of the bar beside it. */
export const ROW_PX = 18;

export function ms(latency: number): string {
  return grouped(Math.round(latency));
}

/** What the bars show, for whoever does not see them. */
export function latenciesInWords(latencies: readonly Latency[]): string {
  if (latencies.length === 0) return 'Latency: nothing was answered yet';
  const each = latencies.map(
    ({ name, p50, p95, p99 }) =>
      `${name}: median ${ms(p50)} ms, 95th percentile ${ms(p95)} ms, 99th ${ms(p99)} ms`,
  );
  return `Latency of the last sends. ${each.join('. ')}`;
}
