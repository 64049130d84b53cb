import { styled } from '@mui/material/styles';
import { type MouseEvent, type ReactNode, useEffect } from 'react';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { Rail } from './Rail.tsx';
import { navigate, type PageId, pages } from './route.ts';

type Props = {
  readonly page: PageId;
  /** What has to be said whichever page is open. */
  readonly notices: ReactNode;
  readonly children: ReactNode;
};

/** What surrounds every page: the rail, the banner, and the keys that work everywhere. */
export function Shell({ page, notices, children }: Props) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const target = /^[1-9]$/.test(event.key) ? pages[Number(event.key) - 1] : undefined;
      if (target === undefined) return;
      event.preventDefault();
      navigate(`/${target}`);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <Frame>
      <a className="skip" href="#content" onClick={skipToContent}>
        Skip to the page
      </a>
      <Rail page={page} />
      <div className="column">
        <ConnectionBanner />
        {notices}
        {children}
      </div>
    </Frame>
  );
}

// the address after # belongs to the router, so the jump is made by hand
function skipToContent(event: MouseEvent) {
  event.preventDefault();
  document.querySelector<HTMLElement>('h1')?.focus();
}

const Frame = styled('div')(({ theme: t }) => ({
  display: 'grid',
  gridTemplateColumns: '188px minmax(0, 1fr)',
  height: '100vh',
  [t.breakpoints.down('lg')]: { gridTemplateColumns: '52px minmax(0, 1fr)' },
  '& > .column': { display: 'flex', flexDirection: 'column', minWidth: 0, minHeight: 0 },
  '& > .skip': {
    position: 'fixed',
    zIndex: t.zIndex.tooltip,
    top: 8,
    left: 8,
    padding: '6px 12px',
    borderRadius: 6,
    color: t.vars.palette.primary.contrastText,
    background: t.vars.palette.primary.main,
    transform: 'translateY(-60px)',
    '&:focus': { transform: 'none' },
  },
}));
