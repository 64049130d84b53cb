import type { DatabaseSync } from 'node:sqlite';
import { type Batch, type BatchInput, type BatchState, batch } from '#shared/model/batch.ts';
import type { Destination } from '#shared/model/destination.ts';
import type { SendOrigin } from '#shared/model/send.ts';

/** What is kept of the batches; their rows are sends, and counted by the database itself. */
export type BatchStore = {
  create(input: BatchInput, destination: Pick<Destination, 'name'>, origin: SendOrigin, at: Date): void;
  find(id: string): Batch | undefined;
  /** Newest first, the last 100; those that are not over come in any case. */
  list(): Batch[];
  setState(id: string, state: BatchState, change?: Partial<Standing>): void;
};

type Standing = Pick<Batch, 'isInterrupted' | 'problem' | 'endedAt'>;

const SHOWN = 100;

export function openBatchStore(database: DatabaseSync): BatchStore {
  const insert = database.prepare(`
    INSERT INTO batches (id, name, at, destination_id, destination_name, origin, state, concurrency, per_second)
    VALUES (:id, :name, :at, :destinationId, :destinationName, :origin, 'filling', :concurrency, :perSecond)`);
  const one = database.prepare('SELECT * FROM batches WHERE id = ?');
  const newest = database.prepare(`
    SELECT * FROM batches WHERE state NOT IN ('ended', 'cancelled')
      OR id IN (SELECT id FROM batches ORDER BY at DESC, id DESC LIMIT ?) ORDER BY at DESC, id DESC`);
  const countsOf = database.prepare('SELECT state, sends FROM batch_counts WHERE batch_id = ?');
  const update = database.prepare(`
    UPDATE batches SET state = :state, is_interrupted = :isInterrupted, problem = :problem, ended_at = :endedAt
    WHERE id = :id`);

  const whole = (row: Record<string, unknown>): Batch => {
    const counted = new Map(
      countsOf.all(String(row['id'])).map(({ state, sends }) => [String(state), Number(sends)]),
    );
    const count = (state: string) => counted.get(state) ?? 0;
    return batch.parse({
      id: row['id'],
      name: row['name'],
      at: row['at'],
      destination: { id: row['destination_id'], name: row['destination_name'] },
      origin: row['origin'],
      state: row['state'],
      isInterrupted: row['is_interrupted'] === 1,
      problem: row['problem'],
      concurrency: row['concurrency'],
      perSecond: row['per_second'],
      rows: [...counted.values()].reduce((sum, sends) => sum + sends, 0),
      counts: {
        queued: count('queued'),
        underWay: count('in_flight') + count('retry_wait'),
        delivered: count('delivered'),
        rejected: count('rejected'),
        failed: count('failed'),
        unknown: count('unknown'),
        cancelled: count('cancelled'),
      },
      endedAt: row['ended_at'],
    });
  };
  return {
    create(input, destination, origin, at) {
      const { id, name, destinationId, concurrency, perSecond } = input;
      const destinationName = destination.name;
      insert.run({
        id,
        name,
        at: at.toISOString(),
        destinationId,
        destinationName,
        origin,
        concurrency,
        perSecond,
      });
    },
    find(id) {
      const row = one.get(id);
      return row === undefined ? undefined : whole(row);
    },
    list: () => newest.all(SHOWN).map(whole),
    setState(id, state, { isInterrupted = false, problem = null, endedAt = null } = {}) {
      update.run({ id, state, isInterrupted: isInterrupted ? 1 : 0, problem, endedAt });
    },
  };
}
