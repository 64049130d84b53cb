import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '#renderer/host/client.ts';
import type { Incident, IncidentRef, IncidentState } from '#shared/model/incident.ts';

const PAGE = 100;

type Last = IncidentRef & Pick<Incident, 'changedAt'>;

export const leftOpen: IncidentState[] = ['open', 'acknowledged', 'unknown'];
export const resolved: IncidentState[] = ['resolved'];

export const refOf = ({ destination, key }: Incident): IncidentRef => ({
  destinationId: destination.id,
  key,
});

/** One text for each incident, and never the same for two. */
export const refKey = ({ destinationId, key }: IncidentRef): string => JSON.stringify([destinationId, key]);

/** Incidents in those states, the last changed first, as far back as was asked for. */
export function useIncidents(states: IncidentState[]) {
  const query = useInfiniteQuery(
    api.incidents.list.infiniteOptions({
      input: (before: Last | null) => ({ states, before, limit: PAGE }),
      initialPageParam: null as Last | null,
      getNextPageParam: (page) => {
        const last = page.incidents.at(-1);
        return page.isMore && last !== undefined ? { ...refOf(last), changedAt: last.changedAt } : undefined;
      },
    }),
  );
  const incidents = useMemo<readonly Incident[]>(() => {
    // one that changed between two pages would be on both
    const byRef = new Map(
      query.data?.pages.flatMap((page) => page.incidents).map((one) => [refKey(refOf(one)), one]),
    );
    return [...byRef.values()];
  }, [query.data]);
  return { query, incidents, counts: query.data?.pages.at(-1)?.counts ?? null };
}
