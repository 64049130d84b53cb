import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabaseReadOnly } from '#main/database/database.ts';
import { dataDirPath } from '#main/data-dir/data-dir.ts';
import { openHistory, type History } from '#main/history/history.ts';
import { historyMigrations } from '#main/history/migrations.ts';
import { explain, outcomeWord } from '#shared/outcome/explain.ts';
import { InputError, print, table } from '../print.ts';

export type HistoryOptions = { readonly dataDir?: string; readonly json?: boolean };

/** Newest first. Reads beside a running Firedrill, and writes nothing. */
export function historyList(options: HistoryOptions & { readonly limit: number }): 0 {
  const { sends, total } = withHistory(options, (history) => history.page(null, options.limit), {
    sends: [],
    total: 0,
  });
  if (options.json === true) {
    print.json(sends);
    return 0;
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
  return 0;
}

export function historyShow(id: string, options: HistoryOptions): 0 | 1 {
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
  return 0;
}

function withHistory<T>(options: HistoryOptions, read: (history: History) => T, whenNone: T): T {
  const path = join(dataDirPath(options.dataDir), 'history.db');
  if (!existsSync(path)) return whenNone;
  const database = openDatabaseReadOnly(path, historyMigrations);
  try {
    return read(openHistory(database));
  } finally {
    database.close();
  }
}
