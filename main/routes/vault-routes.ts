import type { BackupFiles } from '#main/vault/backup-files.ts';
import type { VaultFailure, VaultResult } from '#main/vault/outcome.ts';
import type { Vault } from '#main/vault/vault.ts';
import type { VaultSecret } from '#main/vault/secret.ts';
import type { Secrets } from '#main/secrets/secrets.ts';
import type { RestorePlan, VaultStatus } from '#shared/model/vault.ts';
import type { ContractErrors } from './errors.ts';
import { os } from './os.ts';

export type VaultParts = {
  readonly vault: Vault;
  readonly secrets: Secrets;
  readonly backups: BackupFiles;
  /** After a vault was put aside on purpose. */
  readonly forgetVault: () => void;
  readonly autoLockMinutes: number;
};

export function vaultRoutes({ vault, secrets, backups, forgetVault, autoLockMinutes }: VaultParts) {
  const room = os.vault;
  const status = (): VaultStatus => {
    const now = vault.status();
    const isByPassphrase = now.protectors.some(({ type, inUse }) => type === 'passphrase' && inUse);
    return {
      ...now,
      protectors: [...now.protectors],
      unsaved: secrets.unsaved(),
      autoLockMinutes: isByPassphrase ? autoLockMinutes : null,
    };
  };
  const done = async (errors: ContractErrors, work: Promise<VaultResult>): Promise<VaultStatus> => {
    const result = await work;
    if (!result.ok) throw vaultError(errors, result);
    return status();
  };
  const planned = async (errors: ContractErrors, file: string, passphrase: string) => {
    const read = await vault.readBackup(Buffer.from(file, 'base64'), passphrase);
    if (!read.ok) throw vaultError(errors, { ...read, refused: null });
    return { restored: read.secrets, plan: planRestore(read.secrets, vault.secrets() ?? []) };
  };
  return room.router({
    status: room.status.handler(status),
    create: room.create.handler(async ({ input, errors }) => {
      const { passphrase, keyring } = input;
      await done(errors, vault.create({ keyring, ...(passphrase === undefined ? {} : { passphrase }) }));
      const failed = await secrets.keep();
      if (failed !== null) throw vaultError(errors, failed);
      return status();
    }),
    unlock: room.unlock.handler(({ input, errors }) => done(errors, vault.unlock(input.passphrase))),
    retry: room.retry.handler(({ errors }) => done(errors, vault.retry())),
    lock: room.lock.handler(() => {
      vault.lock();
      return status();
    }),
    addPassphrase: room.addPassphrase.handler(({ input, errors }) =>
      done(errors, vault.addPassphrase(input.passphrase)),
    ),
    changePassphrase: room.changePassphrase.handler(({ input, errors }) =>
      done(errors, vault.changePassphrase(input.old, input.next)),
    ),
    addKeyring: room.addKeyring.handler(({ errors }) => done(errors, vault.addKeyring())),
    removeProtector: room.removeProtector.handler(({ input, errors }) =>
      done(errors, vault.removeProtector(input.id, input.passphrase)),
    ),
    rotateKey: room.rotateKey.handler(({ input, errors }) => done(errors, vault.rotateKey(input.passphrase))),
    startAnew: room.startAnew.handler(async ({ errors }) => {
      await done(errors, vault.startAnew());
      forgetVault();
      return status();
    }),
    restorePrevious: room.restorePrevious.handler(({ errors }) => done(errors, vault.restoreBackup())),
    backUp: room.backUp.handler(async ({ input, errors }) => {
      const made = await vault.exportBackup(input.passphrase);
      if (!made.ok) throw vaultError(errors, made);
      return { name: backups.write(made.file), bytes: made.file.length };
    }),
    planRestore: room.planRestore.handler(
      async ({ input, errors }) => (await planned(errors, input.file, input.passphrase)).plan,
    ),
    restore: room.restore.handler(async ({ input, errors }) => {
      const { restored, plan } = await planned(errors, input.file, input.passphrase);
      const ids = new Set(restored.map(({ id }) => id));
      await done(
        errors,
        vault.edit((secrets) => [...secrets.filter(({ id }) => !ids.has(id)), ...restored]),
      );
      return plan;
    }),
  });
}

export function vaultError(errors: ContractErrors, { state, refused, detail }: VaultFailure): Error {
  return errors.VAULT({ data: { state, refused, detail } });
}

/** By id, because a label may have been changed since. */
function planRestore(restored: readonly VaultSecret[], present: readonly VaultSecret[]): RestorePlan {
  const known = new Map(present.map((secret) => [secret.id, secret]));
  const isSame = (secret: VaultSecret) => {
    const old = known.get(secret.id);
    return (
      old !== undefined &&
      old.value === secret.value &&
      old.label === secret.label &&
      old.boundOrigin === secret.boundOrigin
    );
  };
  return {
    added: restored.filter(({ id }) => !known.has(id)).map(({ label }) => label),
    replaced: restored.filter((secret) => known.has(secret.id) && !isSame(secret)).map(({ label }) => label),
    unchanged: restored.filter(isSame).length,
  };
}
