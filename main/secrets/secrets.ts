import { v7 as uuid } from 'uuid';
import type { Vault } from '#main/vault/vault.ts';
import type { VaultFailure } from '#main/vault/outcome.ts';
import type { Secret, SecretInput } from '#shared/model/secret.ts';
import type { EnvironmentSecrets } from './environment.ts';
import { SecretValue } from './secret-value.ts';
import type { SecretUses } from './uses.ts';

export type StoredSecret = { readonly meta: Secret; readonly value: SecretValue };

export type SecretResult =
  | { readonly ok: true; readonly secret: Secret }
  | { readonly ok: false; readonly vault: VaultFailure | null };

/**
 * Every key the engine can use, wherever it is kept: the vault while it is open, this process's memory where there is
 * no vault, its environment, and the sandbox's own. Nothing gives a value to anything but a send.
 */
export type Secrets = {
  /** What may be shown, the sandbox's own first. */
  list(): Secret[];
  find(id: string): StoredSecret | undefined;
  all(): readonly StoredSecret[];
  /** Whether the vault has to be open before anybody can say what this id is. */
  isLockedAway(id: string): boolean;
  /** Replaces the value when `id` is given, else makes a new one. `vault: null`: the id is not known. */
  set(input: SecretInput): Promise<SecretResult>;
  rename(id: string, label: string): Promise<SecretResult>;
  remove(id: string): Promise<SecretResult>;
  used(id: string): void;
  /** Puts what is in memory into the vault, which is open. */
  keep(): Promise<VaultFailure | null>;
  /** How many keys are in memory only. */
  unsaved(): number;
};

export type SecretParts = {
  readonly builtIn: readonly StoredSecret[];
  readonly environment: EnvironmentSecrets;
  readonly vault: Pick<Vault, 'status' | 'secrets' | 'edit'>;
  readonly uses: SecretUses;
  readonly now: () => Date;
};

type Kept = Omit<SecretInput, 'id'> & { id: string; createdAt: string; updatedAt: string };

export function openSecrets({ builtIn, environment, vault, uses, now }: SecretParts): Secrets {
  const memory = new Map<string, Kept>();
  const fixed = new Map(builtIn.map((secret) => [secret.meta.id, secret]));

  const stored = (secret: Kept, kept: Secret['kept']): StoredSecret => ({
    meta: describeSecret(secret, kept, uses.lastUsed(secret.id)),
    value: new SecretValue(secret.value),
  });
  const inVault = () => vault.secrets() ?? [];
  const all = () => [
    ...fixed.values(),
    ...inVault().map((secret) => stored(secret, 'vault')),
    ...[...memory.values()].map((secret) => stored(secret, 'memory')),
    ...environment.list(),
  ];
  const find = (id: string) => all().find((secret) => secret.meta.id === id);
  const isUsable = () => vault.status().state === 'UNLOCKED';
  /** Without a vault that could hold them, keys are kept in memory; a locked one must not be gone around. */
  const isMemoryAllowed = () => ['ABSENT', 'UNPROTECTED_BACKEND'].includes(vault.status().state);

  async function put(secret: Kept): Promise<SecretResult> {
    const isNew = find(secret.id) === undefined;
    if (memory.has(secret.id) || (isNew && !isUsable() && isMemoryAllowed())) {
      memory.set(secret.id, secret);
      return { ok: true, secret: stored(secret, 'memory').meta };
    }
    const saved = await vault.edit((secrets) => [
      ...secrets.filter(({ id }) => id !== secret.id),
      { ...secret, lastUsedAt: null },
    ]);
    return saved.ok ? { ok: true, secret: stored(secret, 'vault').meta } : { ok: false, vault: saved };
  }

  const changeable = (id: string): Kept | undefined =>
    memory.get(id) ?? inVault().find((secret) => secret.id === id);

  return {
    list: () => all().map((secret) => secret.meta),
    find,
    all,
    isLockedAway: (id) => find(id) === undefined && !isUsable() && !isMemoryAllowed(),
    set(input) {
      const at = now().toISOString();
      const old = input.id === undefined ? undefined : changeable(input.id);
      if (input.id !== undefined && old === undefined) return Promise.resolve(unknown(vault));
      const { value, label, provider, slot } = input;
      const boundOrigin = new URL(input.boundOrigin).origin;
      const createdAt = old?.createdAt ?? at;
      return put({
        id: old?.id ?? uuid(),
        label,
        provider,
        slot,
        boundOrigin,
        value,
        createdAt,
        updatedAt: at,
      });
    },
    rename(id, label) {
      const old = changeable(id);
      return old === undefined ? Promise.resolve(unknown(vault)) : put({ ...withoutUse(old), label });
    },
    async remove(id) {
      const old = changeable(id);
      if (old === undefined) return unknown(vault);
      const gone = find(id);
      if (!memory.delete(id)) {
        // the generation before must not keep what was deleted
        const saved = await vault.edit((secrets) => secrets.filter((secret) => secret.id !== id), {
          removes: true,
        });
        if (!saved.ok) return { ok: false, vault: saved };
      }
      uses.forget(id);
      return gone === undefined ? unknown(vault) : { ok: true, secret: gone.meta };
    },
    used: (id) => uses.note(id, now()),
    async keep() {
      if (memory.size === 0) return null;
      const moving = [...memory.values()].map((secret) => ({ ...secret, lastUsedAt: null }));
      const saved = await vault.edit((secrets) => [...secrets, ...moving]);
      if (!saved.ok) return saved;
      for (const { id } of moving) memory.delete(id);
      return null;
    },
    unsaved: () => memory.size,
  };
}

/** Not known; or not to be known, because the vault is not open. */
function unknown(vault: SecretParts['vault']): SecretResult {
  const { state, detail } = vault.status();
  const isOpen = state === 'UNLOCKED' || state === 'ABSENT' || state === 'UNPROTECTED_BACKEND';
  return { ok: false, vault: isOpen ? null : { ok: false, state, detail, refused: 'LOCKED' } };
}

function withoutUse({ id, label, provider, slot, boundOrigin, value, createdAt, updatedAt }: Kept): Kept {
  return { id, label, provider, slot, boundOrigin, value, createdAt, updatedAt };
}

/** What may be known about a key. Its last four characters only where they leave twelve or more unknown. */
export function describeSecret(secret: Kept, kept: Secret['kept'], lastUsedAt: string | null): Secret {
  const { value, id, label, provider, slot, boundOrigin, createdAt, updatedAt } = secret;
  return {
    id,
    label,
    provider,
    slot,
    boundOrigin,
    createdAt,
    updatedAt,
    lastUsedAt,
    last4: value.length >= 16 ? value.slice(-4) : null,
    byteLength: Buffer.byteLength(value),
    kept,
  };
}
