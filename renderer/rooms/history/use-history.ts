import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { client } from '#renderer/host/client.ts';
import { gather } from '#renderer/host/gather.ts';
import { onUpdate } from '#renderer/host/live.ts';
import type { LiveUpdate } from '#shared/contract/contract.ts';
import { grouped } from '#shared/text/measure.ts';
import { engineFilter, filterKey, type ListFilter } from './list-filter.ts';
import { PAGE, readOlder, type ReadPage, readRows, refreshed, type Rows } from './rows.ts';

/** At most so often is the list looked at anew while things happen. */
const FEWEST_MS = 250;

const none: Rows = { sends: [], total: 0, isMore: false, hasOlder: false };

/** The sends that match, newest first, as far back as was asked for, kept up to date without being read anew. */
export function useHistory(filter: ListFilter) {
  const queries = useQueryClient();
  const key = filterKey(filter);
  const [isReadingOlder, setReadingOlder] = useState(false);
  // apart from what the live updates have read again as a whole
  const query = useQuery<Rows>({
    queryKey: rowsKey(key),
    queryFn: () => {
      const known = queries.getQueryData<Rows>(rowsKey(key));
      return readRows(reader(filter), Math.max(PAGE, known?.sends.length ?? 0));
    },
    placeholderData: keepPreviousData,
    // only the list on screen is kept up to date: one that comes back may have changed meanwhile
    staleTime: 0,
    refetchOnMount: 'always',
  });

  const current = useRef(filter);
  useEffect(() => {
    current.current = filter;
  });
  // one thing at a time changes the rows, or the slower of two would undo the faster
  const turn = useRef<Promise<void>>(Promise.resolve());
  const inTurn = useCallback(
    (work: (rows: Rows, read: ReadPage) => Promise<Rows>): Promise<void> => {
      const next = turn.current.then(async () => {
        const filter = current.current;
        const key = rowsKey(filterKey(filter));
        const rows = queries.getQueryData<Rows>(key);
        if (rows === undefined) return;
        const changed = await work(rows, reader(filter));
        // read from the start meanwhile, which is newer
        if (queries.getQueryData<Rows>(key) === rows) queries.setQueryData(key, changed);
      });
      turn.current = next.catch(() => {
        // what could not be read now is read with the next change, or says why when it is asked for
      });
      return next;
    },
    [queries],
  );

  useEffect(() => {
    const { add, stop } = gather<LiveUpdate>(FEWEST_MS, (updates) => {
      const ids = new Set(updates.flatMap(({ id }) => (id === null ? [] : [id])));
      void inTurn((rows, read) =>
        // without an id it is not said what changed
        updates.some(({ id }) => id === null)
          ? readRows(read, Math.max(PAGE, rows.sends.length))
          : refreshed(read, rows, ids),
      ).catch(() => undefined);
    });
    const end = onUpdate((update) => {
      if (update.room === 'history') add(update);
    });
    return () => {
      end();
      stop();
    };
  }, [inTurn]);

  const older = useCallback(async () => {
    setReadingOlder(true);
    await inTurn((rows, read) => (rows.hasOlder ? readOlder(read, rows) : Promise.resolve(rows))).catch(
      () => undefined,
    );
    setReadingOlder(false);
  }, [inTurn, setReadingOlder]);

  const rows = query.data ?? none;
  // a page comes without a total where one would have to be counted
  const count = useQuery({
    queryKey: ['history-count', key, rows.sends[0]?.id ?? null],
    queryFn: () => client.history.count({ filter: engineFilter(filter, Date.now()) }),
    enabled: rows.isMore,
    placeholderData: keepPreviousData,
  });
  const known = rows.isMore && count.data !== undefined ? count.data : rows;
  const counted = grouped(Math.max(known.total, rows.sends.length));
  return {
    query,
    ...rows,
    /** In words: beyond ten thousand the engine does not count them all. */
    totalInWords: known.isMore ? `more than ${counted}` : counted,
    isReadingOlder,
    older,
  };
}

function rowsKey(filter: string) {
  return ['history-rows', filter] as const;
}

function reader(filter: ListFilter): ReadPage {
  return (before, limit) => client.history.list({ before, limit, filter: engineFilter(filter, Date.now()) });
}
