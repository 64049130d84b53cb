import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { makeBackup, type BackupRead, readBackup } from './backup.ts';
import { errnoOf, type FileSystemPort, realFileSystem } from './file-system.ts';
import { MAX_PROTECTORS, type Protector } from './format.ts';
import { look } from './look.ts';
import { failure, refusal, type VaultFailure, type VaultResult, type VaultState } from './outcome.ts';
import { passphraseProblem } from '#shared/vault/passphrase-rules.ts';
import { type OsKeyring, wrapForKeyring } from './protectors/os-keyring.ts';
import { kdfOf, type Scrypt, wrapForPassphrase } from './protectors/passphrase.ts';
import { moveAside } from './quarantine.ts';
import { type Rotation, wrapAllAgain } from './rotate.ts';
import { BACKUP_NAME, type Place, saveVault, VAULT_NAME } from './save.ts';
import { newDataKey } from './seal.ts';
import { isAnyGone, type VaultSecret, vaultBody } from './secret.ts';
import { type KeyringHealth, openSession, secretsOf, type Seen } from './session.ts';
import { realWait, type Wait } from './waiting.ts';

export type VaultStatus = {
  readonly state: VaultState;
  /** As the file says, so not to be trusted while it is locked. */
  readonly protectors: readonly ProtectorStatus[];
  /** An errno, a part of the file, or names of backends. */
  readonly detail: string | null;
  readonly hasBackup: boolean;
  /** The file is older than one that was seen here: a copy was put back. */
  readonly rolledBack: boolean;
  readonly fileBytes: number | null;
  readonly savedAt: string | null;
  readonly keyring: KeyringHealth;
};
export type ProtectorStatus = {
  readonly id: string;
  readonly type: Protector['type'];
  readonly addedAt: string;
  readonly platform?: string;
  readonly backend?: string;
  readonly inUse: boolean;
};

export type VaultOptions = {
  readonly dataDir: string;
  /** Null where there is none to ask: command line, web host. */
  readonly keyring: OsKeyring | null;
  /** Name and version, as in `Firedrill/1.2.3`. A keyring's entry goes by the name: it must never change. */
  readonly app: string;
  readonly now: () => Date;
  readonly fs?: FileSystemPort;
  /** What was last seen here; it tells a missing or older file from a first start. */
  readonly remembered?: Seen | null;
  readonly remember?: (seen: Seen & { readonly headerSha256: string }) => void;
  /** After each change of what `status` says, the ones that come by themselves included. */
  readonly changed?: () => void;
  /** Another cost of a passphrase than the default, for tests. */
  readonly kdf?: { readonly logN: number; readonly scrypt?: Scrypt };
  readonly wait?: Wait;
  /** Locks after so long without a call, where a passphrase opened it. */
  readonly autoLockMs?: number | null;
};

export type Vault = {
  status(): VaultStatus;
  /** At least one of the two. Refuses where a file is or was; `startAnew` comes first then. */
  create(how: { readonly passphrase?: string; readonly keyring?: boolean }): Promise<VaultResult>;
  unlock(passphrase: string): Promise<VaultResult>;
  /** Looks at the file and asks the keyring again, at once. */
  retry(): Promise<VaultResult>;
  lock(): void;
  /** The person is there: starts the idle time anew, as every other call does. */
  touch(): void;
  /** Null while it is not unlocked. Decrypts at every call; hold on to it for one piece of work only. */
  secrets(): readonly VaultSecret[] | null;
  /**
   * `change` may run twice, when the file was changed by somebody else. An edit that loses an id, or `removes`, leaves no
   * backup of the generation before. Rejects when `change` throws or breaks the shape; nothing is changed then.
   */
  edit(
    change: (secrets: readonly VaultSecret[]) => readonly VaultSecret[],
    options?: { readonly removes?: boolean },
  ): Promise<VaultResult>;
  addPassphrase(passphrase: string): Promise<VaultResult>;
  /** Also makes a new key: with the old one, an old copy and the old passphrase would open every later file. */
  changePassphrase(old: string, next: string): Promise<VaultResult>;
  addKeyring(): Promise<VaultResult>;
  /** Makes a new key. Needs the passphrase where one stays. */
  removeProtector(id: string, passphrase?: string): Promise<VaultResult>;
  rotateKey(passphrase?: string): Promise<VaultResult>;
  /** Moves the vault and its backup to `quarantine/`, so that a new one can be created. */
  startAnew(): Promise<VaultResult>;
  /** The backup becomes the vault, and what was the vault goes to `quarantine/`. It is as locked as the backup is. */
  restoreBackup(): Promise<VaultResult>;
  exportBackup(passphrase: string): Promise<{ readonly ok: true; readonly file: Buffer } | VaultFailure>;
  readBackup(file: Buffer, passphrase: string): Promise<BackupRead>;
  /** Waits for what is being saved. Every later call is refused. */
  close(): Promise<void>;
};

/**
 * The vault of a data directory that the caller owns (owner lock). Returns when the file was looked at and the keyring
 * has answered, after ten seconds at the latest; a vault that does not open is a state, not an error.
 */
export async function openVault(options: VaultOptions): Promise<Vault> {
  const { dataDir, keyring, app, now } = options;
  const kdf = kdfOf(options.kdf);
  const place: Place = { fs: options.fs ?? realFileSystem, dataDir, wait: options.wait ?? realWait };
  const session = openSession({
    place,
    keyring,
    kdf,
    app,
    now,
    remembered: options.remembered ?? null,
    remember: options.remember ?? (() => {}),
    changed: options.changed ?? (() => {}),
    autoLockMs: options.autoLockMs ?? null,
  });
  const { situation, serial, commit } = session;
  const appName = app.split('/')[0] ?? app;
  const no = refusalIn(() => situation().state);
  await session.sweep();
  await session.load();

  async function create(how: { passphrase?: string; keyring?: boolean }): Promise<VaultResult> {
    const at = session.locks();
    const { state } = situation();
    if (state === 'MISSING') return failure('MISSING', null);
    if ((await look(place.fs, join(dataDir, VAULT_NAME), kdf.lowestLogN)).kind !== 'none')
      return no('VAULT_EXISTS');
    const withKeyring = how.keyring === true;
    if (how.passphrase === undefined && !withKeyring) return no('NO_PROTECTOR');
    if (how.passphrase !== undefined && passphraseProblem(how.passphrase) !== null)
      return no('WEAK_PASSPHRASE');
    if (withKeyring && keyring === null) return no('NO_KEYRING');

    const dek = newDataKey();
    const vaultId = randomUUID();
    const addedAt = now().toISOString();
    const protectors: Protector[] = [];
    if (withKeyring && keyring !== null) {
      const wrapped = await wrapForKeyring(keyring, dek, { vaultId, addedAt, appName }, place.wait);
      if (!wrapped.ok) return failure(wrapped.state, wrapped.detail);
      protectors.push(wrapped.protector);
      session.keyringProtects();
    }
    if (how.passphrase !== undefined) {
      protectors.push(await wrapForPassphrase(how.passphrase, dek, { vaultId, addedAt }, kdf));
    }
    const inUse = protectors[0]?.id ?? '';
    return session.write({ vaultId, gen: 1, protectors, secrets: [], dek, inUse, backup: 'leave', at });
  }

  function edit(
    change: (secrets: readonly VaultSecret[]) => readonly VaultSecret[],
    removes: boolean,
  ): Promise<VaultResult> {
    return commit(async (open) => {
      const before = secretsOf(open);
      const secrets = change(before);
      assertSecrets(secrets);
      return { secrets, dropBackup: removes || isAnyGone(before, secrets) };
    });
  }

  function addPassphrase(passphrase: string): Promise<VaultResult> {
    return commit(async ({ file: { header }, dek }) => {
      if (header.protectors.some(({ type }) => type === 'passphrase')) return no('PASSPHRASE_EXISTS');
      if (header.protectors.length >= MAX_PROTECTORS) return no('TOO_MANY_PROTECTORS');
      if (passphraseProblem(passphrase) !== null) return no('WEAK_PASSPHRASE');
      const about = { vaultId: header.vaultId, addedAt: now().toISOString() };
      return { protectors: [...header.protectors, await wrapForPassphrase(passphrase, dek, about, kdf)] };
    });
  }

  function addKeyring(): Promise<VaultResult> {
    return commit(async ({ file: { header }, dek }) => {
      if (keyring === null) return no('NO_KEYRING');
      const about = { vaultId: header.vaultId, addedAt: now().toISOString(), appName };
      const wrapped = await wrapForKeyring(keyring, dek, about, place.wait);
      if (!wrapped.ok) return failure(wrapped.state, wrapped.detail);
      session.keyringProtects();
      const { platform, backend } = wrapped.protector;
      // what this keyring had before, it has lost, or this call would not be needed
      const others = header.protectors.filter(
        (one) => one.type !== 'os-electron' || one.platform !== platform || one.backend !== backend,
      );
      if (others.length >= MAX_PROTECTORS) return no('TOO_MANY_PROTECTORS');
      return { protectors: [...others, wrapped.protector] };
    });
  }

  function rotate(rotation: Rotation): Promise<VaultResult> {
    return commit(async ({ file }) => {
      const { protectors } = file.header;
      if (rotation.without !== undefined && !protectors.some(({ id }) => id === rotation.without)) {
        return no('UNKNOWN_PROTECTOR');
      }
      const dek = newDataKey();
      const tools = { keyring, kdf, wait: place.wait, now, tryPassphrase: session.tryPassphrase };
      const wrapped = await wrapAllAgain(file, dek, rotation, tools);
      return wrapped.ok ? { dek, protectors: wrapped.protectors, dropBackup: true } : wrapped;
    });
  }

  function changePassphrase(old: string, next: string): Promise<VaultResult> {
    const { open } = situation();
    if (open === null) return Promise.resolve(no('LOCKED'));
    if (!open.file.header.protectors.some(({ type }) => type === 'passphrase')) {
      return Promise.resolve(no('NO_PASSPHRASE'));
    }
    if (passphraseProblem(next) !== null) return Promise.resolve(no('WEAK_PASSPHRASE'));
    return rotate({ passphrase: old, nextPassphrase: next });
  }

  async function startAnew(): Promise<VaultResult> {
    const { state, file, hasBackup } = situation();
    const nothing = state === 'ABSENT' || (state === 'UNPROTECTED_BACKEND' && file === null && !hasBackup);
    if (nothing) return no('NO_VAULT');
    session.lock();
    try {
      await moveAside(place, [VAULT_NAME, BACKUP_NAME], reasonOf(state), now());
    } catch (error) {
      await session.load();
      return failure('IO_ERROR', errnoOf(error));
    }
    session.forget();
    await session.load();
    return { ok: true };
  }

  async function restoreBackup(): Promise<VaultResult> {
    const found = await look(place.fs, join(dataDir, BACKUP_NAME), kdf.lowestLogN);
    if (found.kind === 'none') return no('NO_BACKUP');
    if (found.kind === 'refused') return failure(found.state, found.detail);
    const { state } = situation();
    session.lock();
    const { bytes } = found.file;
    // only when all else is on the disk: for an instant there is no vault, and the backup is then offered as before
    const saved = await saveVault(
      place,
      bytes,
      (readBack) => readBack.equals(bytes),
      'leave',
      () => moveAside(place, [VAULT_NAME], reasonOf(state), now()),
    );
    if (saved.ok || saved.replaced) session.forget();
    await session.load();
    return saved.ok ? { ok: true } : failure('IO_ERROR', saved.errno);
  }

  async function exportBackup(passphrase: string) {
    const { open } = situation();
    if (open === null) return no('LOCKED');
    if (passphraseProblem(passphrase) !== null) return no('WEAK_PASSPHRASE');
    const file = await makeBackup(passphrase, secretsOf(open), { app, at: now().toISOString() }, kdf);
    return file === null ? no('TOO_LARGE') : { ok: true as const, file };
  }

  return {
    status() {
      const { state, detail, file, open, hasBackup, rolledBack, keyring } = situation();
      return {
        state,
        detail,
        hasBackup,
        rolledBack,
        keyring,
        protectors: (file?.header.protectors ?? []).map((one) => ({
          id: one.id,
          type: one.type,
          addedAt: one.addedAt,
          ...(one.type === 'os-electron' ? { platform: one.platform, backend: one.backend } : {}),
          inUse: open?.inUse === one.id,
        })),
        fileBytes: file?.bytes.length ?? null,
        savedAt: file?.header.savedAt ?? null,
      };
    },
    secrets() {
      const { open } = situation();
      session.touch();
      return open === null ? null : secretsOf(open);
    },
    create: (how) => serial(() => create(how)),
    unlock: (passphrase) => serial(() => session.unlock(passphrase)),
    retry: () => serial(() => session.retry()),
    lock: () => session.lock(),
    touch: () => session.touch(),
    edit: (change, options) => serial(() => edit(change, options?.removes === true)),
    addPassphrase: (passphrase) => serial(() => addPassphrase(passphrase)),
    changePassphrase: (old, next) => serial(() => changePassphrase(old, next)),
    addKeyring: () => serial(addKeyring),
    removeProtector: (id, passphrase) => serial(() => rotate({ without: id, passphrase })),
    rotateKey: (passphrase) => serial(() => rotate({ passphrase })),
    startAnew: () => serial(startAnew),
    restoreBackup: () => serial(restoreBackup),
    exportBackup: (passphrase) => serial(() => exportBackup(passphrase)),
    readBackup: (file, passphrase) => readBackup(file, passphrase, kdf),
    close: () => session.close(),
  };
}

function reasonOf(state: VaultState): string {
  return state.toLowerCase().replaceAll('_', '-');
}

function refusalIn(state: () => VaultState) {
  return (refused: VaultFailure['refused'] & string) => refusal(refused, state());
}

/** Says where, never what: the values are secrets. */
function assertSecrets(secrets: readonly VaultSecret[]): void {
  const { error } = vaultBody.safeParse({ secrets });
  if (error === undefined) return;
  throw new Error(`not a list of secrets: ${error.issues.map(({ path }) => path.join('.')).join(', ')}`);
}
