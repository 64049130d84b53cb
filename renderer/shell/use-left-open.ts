import { useQuery } from '@tanstack/react-query';
import { api } from '#renderer/host/client.ts';

/** How many incidents are not resolved. One whose state is unknown counts: somebody may still be paged about it. */
export function useLeftOpen(): number {
  const { data } = useQuery(api.incidents.list.queryOptions({ input: { before: null, limit: 1 } }));
  if (data === undefined) return 0;
  const { open, acknowledged, unknown } = data.counts;
  return open + acknowledged + unknown;
}
