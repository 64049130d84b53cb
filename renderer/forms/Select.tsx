import { styled } from '@mui/material/styles';
import type { ComponentProps } from 'react';
import { Icon } from '#renderer/ui/Icon.tsx';

type SelectProps = Omit<ComponentProps<'select'>, 'ref'> & {
  /** Beside a heading, where it must not be louder than that. */
  readonly compact?: boolean;
  readonly mono?: boolean;
};

/** The system's own list of choices, with our edge and arrow. */
export function Select({ compact = false, mono = false, ...rest }: SelectProps) {
  return (
    <Frame data-compact={compact ? '' : undefined} data-mono={mono ? '' : undefined}>
      <select {...rest} />
      <Icon name="down" size={14} />
    </Frame>
  );
}

const Frame = styled('span')(({ theme: t }) => ({
  position: 'relative',
  display: 'inline-grid',
  minWidth: 0,
  alignItems: 'center',
  '& select': {
    ...t.typography.body2,
    appearance: 'none',
    width: '100%',
    minWidth: 0,
    height: 28,
    padding: '0 22px 0 8px',
    border: `1px solid ${t.vars.palette.border.control}`,
    borderRadius: 6,
    background: t.vars.palette.background.paper,
    color: t.vars.palette.text.primary,
    textOverflow: 'ellipsis',
  },
  '& select:hover': { borderColor: t.vars.palette.text.tertiary },
  '& select:focus-visible': { outline: `2px solid ${t.vars.palette.accent.line}`, outlineOffset: -1 },
  '& svg': { position: 'absolute', right: 6, pointerEvents: 'none', color: t.vars.palette.text.tertiary },
  '&[data-mono] select': { ...t.typography.mono },
  '&[data-compact] select': {
    height: 24,
    borderColor: t.vars.palette.divider,
    borderRadius: 4,
    color: t.vars.palette.text.secondary,
  },
  '&[data-compact] select:hover': { background: t.vars.palette.surface.sunken },
}));
