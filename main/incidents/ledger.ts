import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '#main/database/database.ts';
import { standingAfter } from '#shared/incident/standing.ts';
import type { Environment } from '#shared/model/destination.ts';
import type { Incident, IncidentPage, IncidentRef, IncidentState } from '#shared/model/incident.ts';
import type { Send } from '#shared/model/send.ts';
import { countAll } from './count-all.ts';
import { incidentFromRow, messageOf, openIncidentRows, standingOf, type Timer } from './incident-rows.ts';

export type PageQuery = {
  readonly states: readonly IncidentState[];
  readonly environments: readonly Environment[];
  readonly before: (IncidentRef & Pick<Incident, 'changedAt'>) | null;
  readonly limit: number;
};

/** What the sends about one key at one destination come to, kept beside them so that it can be listed. */
export type Ledger = {
  /** To be told of every outcome, in the transaction that writes it. */
  record(send: Send): void;
  /** Counts those that an older version left uncounted. */
  catchUp(): void;
  find(ref: IncidentRef): Incident | undefined;
  /** The last changed first. */
  page(query: PageQuery): IncidentPage;
  /** What is not resolved there, the oldest first. */
  unresolved(environments: readonly Environment[]): IncidentRef[];
  /** How many were to be resolved by then. */
  countDue(by: Date): number;
  /** The first of them to be due that `isWanted`, so many at most. */
  due(by: Date, limit: number, isWanted: (ref: IncidentRef) => boolean): IncidentRef[];
  /** When the next of them that is not due at `now` is. */
  nextDue(now: Date): Date | null;
  setTimer(ref: IncidentRef, timer: Timer): void;
  /** Whether there was one. What is sent about it later counts again. */
  forget(ref: IncidentRef): boolean;
};

const UNRESOLVED = ['open', 'acknowledged', 'unknown'] as const;
/** Comes after every time there is. */
const AFTER_ALL = { changedAt: '~', destinationId: '', key: '' };

export function openLedger(database: DatabaseSync, changed: () => void): Ledger {
  const rows = openIncidentRows(database);
  const one = database.prepare('SELECT * FROM incidents WHERE destination_id = ? AND key = ?');
  const rowOf = database.prepare('SELECT rowid AS n FROM sends WHERE id = ?');
  const counts = database.prepare('SELECT state, count(*) AS n FROM incidents GROUP BY state');
  const remove = database.prepare('DELETE FROM incidents WHERE destination_id = ? AND key = ?');
  const markForgotten = database.prepare(`
    INSERT INTO forgotten_incidents VALUES (:destinationId, :key, :lastRow)
    ON CONFLICT DO UPDATE SET last_row = :lastRow`);
  const due = database.prepare(`
    SELECT destination_id, key FROM incidents WHERE resolve_at <= ? ORDER BY resolve_at, destination_id, key`);
  const dueCount = database.prepare('SELECT count(*) AS n FROM incidents WHERE resolve_at <= ?');
  const next = database.prepare('SELECT min(resolve_at) AS at FROM incidents WHERE resolve_at > ?');
  const timer = database.prepare(`
    UPDATE incidents SET resolve_at = :resolveAt, resolve_problem = :resolveProblem
    WHERE destination_id = :destinationId AND key = :key`);

  const rowFor = ({ destinationId, key }: IncidentRef) => one.get(destinationId, key);
  const find = (ref: IncidentRef) => {
    const row = rowFor(ref);
    return row === undefined ? undefined : incidentFromRow(row);
  };
  return {
    record(send) {
      if (send.incidentKey === null) return;
      const ref = { destinationId: send.destination.id, key: send.incidentKey };
      const row = rowFor(ref);
      const n = Number(rowOf.get(send.id)?.['n']);
      const before = row === undefined ? null : incidentFromRow(row);
      const after = standingAfter(before === null ? null : standingOf(before), messageOf(send));
      if (after === null) return;
      // what was made before another one that counts already, or is decided now, has its place among them
      const isNext = n > Number(row?.['last_row'] ?? Number.POSITIVE_INFINITY);
      const counted = isNext ? { standing: after, lastRow: n } : rows.read(ref);
      if (counted === null) remove.run(ref.destinationId, ref.key);
      else rows.write(ref, counted, timerAfter(send, counted.standing.state, before));
      changed();
    },
    catchUp: () => countAll(database, rows),
    find,
    page({ states, environments, before, limit }) {
      const from = before ?? AFTER_ALL;
      const among = environments.length === 0 ? 'TRUE' : `environment IN (${marks(environments)})`;
      // each state is in order in the index; one query for them all would sort everything there is
      const part = `SELECT * FROM (SELECT * FROM incidents INDEXED BY incidents_by_change
        WHERE state = ? AND (changed_at, destination_id, key) < (?, ?, ?) AND ${among}
        ORDER BY changed_at DESC, destination_id DESC, key DESC LIMIT ?)`;
      const asked = states.length === 0 ? [...UNRESOLVED, 'resolved' as const] : [...new Set(states)];
      const found = database
        .prepare(
          `${asked.map(() => part).join(' UNION ALL ')}
           ORDER BY changed_at DESC, destination_id DESC, key DESC LIMIT ?`,
        )
        .all(
          ...asked.flatMap((state) => [
            state,
            from.changedAt,
            from.destinationId,
            from.key,
            ...environments,
            limit + 1,
          ]),
          limit + 1,
        );
      const total = Object.fromEntries(counts.all().map(({ state, n }) => [String(state), Number(n)]));
      const { open = 0, acknowledged = 0, unknown = 0, resolved = 0 } = total;
      return {
        incidents: found.slice(0, limit).map(incidentFromRow),
        isMore: found.length > limit,
        counts: { open, acknowledged, unknown, resolved },
      };
    },
    unresolved: (environments) =>
      database
        .prepare(
          `SELECT destination_id, key FROM incidents
           WHERE state IN (${marks(UNRESOLVED)})
             AND environment IN (${marks(environments)}) ORDER BY opened_at, destination_id, key`,
        )
        .all(...UNRESOLVED, ...environments)
        .map(refFromRow),
    countDue: (by) => Number(dueCount.get(by.toISOString())?.['n']),
    due(by, limit, isWanted) {
      const wanted: IncidentRef[] = [];
      for (const row of due.iterate(by.toISOString())) {
        if (wanted.length >= limit) break;
        const ref = refFromRow(row);
        if (isWanted(ref)) wanted.push(ref);
      }
      return wanted;
    },
    nextDue(now) {
      const at = next.get(now.toISOString())?.['at'];
      return typeof at === 'string' ? new Date(at) : null;
    },
    setTimer({ destinationId, key }, { resolveAt, resolveProblem }) {
      timer.run({ destinationId, key, resolveAt, resolveProblem });
      changed();
    },
    forget: (ref) =>
      inTransaction(database, () => {
        const row = rowFor(ref);
        if (row === undefined) return false;
        const { destinationId, key } = ref;
        markForgotten.run({ destinationId, key, lastRow: Number(row['last_row']) });
        remove.run(destinationId, key);
        changed();
        return true;
      }),
  };
}

function refFromRow(row: Record<string, unknown>): IncidentRef {
  return { destinationId: String(row['destination_id']), key: String(row['key']) };
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}

/** When it is resolved by itself after this send. */
function timerAfter(send: Send, state: IncidentState, before: Timer | null): Timer {
  if (state === 'resolved') return { resolveAt: null, resolveProblem: null };
  const isTaken = send.state === 'delivered' || send.state === 'unknown';
  // a decision is about what was sent long ago, and whoever held the timer meanwhile did so knowing of it
  if (send.effect === 'opens' && send.resolveAfter !== null && isTaken && send.decision === null) {
    const at = Date.parse(messageOf(send).at) + send.resolveAfter * 1000;
    return { resolveAt: new Date(at).toISOString(), resolveProblem: null };
  }
  return { resolveAt: before?.resolveAt ?? null, resolveProblem: before?.resolveProblem ?? null };
}
