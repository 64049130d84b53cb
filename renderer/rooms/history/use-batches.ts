import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '#renderer/host/client.ts';
import { gather } from '#renderer/host/gather.ts';
import { onUpdate } from '#renderer/host/live.ts';
import type { Batch } from '#shared/model/batch.ts';

const FEWEST_MS = 400;

/** Newest first. While one runs it is looked at anew as its sends end. */
export function useBatches(): { readonly batches: readonly Batch[] } {
  const queries = useQueryClient();
  const { data } = useQuery(api.batches.list.queryOptions({ input: {} }));
  const isRunning = data?.some(({ state }) => state === 'running') ?? false;
  useEffect(() => {
    if (!isRunning) return;
    const { add, stop } = gather(
      FEWEST_MS,
      () => void queries.invalidateQueries({ queryKey: api.batches.list.key() }),
    );
    const end = onUpdate(({ room }) => {
      if (room === 'history') add(room);
    });
    return () => {
      end();
      stop();
    };
  }, [isRunning, queries]);
  return { batches: data ?? none };
}

const none: readonly Batch[] = [];
