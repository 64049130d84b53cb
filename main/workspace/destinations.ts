import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '#main/database/database.ts';
import { type Destination, type DestinationInput, destination } from '#shared/model/destination.ts';

export type Destinations = {
  /** The sandbox's first, then in the order they were made. */
  list(): Destination[];
  find(id: string): Destination | undefined;
  /** Makes a new one when `id` is absent. The caller has checked that `id`, if given, is there and not built in. */
  save(input: DestinationInput & { id: string }): Destination;
  /** All of them or none. */
  saveAll(inputs: readonly (DestinationInput & { id: string })[]): void;
  remove(id: string): void;
  /** `ids` first, in that order; whatever is not named keeps its place behind them. */
  order(ids: readonly string[]): void;
};

export function openDestinations(
  database: DatabaseSync,
  builtIn: readonly Destination[],
  now: () => Date,
): Destinations {
  const all = database.prepare('SELECT * FROM destinations ORDER BY position, id');
  const one = database.prepare('SELECT * FROM destinations WHERE id = ?');
  const upsert = database.prepare(`
    INSERT INTO destinations (id, name, provider, environment, url, settings, secrets, resolve_after, position, updated_at)
    VALUES (:id, :name, :provider, :environment, :url, :settings, :secrets, :resolveAfter,
            (SELECT coalesce(max(position), 0) + 1 FROM destinations), :updatedAt)
    ON CONFLICT (id) DO UPDATE SET name = :name, provider = :provider, environment = :environment, url = :url,
      settings = :settings, secrets = :secrets, resolve_after = :resolveAfter, updated_at = :updatedAt`);
  const place = database.prepare('UPDATE destinations SET position = ? WHERE id = ?');
  const remove = database.prepare('DELETE FROM destinations WHERE id = ?');

  const find = (id: string) => {
    const found = builtIn.find((candidate) => candidate.id === id);
    if (found !== undefined) return found;
    const row = one.get(id);
    return row === undefined ? undefined : fromRow(row);
  };
  const save = (input: DestinationInput & { id: string }): Destination => {
    const saved: Destination = {
      ...input,
      // the form the sender and the preview write: a default port or an upper-case host would differ on the wire
      url: new URL(input.url).href,
      resolveAfter: input.resolveAfter ?? null,
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
      resolveAfter: saved.resolveAfter,
      updatedAt: saved.updatedAt,
    });
    return saved;
  };
  return {
    list: () => [...builtIn, ...all.all().map(fromRow)],
    find,
    save,
    saveAll: (inputs) => inTransaction(database, () => inputs.forEach((input) => save(input))),
    remove: (id) => void remove.run(id),
    order: (ids) =>
      inTransaction(database, () => {
        const rest = all
          .all()
          .map((row) => String(row['id']))
          .filter((id) => !ids.includes(id));
        for (const [index, id] of [...ids, ...rest].entries()) place.run(index + 1, id);
      }),
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
    resolveAfter: row['resolve_after'],
    builtIn: false,
    updatedAt: row['updated_at'],
  });
}
