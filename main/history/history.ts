import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '#main/database/database.ts';
import { effect, type Send } from '#shared/model/send.ts';
import { openCommits } from './commits.ts';
import { openOutcomes } from './outcomes.ts';
import { openRecovery, type Recovered } from './recover.ts';
import { sendFromRow } from './rows.ts';

/** A send with the caller's id for it, which makes a repeated call the same send. */
export type NewSend = Send & { readonly clientRequestId: string };

export type History = {
  /** On disk when it returns, so that nothing reaches the wire that a crash could make us forget. */
  begin(send: NewSend): void;
  /** All of them or none, in their order; `also` is written in the same transaction. */
  beginAll(sends: readonly NewSend[], also?: () => void): void;
  /** The request as it leaves, of one that waited and whose destination has changed meanwhile. */
  rebuild(send: Send): Promise<void>;
  /** The last of its attempts is about to be made: on disk, before its socket opens, when it resolves. */
  start(send: Send): Promise<void>;
  /** An attempt has ended, and another one follows. */
  pause(send: Send): Promise<void>;
  /**
   * Writes the outcome; what the disk has no room for is kept, shown and written later, and until then nothing begins.
   * Rejects when the send has an outcome already.
   */
  finish(send: Send): Promise<void>;
  /** Writes what a person said became of an unknown one. Throws when it is not unknown. */
  decide(send: Send): void;
  /**
   * What was under way when the last process died becomes `unknown`, and what had not begun to leave `cancelled`,
   * except for the rows of a batch, which waits to be resumed. What waits for another attempt and may still be made
   * is `waiting`; all else ends with what its attempts proved. Twice does nothing more.
   */
  recover(now: Date): Recovered;
  get(id: string): Send | undefined;
  findByRequest(clientRequestId: string): Send | undefined;
  /** What the others do that are unknown about the same incident, in the order they were made. */
  unknown(send: Pick<Send, 'id' | 'destination' | 'incidentKey'>): Send['effect'][];
  /** What was made after that send about the same incident and is unknown or was delivered. */
  later(id: string): Send['effect'][];
  /** The next rows of a batch that have not left, in their order, after the send `after`. */
  queued(batchId: string, after: string | null, limit: number): Send[];
  /** Cancels the next `limit` of them; returns how many there were. */
  cancelQueued(batchId: string, limit: number): number;
  /** The outcomes that could not be written yet. */
  unwritten(): ReadonlyMap<string, Send>;
  /** Writes what waits to be written. */
  flush(): void;
  close(): void;
};

/** `ended` is told of every outcome of something that was tried, and writes what follows from it with it. */
export function openHistory(database: DatabaseSync, ended: (send: Send) => void = () => {}): History {
  const insertSend = database.prepare(`
    INSERT INTO sends (id, client_request_id, at, provider, kind, destination_id, destination_name, environment, host,
                       action, summary, incident_key, effect, origin, batch_id, batch_row, params, is_whole, request,
                       resolve_after, state)
    VALUES (:id, :clientRequestId, :at, :provider, :kind, :destinationId, :destinationName, :environment, :host,
            :action, :summary, :incidentKey, :effect, :origin, :batchId, :batchRow, :params, :isWhole, :request,
            :resolveAfter, :state)`);
  const insertAttempt = database.prepare(
    'INSERT INTO attempts (send_id, n, started_at, phase) VALUES (:sendId, :n, :startedAt, :phase)',
  );
  const updateSend = database.prepare(`
    UPDATE sends SET state = :state, reason = :reason, status = :status, latency_ms = :latencyMs, answer = :answer,
                     vendor_message = :vendorMessage, incident_key = :incidentKey, retry_at = :retryAt
    WHERE id = :id`);
  const updateAttempt = database.prepare(`
    UPDATE attempts SET ended_at = :endedAt, phase = :phase, error = :error, status = :status, state = :state
    WHERE send_id = :sendId AND n = :n AND ended_at IS NULL`);
  const startSend = database.prepare("UPDATE sends SET state = 'in_flight', retry_at = NULL WHERE id = ?");
  const rebuildSend = database.prepare(`
    UPDATE sends SET request = :request, host = :host, destination_name = :name, environment = :environment
    WHERE id = :id AND state = 'queued'`);
  const decideSend = database.prepare(`
    UPDATE sends SET state = :state, reason = :reason, decided_by = :by, decided_at = :at WHERE id = :id`);
  const byId = database.prepare('SELECT * FROM sends WHERE id = ?');
  const byRequest = database.prepare('SELECT * FROM sends WHERE client_request_id = ?');
  const attemptsOf = database.prepare('SELECT * FROM attempts WHERE send_id = ? ORDER BY n');
  const unknownOf = database.prepare(`
    SELECT effect FROM sends INDEXED BY sends_that_count
    WHERE destination_id = ? AND incident_key = ? AND state IN ('unknown', 'delivered') AND state = 'unknown'
      AND id <> ? ORDER BY rowid`);
  const laterThan = database.prepare(`
    SELECT sends.effect FROM sends AS own
    JOIN sends INDEXED BY sends_that_count
      ON sends.destination_id = own.destination_id AND sends.incident_key = own.incident_key
      AND sends.state IN ('unknown', 'delivered') AND sends.rowid > own.rowid
    WHERE own.id = ? ORDER BY sends.rowid`);
  const queuedOf = database.prepare(`
    SELECT * FROM sends INDEXED BY sends_of_batch
    WHERE batch_id = :batchId AND state = 'queued'
      AND rowid > coalesce((SELECT rowid FROM sends WHERE id = :after), 0)
    ORDER BY rowid LIMIT :limit`);
  const cancelQueuedOf = database.prepare(`
    UPDATE sends SET state = 'cancelled' WHERE rowid IN (
      SELECT rowid FROM sends INDEXED BY sends_of_batch WHERE batch_id = ? AND state = 'queued' LIMIT ?)`);

  const insert = (begun: NewSend) => {
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
      effect: begun.effect,
      origin: begun.origin,
      batchId: begun.batchId,
      batchRow: begun.batchRow,
      params: JSON.stringify(begun.params),
      isWhole: begun.isWhole ? 1 : 0,
      resolveAfter: begun.resolveAfter,
      request: JSON.stringify(begun.request),
      state: begun.state,
    });
    insertAttempts(begun);
  };
  const insertAttempts = ({ id, attempts }: Pick<Send, 'id' | 'attempts'>) => {
    for (const { n, startedAt, phase } of attempts) insertAttempt.run({ sendId: id, n, startedAt, phase });
  };
  const write = (ended: Send) => {
    // first what each attempt proves: the outcome is held against it
    for (const { n, endedAt, phase, error, status, state } of ended.attempts) {
      if (endedAt !== null) updateAttempt.run({ sendId: ended.id, n, endedAt, phase, error, status, state });
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
      retryAt: ended.retryAt,
    });
  };
  const end = (send: Send) => {
    write(send);
    ended(send);
  };
  const whole = (row: Record<string, unknown> | undefined): Send | undefined =>
    row === undefined ? undefined : sendFromRow(row, attemptsOf.all(String(row['id'])));

  const commits = openCommits(database);
  const outcomes = openOutcomes({
    commit: (send) => commits.add(() => end(send)),
    now: (send) => inTransaction(database, () => end(send)),
  });
  const recovery = openRecovery(database, whole, ended);
  const history: History = {
    begin: (begun) => history.beginAll([begun]),
    beginAll(begun, also) {
      outcomes.writeKept();
      inTransaction(database, () => {
        for (const one of begun) insert(one);
        also?.();
      });
    },
    rebuild: ({ id, request, destination: { host, name, environment } }) =>
      commits.add(() => {
        rebuildSend.run({ id, request: JSON.stringify(request), host, name, environment });
      }),
    async start(started) {
      outcomes.writeKept();
      await commits.add(() => {
        // the attempt first: without it nothing may be under way
        const last = started.attempts.at(-1);
        if (last !== undefined) insertAttempts({ id: started.id, attempts: [last] });
        startSend.run(started.id);
      });
    },
    pause: (send) => commits.add(() => write(send)),
    finish: (send) => outcomes.write(send),
    decide: (send) =>
      inTransaction(database, () => {
        const { id, state, reason, decision } = send;
        decideSend.run({ id, state, reason, by: decision?.by ?? null, at: decision?.at ?? null });
        ended(send);
      }),
    recover: (now) => inTransaction(database, () => recovery(now)),
    get: (id) => outcomes.kept().get(id) ?? whole(byId.get(id)),
    findByRequest(clientRequestId) {
      const found = whole(byRequest.get(clientRequestId));
      return found === undefined ? undefined : (outcomes.kept().get(found.id) ?? found);
    },
    unknown: ({ id, destination, incidentKey }) =>
      incidentKey === null ? [] : unknownOf.all(destination.id, incidentKey, id).map(effectOf),
    later: (id) => laterThan.all(id).map(effectOf),
    queued: (batchId, after, limit) =>
      queuedOf.all({ batchId, after, limit }).map((row) => sendFromRow(row, [])),
    cancelQueued: (batchId, limit) =>
      inTransaction(database, () => Number(cancelQueuedOf.run(batchId, limit).changes)),
    unwritten: () => outcomes.kept(),
    flush: () => commits.flush(),
    close() {
      commits.flush();
      outcomes.close();
    },
  };
  return history;
}

function effectOf(row: Record<string, unknown>): Send['effect'] {
  return effect.parse(row['effect']);
}
