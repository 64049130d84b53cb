import type { Acceptance } from '#main/history/acceptance.ts';
import type { HistoryExports } from '#main/history/exports.ts';
import type { HistoryReader, Read } from '#main/history/reader.ts';
import type { HistoryRetention } from '#main/history/retention.ts';
import type { SavedFilters } from '#main/history/saved-filters.ts';
import type { Live } from '#main/live/live.ts';
import type { AppInfo } from '#shared/contract/contract.ts';
import type { ContractErrors } from './errors.ts';
import { os } from './os.ts';

export type HistoryParts = {
  readonly reader: HistoryReader;
  readonly exports: HistoryExports;
  readonly retention: HistoryRetention;
  readonly savedFilters: SavedFilters;
  readonly acceptance: Acceptance;
  readonly appInfo: () => AppInfo;
  readonly live: Live;
  readonly now: () => Date;
};

export function historyRoutes({
  reader,
  exports,
  retention,
  savedFilters,
  acceptance,
  appInfo,
  live,
  now,
}: HistoryParts) {
  return os.history.router({
    list: os.history.list.handler(async ({ input, errors }) =>
      readOr(errors, await reader.page(input.filter ?? {}, input.before, input.limit)),
    ),
    count: os.history.count.handler(async ({ input, errors }) =>
      readOr(errors, await reader.count(input.filter)),
    ),
    get: os.history.get.handler(async ({ input, errors }) => {
      const found = readOr(errors, await reader.get(input.id));
      if (found === undefined) throw errors.NOT_FOUND({ data: { what: 'send' } });
      return found;
    }),
    statistics: os.history.statistics.handler(async ({ input, errors }) =>
      readOr(errors, await reader.statistics(input.days, now())),
    ),
    export: os.history.export.handler(async ({ input, errors }) =>
      readOr(errors, await exports.write(input.filter, input.format)),
    ),
    retention: os.history.retention.handler(() => retention.get()),
    setRetention: os.history.setRetention.handler(async ({ input }) => {
      retention.set(input);
      return { forgotten: await retention.apply() };
    }),
    filters: os.history.filters.handler(() => savedFilters.list()),
    saveFilter: os.history.saveFilter.handler(({ input }) => {
      savedFilters.save(input);
      live.changed('history');
      return input;
    }),
    acceptCondition: os.history.acceptCondition.handler(() => {
      acceptance.accept();
      live.changed('history');
      return appInfo();
    }),
    removeFilter: os.history.removeFilter.handler(({ input, errors }) => {
      if (!savedFilters.remove(input.id)) throw errors.NOT_FOUND({ data: { what: 'filter' } });
      live.changed('history');
      return {};
    }),
  });
}

/** What was read, or the contract's own error. */
export function readOr<T>(errors: ContractErrors, read: Read<T>): T {
  if (read.ok) return read.value;
  throw errors.HISTORY_UNREADABLE({ data: { detail: read.error.detail } });
}
