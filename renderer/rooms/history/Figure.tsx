import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';

type Props = {
  readonly title: string;
  /** What it shows, in a sentence, for whoever does not see it. */
  readonly words: string;
  readonly legend: ReactNode;
  readonly children: ReactNode;
};

/** A small picture under its name; the numbers stand in its legend and in its words. */
export function Figure({ title, words, legend, children }: Props) {
  return (
    <Frame aria-label={words}>
      <figcaption>
        <b>{title}</b>
        <span className="legend">{legend}</span>
      </figcaption>
      {children}
    </Frame>
  );
}

const hatch = (colour: string, ground: string) =>
  `repeating-linear-gradient(45deg, ${colour} 0 2px, ${ground} 2px 4px)`;

const Frame = styled('figure')(({ theme: t }) => ({
  minWidth: 0,
  '& figcaption': {
    display: 'flex',
    alignItems: 'center',
    gap: 12,
    marginBottom: 6,
    minWidth: 0,
    fontSize: '0.71875rem',
    lineHeight: '1rem',
    color: t.vars.palette.text.tertiary,
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  },
  '& figcaption b': { color: t.vars.palette.text.secondary, fontWeight: 560 },
  '& .legend': { display: 'flex', alignItems: 'center', gap: 12, marginLeft: 'auto', minWidth: 0 },
  '& .legend .MuiButton-root': { height: 24, margin: '-4px -8px -4px -4px' },
  '& .legend i': { width: 9, height: 9, borderRadius: 2, display: 'inline-block', marginRight: 5 },
  '& .legend .solid': { background: t.vars.palette.text.tertiary, opacity: 0.75 },
  '& .legend .hatched': {
    background: hatch(t.vars.palette.severity.critical.main, t.vars.palette.severity.critical.tint),
  },
  '& .legend .hollow': { border: `1px dashed ${t.vars.palette.text.primary}` },
  '& .legend .faint': { background: t.vars.palette.border.control, opacity: 0.5 },
  '& .ends': {
    display: 'flex',
    justifyContent: 'space-between',
    marginTop: 2,
    fontSize: '0.65625rem',
    lineHeight: '0.75rem',
    color: t.vars.palette.text.tertiary,
  },
  '& .MuiChartsSurface-root': { display: 'block' },
  // how it went is told by pattern first, then by colour
  '& [data-series="accepted"] .MuiBarChart-element, & [data-series="p50"] .MuiBarChart-element': {
    fill: t.vars.palette.text.tertiary,
    fillOpacity: 0.75,
  },
  '& [data-series="unknown"] .MuiBarChart-element, & [data-series="p99"] .MuiBarChart-element': {
    fill: 'transparent',
    stroke: t.vars.palette.text.primary,
    strokeDasharray: '2 1.5',
  },
  '& [data-series="p95"] .MuiBarChart-element': {
    fill: t.vars.palette.border.control,
    fillOpacity: 0.5,
  },
  '& .hatch-ground': { fill: t.vars.palette.severity.critical.tint },
  '& .hatch-line': { fill: t.vars.palette.severity.critical.main },
}));
