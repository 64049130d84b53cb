import { useEffect, useState } from 'react';
import type { Run } from './use-send.ts';

/** Whole seconds until a send that is held back leaves; null when nothing is held. */
export function useHolding(run: Run): number | null {
  const until = run.state === 'sending' ? run.heldUntil : null;
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
  const left = Math.min(5, Math.ceil((until - now) / 1000));
  return left > 0 ? left : null;
}
