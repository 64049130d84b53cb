import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { api } from '#renderer/host/client.ts';
import { onUpdate } from '#renderer/host/live.ts';
import type { SavedFilter } from '#shared/model/history.ts';

/** By name. */
export function useSavedFilters(): {
  readonly saved: readonly SavedFilter[];
  readonly readAgain: () => Promise<void>;
} {
  const queries = useQueryClient();
  const { data } = useQuery(api.history.filters.queryOptions({ input: {} }));
  const readAgain = useCallback(
    () => queries.invalidateQueries({ queryKey: api.history.filters.key() }),
    [queries],
  );
  useEffect(
    () =>
      onUpdate(({ room, id }) => {
        // a filter that was saved in another window changes the history as a whole
        if (room === 'history' && id === null) void readAgain();
      }),
    [readAgain],
  );
  return { saved: data ?? none, readAgain };
}

const none: readonly SavedFilter[] = [];
