import { styled } from '@mui/material/styles';
import { useMemo } from 'react';
import { useNow } from '#renderer/forms/use-now.ts';
import { BatchFigure } from './BatchFigure.tsx';
import { DaysFigure } from './DaysFigure.tsx';
import { drawnDays, totals } from './drawn-days.ts';
import { LatencyFigure } from './LatencyFigure.tsx';
import { DAYS, useFreshStatistics, useStatistics } from './use-statistics.ts';

/** How it went lately: how many sends a day, and how long the destinations took to answer. */
export function Pictures({ batchId }: { readonly batchId: string | null }) {
  useFreshStatistics();
  const { data } = useStatistics();
  const now = useNow();
  const today = new Date(now).toISOString().slice(0, 10);
  const days = useMemo(
    () => (data === undefined ? [] : drawnDays(data.days, DAYS, Date.parse(today))),
    [data, today],
  );
  const { accepted, notDelivered, unknown } = totals(days);
  // as high before it is known as after, so that the rows stay where they are
  if (data === undefined) return <Strip aria-hidden />;
  if (accepted + notDelivered + unknown === 0 && data.latencies.length === 0) return null;
  return (
    <Strip>
      <DaysFigure days={days} />
      {batchId === null ? <LatencyFigure latencies={data.latencies} /> : <BatchFigure id={batchId} />}
    </Strip>
  );
}

const Strip = styled('div')(({ theme: t }) => ({
  display: 'grid',
  gridTemplateColumns: '420fr 300fr',
  flex: 'none',
  gap: 28,
  minHeight: 102,
  padding: '10px 14px 8px',
  background: t.vars.palette.surface.raised,
  borderBottom: `1px solid ${t.vars.palette.border.soft}`,
  '@media (max-height: 559px)': { display: 'none' },
  [t.breakpoints.down('md')]: {
    gridTemplateColumns: 'minmax(0, 1fr)',
    '& > figure + figure': { display: 'none' },
  },
}));
