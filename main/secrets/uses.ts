import type { DatabaseSync } from 'node:sqlite';

/** When which key was last used. Not in the vault: a send would have to write it anew each time. */
export type SecretUses = {
  lastUsed(id: string): string | null;
  note(id: string, at: Date): void;
  forget(id: string): void;
};

export function openSecretUses(database: DatabaseSync): SecretUses {
  const one = database.prepare('SELECT at FROM secret_uses WHERE id = ?');
  const upsert = database.prepare(
    'INSERT INTO secret_uses (id, at) VALUES (:id, :at) ON CONFLICT (id) DO UPDATE SET at = :at',
  );
  const remove = database.prepare('DELETE FROM secret_uses WHERE id = ?');
  return {
    lastUsed(id) {
      const at = one.get(id)?.['at'];
      return typeof at === 'string' ? at : null;
    },
    note: (id, at) => void upsert.run({ id, at: at.toISOString() }),
    forget: (id) => void remove.run(id),
  };
}
