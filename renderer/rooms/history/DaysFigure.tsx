import { styled } from '@mui/material/styles';
import { lazy, Suspense } from 'react';
import { grouped } from '#shared/text/measure.ts';
import { dayName, type DrawnDay, daysInWords, totals } from './drawn-days.ts';
import { Figure } from './Figure.tsx';

const DayBars = lazy(async () => ({ default: (await import('./DayBars.tsx')).DayBars }));

/** How many sends a day, by how they ended. */
export function DaysFigure({ days }: { readonly days: readonly DrawnDay[] }) {
  const { accepted, notDelivered, unknown } = totals(days);
  return (
    <Figure
      title="Sends per day"
      words={daysInWords(days)}
      legend={
        <>
          <span>
            <i className="solid" />
            Accepted {grouped(accepted)}
          </span>
          <span>
            <i className="hatched" />
            Not delivered {grouped(notDelivered)}
          </span>
          <span>
            <i className="hollow" />
            Unknown {grouped(unknown)}
          </span>
        </>
      }
    >
      <Chart aria-hidden>
        <Suspense fallback={null}>
          <DayBars days={days} />
        </Suspense>
      </Chart>
      <div className="ends" aria-hidden>
        <span>{dayName(days[0]?.day)}</span>
        <span>today (UTC)</span>
      </div>
    </Figure>
  );
}

const Chart = styled('div')(({ theme: t }) => ({
  height: 48,
  borderBottom: `1px solid ${t.vars.palette.divider}`,
}));
