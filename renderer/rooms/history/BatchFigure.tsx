import { styled } from '@mui/material/styles';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { api } from '#renderer/host/client.ts';
import type { BatchLatencies } from '#shared/model/batch.ts';
import { grouped } from '#shared/text/measure.ts';
import { Figure } from './Figure.tsx';
import { ms } from './latency-words.ts';

const BucketBars = lazy(async () => ({ default: (await import('./BucketBars.tsx')).BucketBars }));

/** How long the answers to one batch took. */
export function BatchFigure({ id }: { readonly id: string }) {
  const { data } = useQuery(api.batches.latencies.queryOptions({ input: { id } }));
  const { buckets = [], p50 = null, p95 = null, p99 = null } = data ?? {};
  const [first, last] = [buckets[0], buckets.at(-1)];
  return (
    <Figure
      title="Latency of the batch"
      words={bucketsInWords(buckets, { p50, p95, p99 })}
      legend={
        p50 === null || p95 === null || p99 === null ? null : (
          <>
            <span>p50 {ms(p50)}</span>
            <span>p95 {ms(p95)}</span>
            <span>p99 {ms(p99)} ms</span>
          </>
        )
      }
    >
      <Chart aria-hidden>
        <Suspense fallback={null}>{buckets.length === 0 ? null : <BucketBars buckets={buckets} />}</Suspense>
      </Chart>
      <div className="ends" aria-hidden>
        <span>{first === undefined ? 'Nothing was answered yet' : `${ms(first.fromMs)} ms`}</span>
        <span>{last === undefined ? '' : `${ms(last.toMs)} ms`}</span>
      </div>
    </Figure>
  );
}

function bucketsInWords(
  buckets: BatchLatencies['buckets'],
  { p50, p95, p99 }: Pick<BatchLatencies, 'p50' | 'p95' | 'p99'>,
): string {
  if (p50 === null || p95 === null || p99 === null) return 'Latency of the batch: nothing was answered yet';
  const sends = buckets.reduce((sum, bucket) => sum + bucket.sends, 0);
  return `Latency of the batch, ${grouped(sends)} answers: median ${ms(p50)} ms, 95th percentile ${ms(p95)} ms, 99th ${ms(p99)} ms`;
}

const Chart = styled('div')(({ theme: t }) => ({
  height: 48,
  borderBottom: `1px solid ${t.vars.palette.divider}`,
}));
