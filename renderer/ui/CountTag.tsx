import { styled } from '@mui/material/styles';

/** A number, or a few characters of code, in a box. */
export const CountTag = styled('span')(({ theme: t }) => ({
  display: 'inline-flex',
  alignItems: 'center',
  height: 20,
  padding: '0 6px',
  borderRadius: 4,
  background: t.vars.palette.surface.sunken,
  color: t.vars.palette.text.secondary,
  fontSize: '0.71875rem',
  whiteSpace: 'nowrap',
  fontVariantNumeric: 'tabular-nums',
}));
