import { BarChart } from '@mui/x-charts/BarChart';
import type { HistoryStatistics } from '#shared/model/history.ts';
import { ms, ROW_PX } from './latency-words.ts';

/** One bar a destination: half of the answers came within its first part, all but a few within the whole of it. */
export function LatencyBars({ latencies }: Pick<HistoryStatistics, 'latencies'>) {
  return (
    <BarChart
      layout="horizontal"
      height={latencies.length * ROW_PX}
      margin={0}
      yAxis={[
        {
          data: latencies.map(({ name }) => name),
          scaleType: 'band',
          position: 'none',
          categoryGapRatio: 0.5,
        },
      ]}
      xAxis={[{ position: 'none', min: 0 }]}
      series={[
        {
          id: 'p50',
          label: 'p50',
          stack: 'latency',
          data: latencies.map(({ p50 }) => p50),
          valueFormatter: (_, at) => told(latencies[at.dataIndex]?.p50),
        },
        {
          id: 'p95',
          label: 'p95',
          stack: 'latency',
          data: latencies.map(({ p50, p95 }) => p95 - p50),
          valueFormatter: (_, at) => told(latencies[at.dataIndex]?.p95),
        },
        {
          id: 'p99',
          label: 'p99',
          stack: 'latency',
          data: latencies.map(({ p95, p99 }) => p99 - p95),
          valueFormatter: (_, at) => told(latencies[at.dataIndex]?.p99),
        },
      ]}
      colors={[
        'var(--fd-palette-text-tertiary)',
        'var(--fd-palette-border-control)',
        'var(--fd-palette-text-primary)',
      ]}
      hideLegend
      skipAnimation
      disableKeyboardNavigation
    />
  );
}

function told(latency: number | undefined): string {
  return latency === undefined ? '' : `${ms(latency)} ms`;
}
