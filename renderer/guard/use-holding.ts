import { useEffect, useState } from 'react';

/** How long the engine holds a guarded send back. Its time begins later than ours, so ours ends first. */
export const HOLD_MS = 5000;

/** Whole seconds until a send that is held back leaves; null when nothing is held. */
export function useHolding(until: number | null): number | null {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (until === null) return;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= until) clearInterval(timer);
    }, 100);
    return () => clearInterval(timer);
  }, [until]);
  if (until === null) return null;
  // the clock of this render may be older than the hold
  const left = Math.min(HOLD_MS / 1000, Math.ceil((until - now) / 1000));
  return left > 0 ? left : null;
}
