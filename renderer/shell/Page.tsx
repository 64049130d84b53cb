import { styled } from '@mui/material/styles';
import { type ReactNode, useEffect, useRef } from 'react';
import { stripes } from '#renderer/theme/components.ts';
import type { Environment } from '#shared/model/destination.ts';

type Props = {
  title: string;
  /** What of it is open, in a few words beside the title. */
  crumb?: ReactNode;
  actions?: ReactNode;
  /** Where this page sends to; the strip above it says so. */
  environment?: Environment;
  /** A bar that stays at the bottom. */
  footer?: ReactNode;
  children: ReactNode;
};

// the page that was opened first does not take the focus: there the Tab key starts at the top
let opened: string | null = null;
let hasMoved = false;

/** The frame of every page: the environment's strip, the top bar with the page's name, the content, and its bar. */
export function Page({ title, crumb, actions, environment, footer, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${title} · Firedrill`;
    opened ??= title;
    hasMoved ||= opened !== title;
    // whoever came by keyboard or with a screen reader goes on from the name of the new page
    const focused = document.activeElement;
    const isFree = focused === null || focused === document.body || focused.closest('nav') !== null;
    if (hasMoved && isFree) heading.current?.focus({ preventScroll: true });
  }, [title]);

  return (
    <Frame>
      <Strip className="fd-env" data-env={environment ?? 'none'} aria-hidden="true" />
      <TopBar>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {crumb === undefined ? null : <div className="crumb">{crumb}</div>}
        <div className="actions">{actions}</div>
      </TopBar>
      <main id="content">{children}</main>
      {footer === undefined ? null : <Bottom>{footer}</Bottom>}
    </Frame>
  );
}

const Frame = styled('div')(({ theme: t }) => ({
  display: 'grid',
  gridTemplateRows: 'auto 48px minmax(0, 1fr) auto',
  gridTemplateColumns: 'minmax(0, 1fr)',
  flex: 1,
  minWidth: 0,
  minHeight: 0,
  '& > main': { minWidth: 0, minHeight: 0, overflow: 'auto', background: t.vars.palette.background.default },
}));

const Strip = styled('div')(({ theme: t }) => ({
  height: 4,
  background: t.vars.palette.background.paper,
  '&[data-env="sandbox"]': {
    background: `repeating-linear-gradient(90deg, ${t.vars.palette.env.sandbox.fill} 0 3px, transparent 3px 9px), ${t.vars.palette.background.paper}`,
  },
  '&[data-env="test"]': { background: t.vars.palette.env.test.fill },
  '&[data-env="production"]': { height: 8, background: stripes(t, 10) },
}));

const TopBar = styled('header')(({ theme: t }) => ({
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  minWidth: 0,
  padding: '0 16px',
  background: t.vars.palette.background.paper,
  borderBottom: `1px solid ${t.vars.palette.divider}`,
  '& h1': {
    ...t.typography.h1,
    flex: 'none',
    margin: 0,
    whiteSpace: 'nowrap',
    '&:focus': { outline: 'none' },
  },
  '& .crumb': {
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: '0.75rem',
    lineHeight: '1rem',
    color: t.vars.palette.text.tertiary,
  },
  '& .actions': { display: 'flex', alignItems: 'center', gap: 8, marginLeft: 'auto' },
}));

const Bottom = styled('footer')(({ theme: t }) => ({
  minWidth: 0,
  background: t.vars.palette.background.paper,
  borderTop: `1px solid ${t.vars.palette.divider}`,
}));
