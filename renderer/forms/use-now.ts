import { useEffect, useState } from 'react';

/** The time, twice a minute: close enough for "6 min ago" and for rules that look at the clock. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
