import { SecretValue } from '#main/secrets/secret-value.ts';
import { describeSecret, type StoredSecret } from '#main/secrets/secrets.ts';
import type { Destination } from '#shared/model/destination.ts';
import type { Sandbox } from './sandbox.ts';

const secretId = (destinationId: string, slot: string) => `${destinationId}.${slot}`;

/** The sandbox as destinations: there from the first start, never in a file, because the port is new each time. */
export function builtInDestinations(sandbox: Sandbox, now: Date): Destination[] {
  return sandbox.destinations.map(({ id, name, provider, url, settings, secrets }) => ({
    id,
    name,
    provider,
    environment: 'sandbox',
    url,
    settings,
    secrets: Object.fromEntries(secrets.map(({ slot }) => [slot, secretId(id, slot)])),
    resolveAfter: null,
    builtIn: true,
    updatedAt: now.toISOString(),
  }));
}

/** The keys that the sandbox accepts: not secret from anybody, treated as if they were. */
export function builtInSecrets(sandbox: Sandbox, now: Date): StoredSecret[] {
  return sandbox.destinations.flatMap(({ id, provider, secrets }) =>
    secrets.map(({ slot, label, value }) => ({
      meta: describeSecret(
        {
          id: secretId(id, slot),
          label,
          provider,
          slot,
          boundOrigin: sandbox.origin,
          value,
          createdAt: now.toISOString(),
          updatedAt: now.toISOString(),
        },
        'built-in',
        null,
      ),
      value: new SecretValue(value),
    })),
  );
}
