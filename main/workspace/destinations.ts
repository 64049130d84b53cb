import type { DatabaseSync } from 'node:sqlite';
import { type Destination, type DestinationInput, destination } from '#shared/model/destination.ts';

export type Destinations = {
  /** The sandbox's first, then in the order they were made. */
  list(): Destination[];
  find(id: string): Destination | undefined;
  /** Makes a new one when `id` is absent. The caller has checked that `id`, if given, is there and not built in. */
  save(input: DestinationInput & { id: string }): Destination;
  remove(id: string): void;
};

export function openDestinations(
  database: DatabaseSync,
  builtIn: readonly Destination[],
  now: () => Date,
): Destinations {
  const all = database.prepare('SELECT * FROM destinations ORDER BY position, id');
  const one = database.prepare('SELECT * FROM destinations WHERE id = ?');
  const upsert = database.prepare(`
    INSERT INTO destinations (id, name, provider, environment, url, settings, secrets, position, updated_at)
    VALUES (:id, :name, :provider, :environment, :url, :settings, :secrets,
            (SELECT coalesce(max(position), 0) + 1 FROM destinations), :updatedAt)
    ON CONFLICT (id) DO UPDATE SET name = :name, provider = :provider, environment = :environment, url = :url,
      settings = :settings, secrets = :secrets, updated_at = :updatedAt`);
  const remove = database.prepare('DELETE FROM destinations WHERE id = ?');

  const find = (id: string) => {
    const found = builtIn.find((candidate) => candidate.id === id);
    if (found !== undefined) return found;
    const row = one.get(id);
    return row === undefined ? undefined : fromRow(row);
  };
  return {
    list: () => [...builtIn, ...all.all().map(fromRow)],
    find,
    save(input) {
      const saved: Destination = {
        ...input,
        // the form the sender and the preview write: a default port or an upper-case host would differ on the wire
        url: new URL(input.url).href,
        builtIn: false,
        updatedAt: now().toISOString(),
      };
      upsert.run({
        id: saved.id,
        name: saved.name,
        provider: saved.provider,
        environment: saved.environment,
        url: saved.url,
        settings: JSON.stringify(saved.settings),
        secrets: JSON.stringify(saved.secrets),
        updatedAt: saved.updatedAt,
      });
      return saved;
    },
    remove: (id) => void remove.run(id),
  };
}

function fromRow(row: Record<string, unknown>): Destination {
  return destination.parse({
    id: row['id'],
    name: row['name'],
    provider: row['provider'],
    environment: row['environment'],
    url: row['url'],
    settings: JSON.parse(String(row['settings'])),
    secrets: JSON.parse(String(row['secrets'])),
    builtIn: false,
    updatedAt: row['updated_at'],
  });
}
