import { BarChart } from '@mui/x-charts/BarChart';
import type { BatchLatencies } from '#shared/model/batch.ts';
import { ms } from './latency-words.ts';

/** A histogram: each bar is twice as wide in time as the one before. */
export function BucketBars({ buckets }: Pick<BatchLatencies, 'buckets'>) {
  return (
    <BarChart
      height={48}
      margin={{ left: 0, right: 0, top: 1, bottom: 0 }}
      xAxis={[
        {
          data: buckets.map(({ fromMs, toMs }) => `${ms(fromMs)}–${ms(toMs)} ms`),
          scaleType: 'band',
          position: 'none',
          categoryGapRatio: 0.08,
        },
      ]}
      yAxis={[{ position: 'none', min: 0 }]}
      series={[{ id: 'accepted', label: 'Answers', data: buckets.map(({ sends }) => sends) }]}
      colors={['var(--fd-palette-text-tertiary)']}
      hideLegend
      skipAnimation
      disableKeyboardNavigation
    />
  );
}
