import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';

type Props = {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
};

/** A box to tick, with the words that belong to it. A real one, under our look. */
export function Tick({ checked, onChange, children }: Props) {
  return (
    <Line>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span className="box" aria-hidden="true">
        <Icon name="check" size={12} />
      </span>
      <span>{children}</span>
    </Line>
  );
}

const Line = styled('label')(({ theme: t }) => ({
  position: 'relative',
  display: 'flex',
  gap: 8,
  minHeight: 24,
  alignItems: 'center',
  cursor: 'pointer',
  '& input': { position: 'absolute', inset: 0, margin: 0, opacity: 0, cursor: 'pointer' },
  '& .box': {
    display: 'grid',
    placeItems: 'center',
    flex: 'none',
    width: 16,
    height: 16,
    borderRadius: 4,
    border: `1px solid ${t.vars.palette.border.control}`,
    color: 'transparent',
    background: t.vars.palette.background.paper,
  },
  '& :checked + .box': {
    color: t.vars.palette.primary.contrastText,
    background: t.vars.palette.primary.main,
    borderColor: t.vars.palette.primary.main,
  },
  '& :focus-visible + .box': { outline: `2px solid ${t.vars.palette.accent.line}`, outlineOffset: 2 },
  '& svg': { strokeWidth: 2.2 },
  '@media (forced-colors: active)': { '& :checked + .box': { color: 'CanvasText' } },
}));
