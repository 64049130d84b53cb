import { useCallback, useState } from 'react';
import { explainError } from '#shared/contract/explain-error.ts';

export type Call = {
  readonly isBusy: boolean;
  /** Why the last one failed, in words. */
  readonly problem: string | null;
  /** Runs one call at a time. Undefined when it failed or another one is under way. */
  readonly run: <T>(what: () => Promise<T>) => Promise<T | undefined>;
  readonly clear: () => void;
};

/** A call that a person waits for: it says that it runs, and why it failed. */
export function useCall(): Call {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const run = useCallback(
    async <T>(what: () => Promise<T>): Promise<T | undefined> => {
      if (isBusy) return undefined;
      setBusy(true);
      setProblem(null);
      try {
        return await what();
      } catch (error) {
        setProblem(explainError(error));
        return undefined;
      } finally {
        setBusy(false);
      }
    },
    [isBusy],
  );
  const clear = useCallback(() => setProblem(null), []);
  return { isBusy, problem, run, clear };
}
