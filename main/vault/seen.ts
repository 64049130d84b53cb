import type { DatabaseSync } from 'node:sqlite';
import type { VaultOptions } from './vault.ts';

export type SeenVault = Required<Pick<VaultOptions, 'remember' | 'remembered'>> & {
  /** There is no vault any more, on purpose. */
  readonly forget: () => void;
};

/** What was last seen of the vault, outside of its file: it tells a missing or an older file from a first start. */
export function openSeen(database: DatabaseSync): SeenVault {
  const row = database.prepare('SELECT vault_id, gen FROM vault_seen').get();
  const remove = database.prepare('DELETE FROM vault_seen');
  const upsert = database.prepare(`
    INSERT INTO vault_seen (one, vault_id, gen, header_sha256) VALUES (1, :vaultId, :gen, :headerSha256)
    ON CONFLICT (one) DO UPDATE SET vault_id = :vaultId, gen = :gen, header_sha256 = :headerSha256`);
  return {
    remembered: row === undefined ? null : { vaultId: String(row['vault_id']), gen: Number(row['gen']) },
    remember: ({ vaultId, gen, headerSha256 }) => void upsert.run({ vaultId, gen, headerSha256 }),
    forget: () => void remove.run(),
  };
}
