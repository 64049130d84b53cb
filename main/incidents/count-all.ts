import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '#main/database/database.ts';
import type { IncidentRef } from '#shared/model/incident.ts';
import { type Counted, countRow, HAS_ENDED, type IncidentRows, MESSAGE_COLUMNS } from './incident-rows.ts';

/** Counts every incident from its sends, where migration 4 has left that to be done. */
export function countAll(database: DatabaseSync, rows: IncidentRows): void {
  const isUncounted = database.prepare("SELECT 1 FROM history_settings WHERE name = 'incidents'").get();
  if (isUncounted === undefined) return;
  inTransaction(database, () => {
    let ref: IncidentRef | null = null;
    let counted: Counted | null = null;
    const writeLast = () => {
      if (ref !== null && counted !== null)
        rows.write(ref, counted, { resolveAt: null, resolveProblem: null });
    };
    const messages = database
      .prepare(
        `SELECT destination_id, incident_key, ${MESSAGE_COLUMNS} FROM sends INDEXED BY sends_of_incident
         WHERE incident_key IS NOT NULL AND ${HAS_ENDED} ORDER BY incident_key, destination_id, sends.rowid`,
      )
      .iterate();
    for (const row of messages) {
      const next = { destinationId: String(row['destination_id']), key: String(row['incident_key']) };
      if (ref?.destinationId !== next.destinationId || ref.key !== next.key) {
        writeLast();
        ref = next;
        counted = null;
      }
      counted = countRow(counted, row);
    }
    writeLast();
    database.exec("DELETE FROM history_settings WHERE name = 'incidents'");
  });
}
