import { ORPCError } from '@orpc/client';
import { QueryClient } from '@tanstack/react-query';

/** What was read stays good until a live update says otherwise. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        // the engine is on this computer: whether there is a network does not matter
        networkMode: 'always',
        // an error of the contract says the same the second time
        retry: (failures, error) => !(error instanceof ORPCError) && failures < 2,
        retryDelay: 400,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
