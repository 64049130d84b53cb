import { useQuery } from '@tanstack/react-query';
import { api } from '#renderer/host/client.ts';
import type { Send } from '#shared/model/send.ts';

/** The newest send to the destination, among the last 200 of all. */
export function useLastSend(destinationId: string | null): Send | null {
  const list = useQuery(api.history.list.queryOptions({ input: { before: null, limit: 200 } }));
  const newest = list.data?.sends.find(({ destination }) => destination.id === destinationId);
  const whole = useQuery(
    api.history.get.queryOptions({ input: { id: newest?.id ?? '' }, enabled: newest !== undefined }),
  );
  return newest === undefined || whole.data?.id !== newest.id ? null : whole.data;
}
