import { useQuery } from '@tanstack/react-query';
import { api } from '#renderer/host/client.ts';
import { grouped } from '#shared/text/measure.ts';

/** "48,212 sends", whatever the list is narrowed to; empty for none, and until it is known. */
export function useKept(): string {
  const { data } = useQuery(api.history.list.queryOptions({ input: { before: null, limit: 1 } }));
  if (data === undefined || data.total === 0) return '';
  const counted = grouped(data.total);
  return `${data.isMore ? `more than ${counted}` : counted} ${data.total === 1 ? 'send' : 'sends'}`;
}
