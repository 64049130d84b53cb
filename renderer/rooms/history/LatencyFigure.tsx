import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { lazy, Suspense, useState } from 'react';
import { Figure } from './Figure.tsx';
import { type Latency, latenciesInWords, ms, ROW_PX } from './latency-words.ts';
import { LatencyDialog } from './LatencyDialog.tsx';

const LatencyBars = lazy(async () => ({ default: (await import('./LatencyBars.tsx')).LatencyBars }));

const MOST = 3;

/** How long the destinations that are used most took to answer lately. */
export function LatencyFigure({ latencies }: { readonly latencies: readonly Latency[] }) {
  const [isOpen, setOpen] = useState(false);
  const sorted = latencies.toSorted((a, b) => b.sends - a.sends);
  const drawn = sorted.slice(0, MOST);
  return (
    <Figure
      title="Latency"
      words={latenciesInWords(drawn)}
      legend={
        <>
          <span>
            <i className="solid" />
            p50
          </span>
          <span>
            <i className="faint" />
            p95
          </span>
          <span>
            <i className="hollow" />
            p99
          </span>
          <Button variant="text" size="small" onClick={() => setOpen(true)} disabled={latencies.length === 0}>
            All…
          </Button>
        </>
      }
    >
      <Rows>
        <div>
          {drawn.map(({ destinationId, name }) => (
            <span key={destinationId} title={name}>
              {name}
            </span>
          ))}
        </div>
        <div aria-hidden>
          <Suspense fallback={null}>{drawn.length === 0 ? null : <LatencyBars latencies={drawn} />}</Suspense>
        </div>
        <div className="numbers">
          {drawn.map(({ destinationId, p50, p95, p99 }) => (
            <span key={destinationId}>{[p50, p95, p99].map(ms).join(' · ')} ms</span>
          ))}
        </div>
      </Rows>
      {isOpen ? <LatencyDialog latencies={sorted} onClose={() => setOpen(false)} /> : null}
    </Figure>
  );
}

const Rows = styled('div')(({ theme: t }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(56px, 112px) minmax(24px, 1fr) auto',
  gap: 8,
  minHeight: 3 * ROW_PX,
  fontSize: '0.71875rem',
  color: t.vars.palette.text.secondary,
  '& > div': { minWidth: 0 },
  '& > div > span': {
    display: 'block',
    height: ROW_PX,
    lineHeight: `${ROW_PX}px`,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& .numbers': { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
}));
