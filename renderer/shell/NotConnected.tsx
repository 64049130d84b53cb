import { styled } from '@mui/material/styles';
import { useEffect } from 'react';
import { Brand } from './Brand.tsx';

/** In place of the whole app: this tab has no way to show that it may talk to the engine. */
export function NotConnected() {
  useEffect(() => {
    document.title = 'Not connected · Firedrill';
  }, []);
  return (
    <Ground>
      <main>
        <Brand size={36} />
        <h1>This tab is not connected to Firedrill.</h1>
        <p>Open the address that it printed in its terminal.</p>
        <p className="why">
          Each address connects one tab, once, for a minute. Open one that no longer works, and a new one is
          printed there. Keys and history are where they were.
        </p>
      </main>
    </Ground>
  );
}

const Ground = styled('div')(({ theme: t }) => ({
  display: 'grid',
  placeItems: 'center',
  minHeight: '100vh',
  padding: 24,
  color: t.vars.palette.rail.text,
  background: t.vars.palette.rail.bg,
  '& main': { maxWidth: 420 },
  '& h1': { ...t.typography.h1, fontSize: '1rem', lineHeight: '1.5rem', margin: '16px 0 4px', color: '#fff' },
  '& .why': { marginTop: 12, color: t.vars.palette.rail.muted, fontSize: '0.75rem', lineHeight: '1.125rem' },
}));
