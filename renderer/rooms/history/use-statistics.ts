import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { client } from '#renderer/host/client.ts';
import { gather } from '#renderer/host/gather.ts';
import { onUpdate } from '#renderer/host/live.ts';

/** So many days are drawn. */
export const DAYS = 14;
/** Days and percentiles move slowly, and counting them reads days of sends. */
const FEWEST_MS = 3000;
const KEY = ['history-statistics'];

export function useStatistics() {
  return useQuery({
    // apart from what the live updates have read again as a whole
    queryKey: KEY,
    queryFn: () => client.history.statistics({ days: DAYS }),
    refetchOnMount: 'always',
  });
}

/** Counts again while things happen, but not at every send. */
export function useFreshStatistics(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const { add, stop } = gather(FEWEST_MS, () => void queries.invalidateQueries({ queryKey: KEY }));
    const end = onUpdate(({ room, id }) => {
      if (room === 'history' && id !== null) add(id);
    });
    return () => {
      end();
      stop();
    };
  }, [queries]);
}
