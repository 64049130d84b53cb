import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { prepared } from '#main/database/prepared.ts';
import type { HistoryFilter, HistoryPage } from '#shared/model/history.ts';
import type { Send } from '#shared/model/send.ts';
import { SUMMARY_COLUMNS, sendFromRow, summaryFromRow } from './rows.ts';
import { type Selection, select } from './select.ts';

/** Beyond this, a total is "more than". */
const COUNTED = 10_000;

/**
 * A page of what matches, the last written first, from below the send `before`. Its total is what is known without
 * counting: counting what a search finds takes ten times as long as finding a page of it.
 */
export function readPage(
  database: DatabaseSync,
  filter: HistoryFilter,
  before: string | null,
  limit: number,
): HistoryPage {
  const selection = select(database, filter);
  if (selection.isNone) return { sends: [], total: 0, isMore: false };
  const sends = found(database, selection, before, limit, SUMMARY_COLUMNS).map(summaryFromRow);
  if (selection.known !== null) return { sends, total: selection.known, isMore: false };
  return { sends, total: sends.length, isMore: before !== null || sends.length === limit };
}

/** How many match, exact as far as `COUNTED`. */
export function countMatches(
  database: DatabaseSync,
  filter: HistoryFilter,
): Pick<HistoryPage, 'total' | 'isMore'> {
  const selection = select(database, filter);
  return selection.isNone ? { total: 0, isMore: false } : totalOf(database, selection);
}

/** The same, ids only. */
export function readIds(
  database: DatabaseSync,
  filter: HistoryFilter,
  before: string | null,
  limit: number,
): string[] {
  const selection = select(database, filter);
  if (selection.isNone) return [];
  return found(database, selection, before, limit, 'sends.id').map(({ id }) => String(id));
}

function found(
  database: DatabaseSync,
  selection: Selection,
  before: string | null,
  limit: number,
  columns: string,
): Record<string, unknown>[] {
  const last = before === null ? selection.last : Math.min(selection.last, rowBefore(database, before));
  const { text, values } = rowsOf(selection, last, limit);
  // the rows are found first and read then, so that no row that is passed over has to be read whole
  return prepared(
    database,
    `WITH found (n) AS MATERIALIZED (${text})
       SELECT ${columns} FROM found CROSS JOIN sends ON sends.rowid = n ORDER BY n DESC`,
  ).all(...values);
}

export function readSend(database: DatabaseSync, id: string): Send | undefined {
  const row = prepared(database, 'SELECT * FROM sends WHERE id = ?').get(id);
  if (row === undefined) return undefined;
  return sendFromRow(row, prepared(database, 'SELECT * FROM attempts WHERE send_id = ? ORDER BY n').all(id));
}

/** Under which ids a destination of that name, or with that id, was sent to. */
export function destinationIds(database: DatabaseSync, named: string): string[] {
  return prepared(
    database,
    `SELECT DISTINCT destination_id AS id FROM send_facets
       WHERE destination_id = :named OR :named IN (
         SELECT destination_name FROM sends WHERE sends.rowid = (
           SELECT max(rowid) FROM sends WHERE destination_id = send_facets.destination_id))`,
  )
    .all({ named })
    .map((row) => String(row['id']));
}

/** The last row before that send; also when it has been forgotten since. */
function rowBefore(database: DatabaseSync, id: string): number {
  const row = prepared(database, 'SELECT rowid AS n FROM sends WHERE id = ?').get(id);
  if (row !== undefined) return Number(row['n']) - 1;
  // ids are UUIDv7: in the order of time, as rows are
  const older = prepared(database, 'SELECT rowid AS n FROM sends WHERE id < ? ORDER BY id DESC LIMIT 1').get(
    id,
  );
  return older === undefined ? -1 : Number(older['n']);
}

function totalOf(database: DatabaseSync, selection: Selection): { total: number; isMore: boolean } {
  if (selection.known !== null) return { total: selection.known, isMore: false };
  const { text, values } = selection.isByTimeOnly
    ? inTime(selection.times)
    : rowsOf(selection, selection.last, COUNTED + 1);
  const counted = Number(
    prepared(database, `SELECT count(*) AS total FROM (${text})`).get(...values)?.['total'],
  );
  return { total: Math.min(counted, COUNTED), isMore: counted > COUNTED };
}

/** Counted in the index alone, which is in the order of time and not of rows. */
function inTime({ text, values }: Selection['times']): Statement {
  return {
    text: `SELECT 1 FROM sends INDEXED BY sends_by_time WHERE ${text} LIMIT ?`,
    values: [...values, COUNTED + 1],
  };
}

type Statement = { readonly text: string; readonly values: SQLInputValue[] };

/** The rowids that match, the highest first, from `last` down. */
function rowsOf(
  { match, where, times, beside, narrowest, facets, first }: Selection,
  last: number,
  limit: number,
): Statement {
  if (match !== null) return matching(match, beside, first, last, limit);
  if (narrowest !== null) {
    return {
      text: `SELECT rowid AS n FROM sends INDEXED BY ${narrowest === 'batch' ? 'sends_of_batch' : 'sends_of_incident'}
             WHERE ${where.text} AND ${narrowest === 'batch' ? 'batch_id' : 'incident_key'} IS NOT NULL
               AND rowid BETWEEN ? AND ? ORDER BY n DESC LIMIT ?`,
      values: [...where.values, first, last, limit],
    };
  }
  if (facets === null) {
    return {
      text: `SELECT rowid AS n FROM sends NOT INDEXED
             WHERE rowid BETWEEN ? AND ? AND ${where.text} ORDER BY rowid DESC LIMIT ?`,
      values: [first, last, ...where.values, limit],
    };
  }
  // each combination is in order in the index; one query for them all would have to sort everything that matches
  const part = `SELECT * FROM (SELECT rowid AS n FROM sends INDEXED BY sends_by_facet
    WHERE (provider, environment, destination_id, state) = (?, ?, ?, ?) AND rowid BETWEEN ? AND ? AND ${times.text}
    ORDER BY rowid DESC LIMIT ?)`;
  return {
    text: `${facets.map(() => part).join(' UNION ALL ')} ORDER BY n DESC LIMIT ?`,
    values: [...facets.flatMap((facet) => [...facet, first, last, ...times.values, limit]), limit],
  };
}

function matching(
  match: string,
  beside: Selection['beside'],
  first: number,
  last: number,
  limit: number,
): Statement {
  const range = 'send_search MATCH ? AND send_search.rowid BETWEEN ? AND ?';
  const order = 'ORDER BY send_search.rowid DESC LIMIT ?';
  return {
    text:
      beside.values.length === 0
        ? `SELECT send_search.rowid AS n FROM send_search WHERE ${range} ${order}`
        : `SELECT send_search.rowid AS n FROM send_search CROSS JOIN sends ON sends.rowid = send_search.rowid
           WHERE ${range} AND ${beside.text} ${order}`,
    values: [match, first, last, ...beside.values, limit],
  };
}
