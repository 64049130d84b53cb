import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';

/** A key, or keys held together, as they stand on the keyboard. */
export function KeyHint({ children }: { children: ReactNode }) {
  return <Key>{children}</Key>;
}

const Key = styled('kbd')(({ theme: t }) => ({
  fontFamily: t.typography.fontFamily,
  fontSize: '0.6875rem',
  lineHeight: '1rem',
  fontWeight: 400,
  padding: '0 5px',
  border: `1px solid ${t.vars.palette.divider}`,
  borderRadius: 4,
  color: t.vars.palette.text.secondary,
  background: t.vars.palette.background.paper,
  whiteSpace: 'nowrap',
}));
