import { useEffect, useState } from 'react';

/** True once `active` has lasted: what is over within 150 ms is better not shown at all. */
export function useLate(active: boolean, ms = 150): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!active) return;
    const timer = setTimeout(() => setLate(true), ms);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [active, ms]);
  return active && isLate;
}
