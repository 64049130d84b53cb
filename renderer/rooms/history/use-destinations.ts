import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '#renderer/host/client.ts';
import type { Destination, Environment } from '#shared/model/destination.ts';
import { useStatistics } from './use-statistics.ts';

/** Where something can be, or was, sent to. */
export type KnownDestination = {
  readonly id: string;
  readonly name: string;
  /** Null for one that is no longer there. */
  readonly environment: Environment | null;
};

/** Those there are, and under them those that are gone but were sent to not long ago. */
export function useDestinations(): {
  readonly destinations: readonly Destination[];
  readonly known: readonly KnownDestination[];
} {
  const { data: destinations } = useQuery(api.destinations.list.queryOptions({ input: {} }));
  const { data: statistics } = useStatistics();
  const known = useMemo(() => {
    const there = destinations ?? [];
    const ids = new Set(there.map(({ id }) => id));
    const gone = (statistics?.latencies ?? []).filter(({ destinationId }) => !ids.has(destinationId));
    return [
      ...there.map(({ id, name, environment }) => ({ id, name, environment })),
      ...(destinations === undefined ? [] : gone).map(({ destinationId, name }) => ({
        id: destinationId,
        name,
        environment: null,
      })),
    ];
  }, [destinations, statistics]);
  return { destinations: destinations ?? none, known };
}

const none: readonly Destination[] = [];
