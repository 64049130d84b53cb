import { styled } from '@mui/material/styles';

/** Fields that belong together; their labels stand above them where there is little room. */
export const Fields = styled('section')(({ theme: t }) => ({
  '--label-width': '116px',
  containerType: 'inline-size',
  containerName: 'form',
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr)',
  gap: 10,
  '& > h3': { ...t.typography.h3, color: t.vars.palette.text.secondary },
  '& + &': {
    marginTop: 16,
    paddingTop: 14,
    borderTop: `1px solid ${t.vars.palette.border.soft}`,
  },
}));
