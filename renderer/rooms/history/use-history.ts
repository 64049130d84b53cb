import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '#renderer/host/client.ts';
import { grouped } from '#shared/text/measure.ts';
import type { SendSummary } from '#shared/model/send.ts';

const PAGE = 50;

/** Every send, newest first, as far back as was asked for. */
export function useHistory() {
  const query = useInfiniteQuery(
    api.history.list.infiniteOptions({
      input: (before: string | null) => ({ before, limit: PAGE }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => (page.sends.length < PAGE ? undefined : page.sends.at(-1)?.id),
    }),
  );
  const sends = useMemo<readonly SendSummary[]>(() => {
    // a send that came in between two pages would be on both
    const byId = new Map(query.data?.pages.flatMap((page) => page.sends).map((send) => [send.id, send]));
    return [...byId.values()];
  }, [query.data]);
  const last = query.data?.pages.at(-1);
  const counted = grouped(last?.total ?? 0);
  return {
    query,
    sends,
    total: last?.total ?? 0,
    /** In words: beyond ten thousand the engine does not count them all. */
    totalInWords: last?.isMore === true ? `more than ${counted}` : counted,
  };
}
