import type { DatabaseSync } from 'node:sqlite';

/** What the history keeps about itself, inside itself: so a backup that takes its place brings its own. */
export type HistorySettings = {
  get(name: string): string | null;
  /** Null takes it away. */
  set(name: string, value: string | null): void;
};

export function openHistorySettings(database: DatabaseSync): HistorySettings {
  const read = database.prepare('SELECT value FROM history_settings WHERE name = ?');
  const write = database.prepare(
    'INSERT INTO history_settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const remove = database.prepare('DELETE FROM history_settings WHERE name = ?');
  return {
    get(name) {
      const value = read.get(name)?.['value'];
      return typeof value === 'string' ? value : null;
    },
    set: (name, value) => void (value === null ? remove.run(name) : write.run(name, value)),
  };
}
