import { createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { DatabaseTooNew, DatabaseTooOld, openDatabaseReadOnly } from '#main/database/database.ts';
import { dataDirPath } from '#main/data-dir/data-dir.ts';
import { exportText } from '#main/history/export-history.ts';
import { historyMigrations } from '#main/history/migrations.ts';
import { destinationIds, readPage, readSend } from '#main/history/read-history.ts';
import {
  type ExportFormat,
  exportFormat,
  type HistoryFilter,
  type HistoryPage,
} from '#shared/model/history.ts';
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
  withFilterOptions(history.command('export [file]'))
    .description('every send that matches, whole; to stdout unless a file is named')
    .addOption(
      new Option('--format <format>', 'by the name of the file, or csv').choices(exportFormat.options),
    )
    .action((file: string | undefined, _options: unknown, command: Command) =>
      historyExport(file ?? '-', command.optsWithGlobals()),
    );
}

function limit(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 200) throw new InvalidArgumentError('1 to 200.');
  return count;
}

/** Newest first. Reads beside a running Firedrill, and writes nothing. */
async function historyList(
  options: GlobalOptions & FilterOptions & { readonly limit: number },
): Promise<void> {
  const { sends, total, isMore } = await withHistory<HistoryPage>(
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

async function historyShow(id: string, options: GlobalOptions): Promise<void> {
  const send = await withHistory(options, (database) => readSend(database, id), undefined);
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

async function historyExport(
  file: string,
  options: GlobalOptions & FilterOptions & { readonly format?: ExportFormat },
): Promise<void> {
  const byName = exportFormat.safeParse(/\.(\w+)$/.exec(file)?.[1]?.toLowerCase()).data;
  const format = options.format ?? byName ?? 'csv';
  let sends = 0;
  await withHistory(
    options,
    async (database) => {
      // before a file is made
      const filter = filterOf(database, options);
      const pieces = function* () {
        for (const piece of exportText(database, filter, format)) {
          sends += piece.sends;
          yield piece.text;
        }
      };
      const out = file === '-' ? process.stdout : createWriteStream(file, { flags: 'wx', mode: 0o600 });
      try {
        await pipeline(Readable.from(pieces(), { objectMode: true }), out, { end: file !== '-' });
      } catch (error) {
        // whoever reads the pipe has read enough
        if (file === '-' && error instanceof Error && 'code' in error && error.code === 'EPIPE') return;
        throw new InputError(
          `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
          { cause: error },
        );
      }
    },
    Promise.resolve(),
  );
  if (file === '-') return;
  if (options.json === true) print.json({ file, format, sends });
  else print.words(`${grouped(sends)} written to ${file}.`);
}

async function withHistory<T>(
  options: GlobalOptions,
  read: (database: DatabaseSync) => T | Promise<T>,
  whenNone: T | Promise<T>,
): Promise<T> {
  const path = join(dataDirPath(options.dataDir), 'history.db');
  if (!existsSync(path)) return whenNone;
  const database = opened(path);
  try {
    return await read(database);
  } finally {
    database.close();
  }
}

function opened(path: string): DatabaseSync {
  try {
    return openDatabaseReadOnly(path, historyMigrations);
  } catch (error) {
    if (error instanceof DatabaseTooNew || error instanceof DatabaseTooOld)
      throw new InputError(error.message);
    throw error;
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
