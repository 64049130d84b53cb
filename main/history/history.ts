import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '#main/database/database.ts';
import type { Send } from '#shared/model/send.ts';
import { sendFromRow } from './rows.ts';

/** A send with the caller's id for it, which makes a repeated call the same send. */
export type NewSend = Send & { readonly clientRequestId: string };

export type History = {
  /** On disk when it returns, so that nothing reaches the wire that a crash could make us forget. */
  begin(send: NewSend): void;
  /** A send that was held back is about to leave: on disk before its socket opens. */
  start(send: Send): void;
  /** Writes the outcome. Throws when the send has one already. */
  finish(send: Send): void;
  /**
   * What was under way when the last process died becomes `unknown`, and what had not begun to leave `cancelled`;
   * returns how many are unknown. Twice does nothing more.
   */
  recover(now: Date): number;
  get(id: string): Send | undefined;
  findByRequest(clientRequestId: string): Send | undefined;
};

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
                     vendor_message = :vendorMessage, incident_key = :incidentKey
    WHERE id = :id`);
  const updateAttempt = database.prepare(`
    UPDATE attempts SET ended_at = :endedAt, phase = :phase, error = :error, status = :status
    WHERE send_id = :sendId AND n = :n`);
  const startSend = database.prepare("UPDATE sends SET state = 'in_flight' WHERE id = ?");
  const endQueued = database.prepare(
    "UPDATE sends SET state = 'cancelled', reason = 'crash' WHERE state = 'queued'",
  );
  const endInterrupted = database.prepare(
    "UPDATE sends SET state = 'unknown', reason = 'crash' WHERE state = 'in_flight'",
  );
  const endInterruptedAttempts = database.prepare('UPDATE attempts SET ended_at = ? WHERE ended_at IS NULL');
  const byId = database.prepare('SELECT * FROM sends WHERE id = ?');
  const byRequest = database.prepare('SELECT * FROM sends WHERE client_request_id = ?');
  const attemptsOf = database.prepare('SELECT * FROM attempts WHERE send_id = ? ORDER BY n');

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
        insertAttempts(started);
      }),
    finish: (ended) =>
      inTransaction(database, () => {
        updateSend.run({
          id: ended.id,
          state: ended.state,
          reason: ended.reason,
          status: ended.status,
          latencyMs: ended.latencyMs,
          answer: ended.answer === null ? null : JSON.stringify(ended.answer),
          vendorMessage: ended.vendorMessage,
          incidentKey: ended.incidentKey,
        });
        for (const { n, endedAt, phase, error, status } of ended.attempts) {
          updateAttempt.run({ sendId: ended.id, n, endedAt, phase, error, status });
        }
      }),
    recover: (now) =>
      inTransaction(database, () => {
        endInterruptedAttempts.run(now.toISOString());
        endQueued.run();
        return Number(endInterrupted.run().changes);
      }),
    get: (id) => whole(byId.get(id)),
    findByRequest: (clientRequestId) => whole(byRequest.get(clientRequestId)),
  };
}
