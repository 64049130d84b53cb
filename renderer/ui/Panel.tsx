import { styled, type SxProps, type Theme } from '@mui/material/styles';
import type { ReactNode } from 'react';

type Props = {
  /** Words become the panel's heading; anything else, such as tabs, stands as it is. */
  title?: ReactNode;
  end?: ReactNode;
  label: string;
  children: ReactNode;
  sx?: SxProps<Theme>;
};

export function Panel({ title, end, label, children, sx }: Props) {
  return (
    <Frame aria-label={label} sx={sx}>
      {title === undefined && end === undefined ? null : <PanelHead title={title} end={end} />}
      {children}
    </Frame>
  );
}

function PanelHead({ title, end }: Pick<Props, 'title' | 'end'>) {
  return (
    <Head>
      {typeof title === 'string' ? <h2>{title}</h2> : title}
      {end === undefined ? null : <span className="end">{end}</span>}
    </Head>
  );
}

const Frame = styled('section')(({ theme: t }) => ({
  display: 'flex',
  flexDirection: 'column',
  minWidth: 0,
  minHeight: 0,
  overflow: 'hidden',
  background: t.vars.palette.background.paper,
  border: `1px solid ${t.vars.palette.divider}`,
  borderRadius: 8,
}));

const Head = styled('div')(({ theme: t }) => ({
  display: 'flex',
  alignItems: 'center',
  flex: 'none',
  gap: 8,
  height: 40,
  padding: '0 8px 0 12px',
  borderBottom: `1px solid ${t.vars.palette.border.soft}`,
  minWidth: 0,
  whiteSpace: 'nowrap',
  '& h2': { ...t.typography.h2, margin: 0 },
  '& > .end': {
    display: 'flex',
    alignItems: 'center',
    gap: 6,
    minWidth: 0,
    marginLeft: 'auto',
    color: t.vars.palette.text.tertiary,
    fontSize: '0.75rem',
  },
}));
