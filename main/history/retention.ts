import type { DatabaseSync } from 'node:sqlite';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { inTransaction } from '#main/database/database.ts';
import type { Log } from '#main/log/log.ts';
import { type Retention, retention } from '#shared/model/history.ts';

export type HistoryRetention = {
  get(): Retention;
  set(settings: Retention): void;
  /** Forgets what is beyond the settings, a little at a time. Returns how many sends went. */
  apply(signal?: AbortSignal): Promise<number>;
  /** Applies it now and then, until it is closed. */
  close(): Promise<void>;
};

/** What one step takes away; a send that comes in between waits for no more than that. */
const STEP = 200;
const HOUR_MS = 3_600_000;
const KEEP_ALL: Retention = { days: null, count: null };
/** Nobody knows yet what became of these, and forgetting them would be deciding it. */
const OPEN_STATES = "('queued', 'in_flight', 'retry_wait', 'unknown')";
/** What resolves an incident is made from what opened it, and that somebody holds it has to be known till then. */
const IS_NEEDED = `EXISTS (SELECT 1 FROM incidents
  WHERE incidents.destination_id = sends.destination_id AND incidents.key = sends.incident_key
    AND incidents.state <> 'resolved' AND (incidents.opened_by = sends.id OR sends.effect = 'acknowledges'))`;

/** Stays, or a history that was emptied would look like an old copy of itself, and row numbers would be given twice. */
const NEWEST = '(SELECT max(rowid) FROM sends)';

export function openRetention(
  database: DatabaseSync,
  { now, log, changed }: { readonly now: () => Date; readonly log: Log; readonly changed: () => void },
): HistoryRetention {
  const read = database.prepare("SELECT value FROM history_settings WHERE name = 'retention'");
  const write = database.prepare(`INSERT INTO history_settings VALUES ('retention', ?)
    ON CONFLICT DO UPDATE SET value = excluded.value`);
  // the oldest first, which are the first rows
  const older = database.prepare(`
    SELECT id FROM sends INDEXED BY sends_by_time
    WHERE at < ? AND state NOT IN ${OPEN_STATES} AND NOT ${IS_NEEDED} AND rowid < ${NEWEST} ORDER BY at LIMIT ?`);
  const total = database.prepare('SELECT sum(sends) AS n FROM send_facets');
  const firstKept = database.prepare('SELECT rowid AS n FROM sends ORDER BY rowid LIMIT 1 OFFSET ?');
  const below = database.prepare(`
    SELECT id FROM sends NOT INDEXED
    WHERE rowid < ? AND state NOT IN ${OPEN_STATES} AND NOT ${IS_NEEDED} ORDER BY rowid LIMIT ?`);
  const forget = database.prepare('DELETE FROM sends WHERE id = ?');

  const get = (): Retention => {
    const value = read.get()?.['value'];
    return typeof value === 'string' ? retention.parse(JSON.parse(value)) : KEEP_ALL;
  };
  const forgetAll = async (next: () => Record<string, unknown>[], signal: AbortSignal | undefined) => {
    for (let gone = 0; ; ) {
      const rows = signal?.aborted === true ? [] : next();
      if (rows.length === 0) return gone;
      inTransaction(database, () => {
        for (const { id } of rows) forget.run(String(id));
      });
      gone += rows.length;
      await setImmediate();
    }
  };
  const apply = async (signal?: AbortSignal) => {
    const { days, count } = get();
    let gone = 0;
    if (days !== null) {
      const before = new Date(now().getTime() - days * 24 * HOUR_MS).toISOString();
      gone += await forgetAll(() => older.all(before, STEP), signal);
    }
    const excess = count === null ? 0 : Number(total.get()?.['n'] ?? 0) - count;
    const kept = excess > 0 ? firstKept.get(excess)?.['n'] : undefined;
    if (typeof kept === 'number') gone += await forgetAll(() => below.all(kept, STEP), signal);
    if (gone > 0) changed();
    return gone;
  };

  const stop = new AbortController();
  const upkeep = (async () => {
    for (let wait = 60_000; !stop.signal.aborted; wait = HOUR_MS) {
      await setTimeout(wait, undefined, { signal: stop.signal, ref: false }).catch(() => {});
      if (stop.signal.aborted) return;
      await apply(stop.signal).catch((error: unknown) =>
        log.error({ err: error }, 'nothing could be forgotten'),
      );
    }
  })();
  return {
    get,
    set: (settings) => void write.run(JSON.stringify(settings)),
    apply,
    async close() {
      stop.abort();
      await upkeep;
    },
  };
}
