import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '#main/database/database.ts';
import { params } from '#shared/model/draft.ts';
import type { Send } from '#shared/model/send.ts';
import { sendFromRow } from './rows.ts';

/** A send with the caller's id for it, which makes a repeated call the same send. */
export type NewSend = Send & { readonly clientRequestId: string };

export type History = {
  /** On disk when it returns, so that nothing reaches the wire that a crash could make us forget. */
  begin(send: NewSend): void;
  /** The last of its attempts is about to be made: on disk before its socket opens. */
  start(send: Send): void;
  /** An attempt has ended, and another one follows. */
  pause(send: Send): void;
  /** Writes the outcome. Throws when the send has one already. */
  finish(send: Send): void;
  /**
   * What was under way when the last process died becomes `unknown`, what had not begun to leave `cancelled`, and
   * what waited for another attempt whatever the ones before it proved; returns how many are unknown. Twice does
   * nothing more.
   */
  recover(now: Date): number;
  get(id: string): Send | undefined;
  findByRequest(clientRequestId: string): Send | undefined;
  /** What is unknown of one incident at one destination, in the order it was made. */
  unknown(destinationId: string, incidentKey: string): LaneRow[];
  /** What was made after that send about the same incident and is unknown or was delivered. */
  later(id: string): LaneRow[];
};

export type LaneRow = Pick<Send, 'provider' | 'kind' | 'params'>;

export function openHistory(database: DatabaseSync): History {
  const insertSend = database.prepare(`
    INSERT INTO sends (id, client_request_id, at, provider, kind, destination_id, destination_name, environment, host,
                       action, summary, incident_key, params, request, state)
    VALUES (:id, :clientRequestId, :at, :provider, :kind, :destinationId, :destinationName, :environment, :host,
            :action, :summary, :incidentKey, :params, :request, :state)`);
  const insertAttempt = database.prepare(
    'INSERT INTO attempts (send_id, n, started_at, phase) VALUES (:sendId, :n, :startedAt, :phase)',
  );
  const updateSend = database.prepare(`
    UPDATE sends SET state = :state, reason = :reason, status = :status, latency_ms = :latencyMs, answer = :answer,
                     vendor_message = :vendorMessage, incident_key = :incidentKey, retry_at = :retryAt
    WHERE id = :id`);
  const updateAttempt = database.prepare(`
    UPDATE attempts SET ended_at = :endedAt, phase = :phase, error = :error, status = :status, state = :state
    WHERE send_id = :sendId AND n = :n`);
  const startSend = database.prepare("UPDATE sends SET state = 'in_flight', retry_at = NULL WHERE id = ?");
  const endQueued = database.prepare(
    "UPDATE sends SET state = 'cancelled', reason = 'crash' WHERE state = 'queued'",
  );
  const endInterrupted = database.prepare(
    "UPDATE sends SET state = 'unknown', reason = 'crash' WHERE state = 'in_flight'",
  );
  const endWaiting = database.prepare(`
    UPDATE sends SET retry_at = NULL, state = CASE WHEN EXISTS (
      SELECT 1 FROM attempts WHERE send_id = sends.id AND attempts.state = 'unknown') THEN 'unknown' ELSE 'failed' END
    WHERE state = 'retry_wait' RETURNING state`);
  const endInterruptedAttempts = database.prepare(
    "UPDATE attempts SET ended_at = ?, state = 'unknown' WHERE ended_at IS NULL",
  );
  const byId = database.prepare('SELECT * FROM sends WHERE id = ?');
  const byRequest = database.prepare('SELECT * FROM sends WHERE client_request_id = ?');
  const attemptsOf = database.prepare('SELECT * FROM attempts WHERE send_id = ? ORDER BY n');

  const unknownOf = database.prepare(`
    SELECT provider, kind, params FROM sends
    WHERE destination_id = ? AND incident_key = ? AND state = 'unknown' ORDER BY rowid`);
  const laterThan = database.prepare(`
    SELECT sends.provider, sends.kind, sends.params FROM sends AS own
    JOIN sends ON sends.destination_id = own.destination_id AND sends.incident_key = own.incident_key
      AND sends.state IN ('unknown', 'delivered') AND sends.rowid > own.rowid
    WHERE own.id = ? ORDER BY sends.rowid`);

  const write = (ended: Send) =>
    inTransaction(database, () => {
      // first what each attempt proves: the outcome is held against it
      for (const { n, endedAt, phase, error, status, state = null } of ended.attempts) {
        updateAttempt.run({ sendId: ended.id, n, endedAt, phase, error, status, state });
      }
      updateSend.run({
        id: ended.id,
        state: ended.state,
        reason: ended.reason,
        status: ended.status,
        latencyMs: ended.latencyMs,
        answer: ended.answer === null ? null : JSON.stringify(ended.answer),
        vendorMessage: ended.vendorMessage,
        incidentKey: ended.incidentKey,
        retryAt: ended.retryAt ?? null,
      });
    });
  const insertAttempts = ({ id, attempts }: Send) => {
    for (const { n, startedAt, phase } of attempts) insertAttempt.run({ sendId: id, n, startedAt, phase });
  };
  const whole = (row: Record<string, unknown> | undefined): Send | undefined =>
    row === undefined ? undefined : sendFromRow(row, attemptsOf.all(String(row['id'])));
  return {
    begin: (begun) =>
      inTransaction(database, () => {
        insertSend.run({
          id: begun.id,
          clientRequestId: begun.clientRequestId,
          at: begun.at,
          provider: begun.provider,
          kind: begun.kind,
          destinationId: begun.destination.id,
          destinationName: begun.destination.name,
          environment: begun.destination.environment,
          host: begun.destination.host,
          action: begun.action,
          summary: begun.summary,
          incidentKey: begun.incidentKey,
          params: JSON.stringify(begun.params),
          request: JSON.stringify(begun.request),
          state: begun.state,
        });
        insertAttempts(begun);
      }),
    start: (started) =>
      inTransaction(database, () => {
        startSend.run(started.id);
        const last = started.attempts.at(-1);
        if (last !== undefined) insertAttempts({ ...started, attempts: [last] });
      }),
    pause: write,
    finish: write,
    recover: (now) =>
      inTransaction(database, () => {
        endInterruptedAttempts.run(now.toISOString());
        endQueued.run();
        const left = endWaiting.all().filter(({ state }) => state === 'unknown').length;
        return left + Number(endInterrupted.run().changes);
      }),
    get: (id) => whole(byId.get(id)),
    findByRequest: (clientRequestId) => whole(byRequest.get(clientRequestId)),
    unknown: (destinationId, incidentKey) => unknownOf.all(destinationId, incidentKey).map(laneRow),
    later: (id) => laterThan.all(id).map(laneRow),
  };
}

function laneRow(row: Record<string, unknown>): LaneRow {
  return {
    provider: String(row['provider']),
    kind: String(row['kind']),
    params: params.parse(JSON.parse(String(row['params']))),
  };
}
