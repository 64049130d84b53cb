import type { DatabaseSync } from 'node:sqlite';
import type { Send } from '#shared/model/send.ts';

export type Recovered = {
  /** How many are unknown now. */
  readonly unknown: number;
  /** What waits for another attempt that may still be made. */
  readonly waiting: readonly Send[];
};

/** How long after its first attempt a send may be tried again, on the clock of the wall since others have stopped. */
const DEADLINE_MS = 10 * 60_000;

/** What a start does about what the last process left, to be called in a transaction. */
export function openRecovery(
  database: DatabaseSync,
  whole: (row: Record<string, unknown>) => Send | undefined,
  ended: (send: Send) => void,
): (now: Date) => Recovered {
  const endAttempts = database.prepare(
    "UPDATE attempts SET ended_at = ?, state = 'unknown' WHERE ended_at IS NULL",
  );
  const endInterrupted = database.prepare(
    "UPDATE sends SET state = 'unknown', reason = 'crash' WHERE state = 'in_flight' RETURNING id",
  );
  // the rows of a batch wait with it; those of a cancelled one were to go in any case
  const endQueued = database.prepare(`
    UPDATE sends SET state = 'cancelled', reason = CASE WHEN batch_id IS NULL THEN 'crash' END
    WHERE state = 'queued'
      AND (batch_id IS NULL OR batch_id IN (SELECT id FROM batches WHERE state = 'cancelled'))`);
  const endWaiting = database.prepare(`
    UPDATE sends SET retry_at = NULL, state = CASE WHEN EXISTS (
      SELECT 1 FROM attempts WHERE send_id = sends.id AND attempts.state = 'unknown') THEN 'unknown' ELSE 'failed' END
    WHERE state = 'retry_wait' AND (batch_id IS NOT NULL OR retry_at IS NULL OR :now < at
      OR (SELECT min(started_at) FROM attempts WHERE send_id = sends.id) < :deadline)
    RETURNING id`);
  const stopBatches = database.prepare(`
    UPDATE batches SET is_interrupted = 1, state = 'paused' WHERE state = 'running'`);
  const endBatches = database.prepare(`
    UPDATE batches SET is_interrupted = 0, state = 'ended', ended_at = ?
    WHERE state = 'paused' AND NOT EXISTS (SELECT 1 FROM batch_counts
      WHERE batch_id = batches.id AND batch_counts.state = 'queued' AND sends > 0)`);
  const waitingOnes = database.prepare("SELECT * FROM sends WHERE state = 'retry_wait' ORDER BY rowid");
  const byId = database.prepare('SELECT * FROM sends WHERE id = ?');

  return (now) => {
    const at = now.toISOString();
    const deadline = new Date(now.getTime() - DEADLINE_MS).toISOString();
    endAttempts.run(at);
    endQueued.run();
    const changed = [...endWaiting.all({ now: at, deadline }), ...endInterrupted.all()].flatMap(
      ({ id }) => whole(byId.get(String(id)) ?? {}) ?? [],
    );
    stopBatches.run();
    endBatches.run(at);
    // what was cancelled did nothing, so nothing follows from it
    for (const send of changed) ended(send);
    return {
      unknown: changed.filter(({ state }) => state === 'unknown').length,
      waiting: waitingOnes.all().flatMap((row) => whole(row) ?? []),
    };
  };
}
