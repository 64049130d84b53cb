import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type Command, InvalidArgumentError } from 'commander';
import { openDatabaseReadOnly } from '#main/database/database.ts';
import { dataDirPath } from '#main/data-dir/data-dir.ts';
import { historyMigrations } from '#main/history/migrations.ts';
import { destinationIds, readPage, readSend } from '#main/history/read-history.ts';
import type { HistoryFilter, HistoryPage } from '#shared/model/history.ts';
import { explain, outcomeWord } from '#shared/outcome/explain.ts';
import { grouped } from '#shared/text/measure.ts';
import { type FilterOptions, filterFrom, withFilterOptions } from '../history-filter.ts';
import { InputError, print, table } from '../print.ts';
import type { GlobalOptions } from '../program.ts';

export function registerHistory(program: Command): void {
  const history = program.command('history').description('what was sent');
  withFilterOptions(history.command('list', { isDefault: true }))
    .description('newest first')
    .option('--limit <number>', 'how many', limit, 50)
    .action((_options: unknown, command: Command) => historyList(command.optsWithGlobals()));
  history
    .command('show <id>')
    .description('one send, with its request and answer')
    .action((id: string, _options: unknown, command: Command) => historyShow(id, command.optsWithGlobals()));
}

function limit(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 200) throw new InvalidArgumentError('1 to 200.');
  return count;
}

/** Newest first. Reads beside a running Firedrill, and writes nothing. */
function historyList(options: GlobalOptions & FilterOptions & { readonly limit: number }): void {
  const { sends, total, isMore } = withHistory<HistoryPage>(
    options,
    (database) => readPage(database, filterOf(database, options), null, options.limit),
    { sends: [], total: 0, isMore: false },
  );
  if (options.json === true) {
    print.json(sends);
    return;
  }
  const rows = sends.map((send) => [
    send.at,
    outcomeWord(send).word,
    send.action,
    send.destination.name,
    send.status === null ? '-' : String(send.status),
    send.id,
    send.summary,
  ]);
  if (rows.length > 0)
    print.result(table([['TIME', 'OUTCOME', 'ACTION', 'DESTINATION', 'HTTP', 'ID', 'SUMMARY'], ...rows]));
  const all = `${isMore ? 'more than ' : ''}${grouped(total)}`;
  print.words(total === 0 ? nothingFound(options) : `${sends.length} of ${all}.`);
}

function historyShow(id: string, options: GlobalOptions): void {
  const send = withHistory(options, (database) => readSend(database, id), undefined);
  if (send === undefined) throw new InputError(`There is no send ${id} in this history.`);
  if (options.json === true) print.json(send);
  else {
    const { word, text } = explain(send);
    const { method, url, headers, body } = send.request;
    print.result(
      [
        `${word}. ${text}`,
        '',
        `${method} ${url}`,
        ...headers.map(([name, value]) => `${name}: ${value}`),
        '',
        body,
        ...(send.answer === null
          ? []
          : ['', `${send.answer.status} ${send.answer.statusText}`, send.answer.body]),
      ].join('\n'),
    );
  }
}

function withHistory<T>(options: GlobalOptions, read: (database: DatabaseSync) => T, whenNone: T): T {
  const path = join(dataDirPath(options.dataDir), 'history.db');
  if (!existsSync(path)) return whenNone;
  const database = openDatabaseReadOnly(path, historyMigrations);
  try {
    return read(database);
  } finally {
    database.close();
  }
}

function filterOf(database: DatabaseSync, options: FilterOptions): HistoryFilter {
  return filterFrom(options, (name) => {
    const ids = destinationIds(database, name);
    if (ids.length === 0) throw new InputError(`Nothing was sent to a destination “${name}”.`);
    return ids;
  });
}

function nothingFound({
  search,
  state,
  provider,
  destination,
  environment,
  since,
  until,
}: FilterOptions): string {
  const given = [search, state, provider, destination, environment, since, until];
  return given.every((option) => option === undefined) ? 'Nothing was sent yet.' : 'Nothing matches.';
}
