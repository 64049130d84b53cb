import { useCallback, useState } from 'react';
import { z } from '#shared/zod.ts';

const progress = z.strictObject({ sent: z.boolean(), seen: z.boolean(), closed: z.boolean() });
export type FirstRun = z.infer<typeof progress>;

const KEY = 'firedrill.first-run';
const start: FirstRun = { sent: false, seen: false, closed: false };

/** 1: send, 2: look at the answer, 3: acknowledge and resolve. */
export function stepNow({ sent, seen }: FirstRun): 1 | 2 | 3 {
  if (!sent) return 1;
  return seen ? 3 : 2;
}

/** How far somebody new has come. Kept in this browser; where nothing can be kept, for as long as the page is open. */
export function useFirstRun(): readonly [FirstRun, (step: Partial<FirstRun>) => void] {
  const [state, setState] = useState(read);
  const advance = useCallback((step: Partial<FirstRun>) => {
    setState((before) => {
      const next = { ...before, ...step };
      write(next);
      return next;
    });
  }, []);
  return [state, advance];
}

function read(): FirstRun {
  try {
    return progress.parse(JSON.parse(localStorage.getItem(KEY) ?? ''));
  } catch {
    return start;
  }
}

function write(state: FirstRun): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // storage is off or full: the panel comes back with the next start
  }
}
