import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { v7 as uuid } from 'uuid';

// An old -wal, or an old copy put in its place, makes a history that is whole and lacks what was sent since. So each
// opening and closing is counted, in the database first and then in a file beside it: the database is never behind.

type Note = { readonly installId: string; readonly generation: number; readonly lastRow: number };

/** Whether the database is older than the file beside it says. */
export function isBehind(path: string, note: string): boolean {
  const { generation, lastRow } = readNote(note);
  if (generation === 0) return false;
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    // an old -wal need not have the page with the generation in it, but it has the sends of its time
    return generationIn(database) < generation || lastRowIn(database) < lastRow;
  } finally {
    database.close();
  }
}

/** Counts on, in both; and says with the file that there is a history here. */
export function countOn(database: DatabaseSync, note: string): void {
  const before = readNote(note);
  const generation = Math.max(before.generation, generationIn(database)) + 1;
  database
    .prepare(
      `INSERT INTO history_settings VALUES ('generation', ?)
       ON CONFLICT DO UPDATE SET value = excluded.value`,
    )
    .run(String(generation));
  writeFileSync(
    `${note}.new`,
    JSON.stringify({ installId: before.installId, generation, lastRow: lastRowIn(database) }),
    {
      mode: 0o600,
      flush: true,
    },
  );
  renameSync(`${note}.new`, note);
}

function generationIn(database: DatabaseSync): number {
  const isThere = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'history_settings'").get();
  if (isThere === undefined) return 0;
  const row = database.prepare("SELECT value FROM history_settings WHERE name = 'generation'").get();
  return Number(row?.['value'] ?? 0);
}

function lastRowIn(database: DatabaseSync): number {
  return Number(database.prepare('SELECT coalesce(max(rowid), 0) AS n FROM sends').get()?.['n']);
}

function readNote(note: string): Note {
  try {
    if (existsSync(note)) {
      const { installId, generation, lastRow = 0 } = JSON.parse(readFileSync(note, 'utf8')) as Partial<Note>;
      if (typeof installId === 'string' && Number.isSafeInteger(generation)) {
        return { installId, generation: Number(generation), lastRow };
      }
    }
  } catch {
    // one that cannot be read says only that there was a history
  }
  return { installId: uuid(), generation: 0, lastRow: 0 };
}
