import { ORPCError } from '@orpc/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '#renderer/host/client.ts';
import { explainError } from '#shared/contract/explain-error.ts';
import type { GuardInput } from '#shared/model/send.ts';

/** What can be done about a batch that is not over. */
export function useBatch(id: string) {
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [asksName, setAsksName] = useState(false);

  const tell = async (call: () => Promise<unknown>) => {
    if (isBusy) return;
    setBusy(true);
    setProblem(null);
    setAsksName(false);
    try {
      await call();
    } catch (error) {
      // whether this is production, and whether it was asked, is the engine's to say
      if (error instanceof ORPCError && error.code === 'CONFIRMATION_NEEDED') setAsksName(true);
      else setProblem(explainError(error));
    } finally {
      setBusy(false);
      void queries.invalidateQueries({ queryKey: api.batches.key() });
    }
  };
  return {
    isBusy,
    problem,
    /** The name of the destination has to be typed before it goes on. */
    asksName,
    run: (guard?: GuardInput) =>
      tell(() => client.batches.run({ id, ...(guard === undefined ? {} : { guard }) })),
    pause: () => tell(() => client.batches.pause({ id })),
    cancel: () => tell(() => client.batches.cancel({ id })),
    giveUp: () => setAsksName(false),
  };
}
