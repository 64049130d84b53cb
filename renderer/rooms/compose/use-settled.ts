import { skipToken, useQuery } from '@tanstack/react-query';
import { api } from '#renderer/host/client.ts';
import type { Run } from './use-send.ts';

/** The run, with what was decided elsewhere about a send that was unknown when it came back. */
export function useSettled(run: Run): Run {
  const unknown = run.state === 'done' && run.send.state === 'unknown' ? run.send.id : null;
  const { data } = useQuery(
    api.history.get.queryOptions({ input: unknown === null ? skipToken : { id: unknown } }),
  );
  if (run.state !== 'done' || unknown === null || data?.id !== unknown || data.state === 'unknown')
    return run;
  return { ...run, send: data, words: null, problem: null };
}
