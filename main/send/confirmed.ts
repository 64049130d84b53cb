import type { Destination } from '#shared/model/destination.ts';
import type { StoredSecret } from '#main/secrets/secrets.ts';

/** A destination and its keys as a person confirmed them; anything that would send to somewhere else changes it. */
export function fingerprintOf(destination: Destination, used: readonly StoredSecret[]): string {
  const { name, url, environment, settings, secrets } = destination;
  const keys = used.map(({ meta }) => [meta.id, meta.updatedAt]);
  return JSON.stringify([name, url, environment, settings, secrets, keys]);
}
