import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { openDatabaseReadOnly } from '#main/database/database.ts';
import { dataDirPath } from '#main/data-dir/data-dir.ts';
import { openHistory, type History } from '#main/history/history.ts';
import { historyMigrations } from '#main/history/migrations.ts';
import { explain, outcomeWord } from '#shared/outcome/explain.ts';
import { InputError, print, table } from '../print.ts';
import type { GlobalOptions } from '../program.ts';

export function registerHistory(program: Command): void {
  const history = program.command('history').description('what was sent');
  history
    .command('list', { isDefault: true })
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
function historyList(options: GlobalOptions & { readonly limit: number }): void {
  const { sends, total } = withHistory(options, (history) => history.page(null, options.limit), {
    sends: [],
    total: 0,
  });
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
  print.words(total === 0 ? 'Nothing was sent yet.' : `${sends.length} of ${total}.`);
}

function historyShow(id: string, options: GlobalOptions): void {
  const send = withHistory(options, (history) => history.get(id), undefined);
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

function withHistory<T>(options: GlobalOptions, read: (history: History) => T, whenNone: T): T {
  const path = join(dataDirPath(options.dataDir), 'history.db');
  if (!existsSync(path)) return whenNone;
  const database = openDatabaseReadOnly(path, historyMigrations);
  try {
    return read(openHistory(database));
  } finally {
    database.close();
  }
}
