import type { DatabaseSync } from 'node:sqlite';
import { type SavedFilter, savedFilter } from '#shared/model/history.ts';

export type SavedFilters = {
  /** By name. */
  list(): SavedFilter[];
  save(filter: SavedFilter): void;
  /** Whether there was one. */
  remove(id: string): boolean;
};

export function openSavedFilters(database: DatabaseSync): SavedFilters {
  const all = database.prepare('SELECT * FROM saved_filters ORDER BY name COLLATE NOCASE, id');
  const upsert = database.prepare(`
    INSERT INTO saved_filters (id, name, filter) VALUES (:id, :name, :filter)
    ON CONFLICT (id) DO UPDATE SET name = :name, filter = :filter`);
  const remove = database.prepare('DELETE FROM saved_filters WHERE id = ?');
  return {
    list: () =>
      all
        .all()
        .map(({ id, name, filter }) => savedFilter.parse({ id, name, filter: JSON.parse(String(filter)) })),
    save: ({ id, name, filter }) => void upsert.run({ id, name, filter: JSON.stringify(filter) }),
    remove: (id) => remove.run(id).changes > 0,
  };
}
