import type { DatabaseSync } from 'node:sqlite';
import { type Draft, type DraftInput, draft } from '#shared/model/draft.ts';

const KEPT = 50;

export type Drafts = {
  /** Newest first. */
  list(): Draft[];
  /** The oldest give way once there are more than 50. */
  save(input: DraftInput): Draft;
  remove(id: string): void;
};

export function openDrafts(database: DatabaseSync, now: () => Date): Drafts {
  const all = database.prepare('SELECT * FROM drafts ORDER BY updated_at DESC, id DESC LIMIT ?');
  const upsert = database.prepare(`
    INSERT INTO drafts (id, provider, kind, destination_id, forms, updated_at)
    VALUES (:id, :provider, :kind, :destinationId, :forms, :updatedAt)
    ON CONFLICT (id) DO UPDATE SET provider = :provider, kind = :kind, destination_id = :destinationId,
      forms = :forms, updated_at = :updatedAt`);
  const prune = database.prepare(
    'DELETE FROM drafts WHERE id NOT IN (SELECT id FROM drafts ORDER BY updated_at DESC, id DESC LIMIT ?)',
  );
  const remove = database.prepare('DELETE FROM drafts WHERE id = ?');
  return {
    list: () => all.all(KEPT).map(fromRow),
    save(input) {
      const saved: Draft = { ...input, updatedAt: now().toISOString() };
      upsert.run({ ...saved, forms: JSON.stringify(saved.forms) });
      prune.run(KEPT);
      return saved;
    },
    remove: (id) => void remove.run(id),
  };
}

function fromRow(row: Record<string, unknown>): Draft {
  return draft.parse({
    id: row['id'],
    provider: row['provider'],
    kind: row['kind'],
    destinationId: row['destination_id'],
    forms: JSON.parse(String(row['forms'])),
    updatedAt: row['updated_at'],
  });
}
