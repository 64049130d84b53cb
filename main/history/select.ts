import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { prepared } from '#main/database/prepared.ts';
import type { HistoryFilter } from '#shared/model/history.ts';
import type { SendState } from '#shared/model/send.ts';
import { markQuery, searchQuery, type TermsFrom } from './search-text.ts';

/** A part of a statement with its parameters, in their order. */
type Sql = { readonly text: string; readonly values: readonly SQLInputValue[] };

/** What a filter comes to in this database, as it stands now. */
export type Selection = {
  /** Nothing can match. */
  readonly isNone: boolean;
  /** FTS5's query with all of the filter but the times, or null where nothing was searched for. */
  readonly match: string | null;
  /** What is true of the rows of `sends`: all of it, and that about the time. */
  readonly where: Sql;
  readonly times: Sql;
  /** What neither the combinations nor the search know: the time, the incident. */
  readonly beside: Sql;
  /** The combinations that can match; null when every one does, or when they are too many to be merged. */
  readonly facets: readonly (readonly SQLInputValue[])[] | null;
  readonly narrowest: Narrowest;
  readonly isByTimeOnly: boolean;
  /** Rows outside of it cannot match. */
  readonly first: number;
  readonly last: number;
  /** How many match, when that is known without counting. */
  readonly known: number | null;
};

/** `sends_of_batch` and `sends_of_incident` find few rows among all: then they are asked, and nothing else is needed. */
export type Narrowest = 'batch' | 'incident' | null;

/** A statement has at most 500 parts, and each is a look-up of its own. */
const MOST_FACETS = 100;
const EVERY_ROW = { first: 0, last: Number.MAX_SAFE_INTEGER };

export function select(database: DatabaseSync, filter: HistoryFilter): Selection {
  const facets = facetConditions(filter);
  const times = timeConditions(filter);
  const inBatch = anyOf('batch_id', filter.batches);
  const ofIncident: Sql[] =
    filter.incidentKey === undefined
      ? []
      : [{ text: 'sends.incident_key = ?', values: [filter.incidentKey] }];
  const match = matchOf(database, filter);
  const counted = prepared(
    database,
    `SELECT * FROM send_facets ${whereOf(facets)} ${facets.length === 0 ? 'WHERE' : 'AND'} sends > 0`,
  ).all(...facets.flatMap(({ values }) => values));
  const rows = times.length === 0 ? EVERY_ROW : rowsOfHours(database, filter);
  return {
    isNone: counted.length === 0 || rows === null,
    match,
    where: joined([...facets, ...times, ...inBatch, ...ofIncident]),
    times: joined(times),
    beside: joined([...times, ...ofIncident, ...whichUnderWay(filter)]),
    narrowest: ofIncident.length > 0 ? 'incident' : inBatch.length > 0 ? 'batch' : null,
    isByTimeOnly:
      match === null && facets.length + inBatch.length + ofIncident.length === 0 && times.length > 0,
    facets:
      facets.length === 0 || counted.length > MOST_FACETS
        ? null
        : counted.map((row) =>
            ['provider', 'environment', 'destination_id', 'state'].map((name) => String(row[name])),
          ),
    ...(rows ?? EVERY_ROW),
    known:
      match === null && times.length + inBatch.length + ofIncident.length === 0
        ? counted.reduce((sum, row) => sum + Number(row['sends']), 0)
        : null,
  };
}

const isUnderWay = (state: SendState) => ['queued', 'in_flight', 'retry_wait'].includes(state);

/** In the search they have one mark for all (migration 4), so it takes a look at the rows to tell them apart. */
function whichUnderWay({ states = [] }: HistoryFilter): Sql[] {
  return states.some(isUnderWay) ? anyOf('sends.state', states) : [];
}

function whereOf(conditions: readonly Sql[]): string {
  return conditions.length === 0 ? '' : `WHERE ${joined(conditions).text}`;
}

function joined(conditions: readonly Sql[]): Sql {
  return {
    text: conditions.length === 0 ? 'TRUE' : conditions.map(({ text }) => text).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  };
}

function facetConditions({ providers, destinations, environments, states }: HistoryFilter): Sql[] {
  return [
    ...anyOf('provider', providers),
    ...anyOf('environment', environments),
    ...anyOf('destination_id', destinations),
    ...anyOf('state', states),
  ];
}

function anyOf(column: string, values: readonly string[] | undefined): Sql[] {
  return values === undefined || values.length === 0
    ? []
    : [{ text: `${column} IN (${values.map(() => '?').join(', ')})`, values }];
}

function timeConditions({ since, until }: HistoryFilter): Sql[] {
  return [
    ...(since === undefined ? [] : [{ text: 'at >= ?', values: [asWritten(since)] }]),
    ...(until === undefined ? [] : [{ text: 'at < ?', values: [asWritten(until)] }]),
  ];
}

/** Times are compared as text, and `…00Z` comes after `…00.000Z` there. */
function asWritten(time: string): string {
  return new Date(time).toISOString();
}

function rowsOfHours(
  database: DatabaseSync,
  { since, until }: HistoryFilter,
): { first: number; last: number } | null {
  const row = prepared(
    database,
    'SELECT min(first) AS first, max(last) AS last FROM send_hours WHERE hour >= ? AND hour <= ?',
  ).get(hourOf(since ?? '0000-01-01T00:00:00Z'), hourOf(until ?? '9999-12-31T23:59:59Z'));
  return typeof row?.['first'] === 'number' ? { first: row['first'], last: Number(row['last']) } : null;
}

function hourOf(time: string): string {
  return asWritten(time).slice(0, 13);
}

function matchOf(database: DatabaseSync, filter: HistoryFilter): string | null {
  const words = filter.search === undefined ? null : searchQuery(filter.search, termsFrom(database));
  if (words === null) return null;
  const marks = (
    [
      ['p', filter.providers],
      ['e', filter.environments],
      ['d', filter.destinations],
      ['s', filter.states?.map((state) => (isUnderWay(state) ? 'waiting' : state))],
      ['b', filter.batches],
    ] as const
  ).flatMap(([kind, values]) =>
    values === undefined || values.length === 0 ? [] : [markQuery(kind, values)],
  );
  return [words, ...marks].join(' AND ');
}

/** Jumps from term to term; listing them would read every place that each of them stands in. */
function termsFrom(database: DatabaseSync): TermsFrom {
  const next = prepared(database, 'SELECT term FROM send_terms WHERE term >= ? LIMIT 1');
  return (beginning, limit) => {
    const terms: string[] = [];
    for (let from = beginning; terms.length < limit; ) {
      const term = next.get(from)?.['term'];
      if (typeof term !== 'string' || !term.startsWith(beginning)) break;
      terms.push(term);
      from = `${term}\u{1}`;
    }
    return terms;
  };
}
