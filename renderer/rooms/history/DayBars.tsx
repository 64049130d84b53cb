import { BarChart } from '@mui/x-charts/BarChart';
import { useId } from 'react';
import { dayName, type DrawnDay } from './drawn-days.ts';

/** Loaded when it is drawn: the library is half as large as the rest of the page. */
export function DayBars({ days }: { readonly days: readonly DrawnDay[] }) {
  const id = useId();
  const hatch = `${id}-hatch`;
  return (
    <BarChart
      height={48}
      margin={{ left: 0, right: 0, top: 1, bottom: 0 }}
      xAxis={[
        {
          data: days.map(({ day }) => day),
          scaleType: 'band',
          position: 'none',
          categoryGapRatio: 0.3,
          valueFormatter: dayName,
        },
      ]}
      yAxis={[{ position: 'none', min: 0 }]}
      series={[
        { id: 'accepted', label: 'Accepted', stack: 'sends', data: days.map(({ accepted }) => accepted) },
        {
          id: 'notDelivered',
          label: 'Not delivered',
          stack: 'sends',
          data: days.map(({ notDelivered }) => notDelivered),
        },
        { id: 'unknown', label: 'Unknown', stack: 'sends', data: days.map(({ unknown }) => unknown) },
      ]}
      colors={['var(--fd-palette-text-tertiary)', `url(#${hatch})`, 'var(--fd-palette-text-primary)']}
      hideLegend
      skipAnimation
      disableKeyboardNavigation
    >
      <defs>
        <pattern id={hatch} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="4" height="4" className="hatch-ground" />
          <rect width="2" height="4" className="hatch-line" />
        </pattern>
      </defs>
    </BarChart>
  );
}
