import { useCallback, useMemo } from 'react';
import { navigate, useRoute } from '#renderer/shell/route.ts';
import { filterKey, type ListFilter, readFilter, writeFilter } from './list-filter.ts';

export type FilterInAddress = {
  readonly filter: ListFilter;
  /** One text for it. */
  readonly key: string;
  /** `replace` leaves no step for Back, as between two letters of a word. */
  readonly change: (change: Partial<ListFilter>, options?: { readonly replace?: boolean }) => void;
  readonly put: (filter: ListFilter) => void;
  /** The address of a send, or of none, with the same filter. */
  readonly pathTo: (id: string | null, compare?: string | null) => string;
};

/** The filter lives in the address, so that Back goes back to the one before and a reload keeps it. */
export function useFilter(): FilterInAddress {
  const { id, query } = useRoute();
  const filter = useMemo(() => readFilter(query), [query]);
  const to = useCallback(
    (next: ListFilter, options?: { readonly replace?: boolean }) =>
      navigate(path(id, writeFilter(query, next)), options),
    [id, query],
  );
  const change = useCallback<FilterInAddress['change']>(
    (change, options) => to({ ...filter, ...change }, options),
    [to, filter],
  );
  const pathTo = useCallback<FilterInAddress['pathTo']>(
    (target, compare = null) => {
      const next = new URLSearchParams(query);
      next.delete('compare');
      if (compare !== null) next.set('compare', compare);
      return path(target, next);
    },
    [query],
  );
  return { filter, key: filterKey(filter), change, put: to, pathTo };
}

function path(id: string | null, query: URLSearchParams): string {
  const search = query.toString();
  return `/history${id === null ? '' : `/${encodeURIComponent(id)}`}${search === '' ? '' : `?${search}`}`;
}
