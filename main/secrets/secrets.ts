import { v7 as uuid } from 'uuid';
import type { Secret, SecretInput } from '#shared/model/secret.ts';
import { SecretValue } from './secret-value.ts';

export type StoredSecret = { readonly meta: Secret; readonly value: SecretValue };

/** Keys, in memory only: they are gone when the process is. Nothing gives a value to anything but a send. */
export type Secrets = {
  /** What may be shown, the sandbox's own first. */
  list(): Secret[];
  /** For the engine: metadata with the wrapped value, the sandbox's own included. */
  find(id: string): StoredSecret | undefined;
  all(): readonly StoredSecret[];
  /** Replaces the value when `id` is given and known, else makes a new one. Null: `id` is not known. */
  set(input: SecretInput): Secret | null;
  remove(id: string): boolean;
  used(id: string): void;
};

export function openSecrets(builtIn: readonly StoredSecret[], now: () => Date): Secrets {
  const kept = new Map<string, StoredSecret>();
  const fixed = new Map(builtIn.map((secret) => [secret.meta.id, secret]));
  return {
    list: () => [...fixed.values(), ...kept.values()].map((secret) => secret.meta),
    find: (id) => kept.get(id) ?? fixed.get(id),
    all: () => [...kept.values(), ...fixed.values()],
    set(input) {
      const old = input.id === undefined ? undefined : kept.get(input.id);
      if (input.id !== undefined && old === undefined) return null;
      const meta = describeSecret({ ...input, id: old?.meta.id ?? uuid() }, now());
      const secret = {
        meta: { ...meta, createdAt: old?.meta.createdAt ?? meta.createdAt },
        value: new SecretValue(input.value),
      };
      kept.set(meta.id, secret);
      return secret.meta;
    },
    remove: (id) => kept.delete(id),
    used(id) {
      const secret = kept.get(id);
      if (secret !== undefined)
        kept.set(id, { ...secret, meta: { ...secret.meta, lastUsedAt: now().toISOString() } });
    },
  };
}

/** What may be known about a key. Its last four characters only where they leave twelve or more unknown. */
export function describeSecret(input: SecretInput & { id: string }, now: Date): Secret {
  const at = now.toISOString();
  return {
    id: input.id,
    label: input.label,
    provider: input.provider,
    slot: input.slot,
    boundOrigin: new URL(input.boundOrigin).origin,
    createdAt: at,
    updatedAt: at,
    lastUsedAt: null,
    last4: input.value.length >= 16 ? input.value.slice(-4) : null,
    byteLength: Buffer.byteLength(input.value),
  };
}
