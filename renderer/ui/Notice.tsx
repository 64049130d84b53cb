import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import type { Tone } from '#shared/providers/provider.ts';
import { Icon } from './Icon.tsx';
import { toneIcons } from './ToneLabel.tsx';

type Props = { tone: Tone; children: ReactNode; action?: ReactNode };

/** Something to know, where it matters; stays until it no longer holds. */
export function Notice({ tone, children, action }: Props) {
  return (
    <Note tone={tone} data-tone={tone}>
      <span className="notice-sign">
        <Icon name={toneIcons[tone]} />
      </span>
      <div className="notice-words">{children}</div>
      {action}
    </Note>
  );
}

const Note = styled('div', { shouldForwardProp: (prop) => prop !== 'tone' })<{ tone: Tone }>(
  ({ theme: t, tone }) => ({
    display: 'flex',
    gap: 10,
    padding: '10px 12px',
    border: '1px solid transparent',
    borderRadius: 6,
    fontSize: '0.78125rem',
    lineHeight: '1.125rem',
    background: t.vars.palette.severity[tone].tint,
    '&[data-tone="unknown"]': { border: `1px dashed ${t.vars.palette.border.control}` },
    '& .notice-sign': { color: t.vars.palette.severity[tone].main, paddingTop: 1 },
    '& .notice-words': { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
  }),
);
