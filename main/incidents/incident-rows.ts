import type { DatabaseSync } from 'node:sqlite';
import { type IncidentMessage, type Standing, standingAfter } from '#shared/incident/standing.ts';
import { type Incident, type IncidentRef, incident } from '#shared/model/incident.ts';
import { effect, type Send, sendState } from '#shared/model/send.ts';

type Row = Readonly<Record<string, unknown>>;

export type Timer = Pick<Incident, 'resolveAt' | 'resolveProblem'>;
export type Counted = { readonly standing: Standing; readonly lastRow: number };

export function incidentFromRow(row: Row): Incident {
  return incident.parse({
    destination: {
      id: row['destination_id'],
      name: row['destination_name'],
      environment: row['environment'],
      host: row['host'],
    },
    key: row['key'],
    provider: row['provider'],
    summary: row['summary'],
    state: row['state'],
    openedAt: row['opened_at'],
    changedAt: row['changed_at'],
    sends: row['sends'],
    openedBy: row['opened_by'],
    resolveAt: row['resolve_at'],
    resolveProblem: row['resolve_problem'],
  });
}

export function standingOf({ state, openedAt, changedAt, openedBy, sends }: Incident): Standing {
  return { state, openedAt, changedAt, openedBy, sends };
}

/** It counts from when its outcome was known. */
export function messageOf({ id, effect: does, state, at, attempts, decision }: Send): IncidentMessage {
  return { id, effect: does, state, at: decision?.at ?? attempts.at(-1)?.endedAt ?? at };
}

/** The columns of a message, of a table that is called `sends`. */
export const MESSAGE_COLUMNS = `sends.rowid AS n, sends.id, sends.effect, sends.state, coalesce(sends.decided_at,
  (SELECT ended_at FROM attempts WHERE send_id = sends.id ORDER BY attempts.n DESC LIMIT 1), sends.at) AS at`;

/** What has not ended yet comes with its outcome. */
export const HAS_ENDED = "sends.state NOT IN ('queued', 'in_flight', 'retry_wait')";

export function countRow(counted: Counted | null, row: Row): Counted | null {
  const message: IncidentMessage = {
    id: String(row['id']),
    effect: effect.parse(row['effect']),
    state: sendState.parse(row['state']),
    at: String(row['at']),
  };
  const standing = standingAfter(counted?.standing ?? null, message);
  return standing === null ? null : { standing, lastRow: Number(row['n']) };
}

export type IncidentRows = {
  /** All that was sent about it, from the beginning. */
  read(ref: IncidentRef): Counted | null;
  write(ref: IncidentRef, counted: Counted, timer: Timer): void;
};

export function openIncidentRows(database: DatabaseSync): IncidentRows {
  const messages = database.prepare(`
    SELECT ${MESSAGE_COLUMNS} FROM sends
    WHERE incident_key = :key AND destination_id = :destinationId AND ${HAS_ENDED} AND sends.rowid > coalesce(
      (SELECT last_row FROM forgotten_incidents WHERE destination_id = :destinationId AND key = :key), 0)
    ORDER BY sends.rowid`);
  // what it is called is what the message that opened it says
  const upsert = database.prepare(`
    INSERT INTO incidents (destination_id, key, provider, destination_name, environment, host, summary, state,
                           opened_at, changed_at, sends, opened_by, last_row, resolve_at, resolve_problem)
    SELECT :destinationId, :key, provider, destination_name, environment, host, summary, :state, :openedAt,
           :changedAt, :sends, :openedBy, :lastRow, :resolveAt, :resolveProblem
    FROM sends WHERE id = :openedBy
    ON CONFLICT (destination_id, key) DO UPDATE SET provider = excluded.provider,
      destination_name = excluded.destination_name, environment = excluded.environment, host = excluded.host,
      summary = excluded.summary, state = excluded.state, opened_at = excluded.opened_at,
      changed_at = excluded.changed_at, sends = excluded.sends, opened_by = excluded.opened_by,
      last_row = excluded.last_row, resolve_at = excluded.resolve_at, resolve_problem = excluded.resolve_problem`);
  return {
    read({ destinationId, key }) {
      let counted: Counted | null = null;
      for (const row of messages.iterate({ key, destinationId })) counted = countRow(counted, row);
      return counted;
    },
    write({ destinationId, key }, { standing, lastRow }, { resolveAt, resolveProblem }) {
      upsert.run({ destinationId, key, ...standing, lastRow, resolveAt, resolveProblem });
    },
  };
}
