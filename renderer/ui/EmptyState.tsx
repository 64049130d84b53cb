import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';

/** What this place is for, in one line; the children are what to do next. */
export function EmptyState({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <Middle>
      <p>{text}</p>
      {children === undefined ? null : <div className="next">{children}</div>}
    </Middle>
  );
}

const Middle = styled('div')(({ theme: t }) => ({
  display: 'grid',
  placeContent: 'center',
  justifyItems: 'center',
  gap: 12,
  height: '100%',
  minHeight: 96,
  padding: 24,
  color: t.vars.palette.text.secondary,
  textAlign: 'center',
  '& p': { maxWidth: 440, textWrap: 'balance' },
  '& .next': { display: 'flex', gap: 8, flexWrap: 'wrap', justifyContent: 'center' },
}));
