import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { errnoOf } from './file-system.ts';
import { type KeyringProtector, parseVault, type Protector, type VaultFile } from './format.ts';
import { finishRemoval } from './interrupted-removal.ts';
import { look } from './look.ts';
import { failure, refusal, type VaultFailure, type VaultResult, type VaultState } from './outcome.ts';
import { type OsKeyring, probeKeyring, wrapForKeyring } from './protectors/os-keyring.ts';
import { type Kdf, unwrapWithPassphrase, wrapForPassphrase } from './protectors/passphrase.ts';
import { hasPassphrase, unwrapByKeyring } from './protectors/unwrap-by-keyring.ts';
import { readStart } from './read.ts';
import { BACKUP_NAME, type Backup, type Place, saveVault, sweepTemps, VAULT_NAME } from './save.ts';
import { headerSha256, sealVault, unsealVault } from './seal.ts';
import type { VaultSecret } from './secret.ts';
import { openAlarm } from './waiting.ts';

export type Seen = { readonly vaultId: string; readonly gen: number };
export type Setup = {
  readonly place: Place;
  readonly keyring: OsKeyring | null;
  readonly kdf: Kdf;
  /** Name and version; the name alone is what the keyring's entry goes by. */
  readonly app: string;
  readonly now: () => Date;
  readonly remembered: Seen | null;
  readonly remember: (seen: Seen & { readonly headerSha256: string }) => void;
  readonly changed: () => void;
  readonly autoLockMs: number | null;
};

/** An unlocked vault. The secrets stay sealed in `file` until somebody asks for them. */
export type Open = { readonly file: VaultFile; readonly dek: KeyObject; readonly inUse: string };
export type KeyringHealth = 'none' | 'protected' | 'unprotected' | 'unknown';
export type Situation = {
  readonly state: VaultState;
  readonly detail: string | null;
  readonly file: VaultFile | null;
  readonly open: Open | null;
  readonly hasBackup: boolean;
  readonly rolledBack: boolean;
  readonly keyring: KeyringHealth;
};

/** What one save writes; what is left out stays as it is. */
export type Next = {
  readonly secrets?: readonly VaultSecret[];
  readonly protectors?: readonly Protector[];
  readonly dek?: KeyObject;
  /** True: no earlier generation may survive, for it holds what is to be gone or opens with what no longer may. */
  readonly dropBackup?: boolean;
};

const BACK_OFF_MS = [1_000, 5_000, 30_000];

/** One vault in memory: what state it is in, how it opens, and how a change of it gets to the disk. */
export function openSession(setup: Setup) {
  const { place, keyring, kdf, now } = setup;
  const { fs, dataDir, wait } = place;
  const vaultPath = join(dataDir, VAULT_NAME);
  let situation: Situation = {
    state: 'ABSENT',
    detail: null,
    file: null,
    open: null,
    hasBackup: false,
    rolledBack: false,
    keyring: keyring === null ? 'none' : 'unknown',
  };
  let remembered = setup.remembered;
  let wrongPassphrases = 0;
  let retries = 0;
  let locks = 0;
  let closed = false;
  let tail: Promise<unknown> = Promise.resolve();
  const idle = openAlarm(wait);
  const retrying = openAlarm(wait);

  function become(next: Partial<Situation>): void {
    situation = { ...situation, ...next };
    setup.changed();
  }

  function shut(state: VaultState, detail: string | null, next: Partial<Situation> = {}): VaultFailure {
    become({ open: null, ...next, state, detail });
    return failure(state, detail);
  }

  /** One after the other: each save starts from what the one before left. */
  function serial<T>(work: () => Promise<T>): Promise<T | VaultFailure> {
    if (closed) return Promise.resolve(refusal('CLOSED', situation.state));
    const run = tail.then(work);
    tail = run.catch(() => {});
    touch();
    return run;
  }

  /** For what may fail without harm: it is tried again at the next start. */
  function later(work: () => Promise<unknown>): void {
    serial(work).catch(() => {});
  }

  /** Looks at the files, and opens the vault if the keyring does. */
  async function load(): Promise<VaultResult> {
    const names = await fs.list(dataDir).catch((): string[] => []);
    const hasBackup = names.includes(BACKUP_NAME);
    const found = await look(fs, vaultPath, kdf.lowestLogN);
    if (found.kind === 'refused') return shut(found.state, found.detail, { file: null, hasBackup });
    if (found.kind === 'file') {
      const { vaultId, gen } = found.file.header;
      const rolledBack = remembered?.vaultId === vaultId && gen < remembered.gen;
      return openByKeyring(found.file, { file: found.file, hasBackup, rolledBack });
    }
    const gone = { file: null, hasBackup, rolledBack: false };
    if (hasBackup || remembered !== null) return shut('MISSING', null, gone);
    const probe = keyring === null ? { ok: true as const } : await probeKeyring(keyring, wait);
    const about = { ...gone, keyring: health(probe, keyring) };
    return probe.ok ? shut('ABSENT', null, about) : shut('UNPROTECTED_BACKEND', probe.detail, about);
  }

  async function openByKeyring(file: VaultFile, about: Partial<Situation>): Promise<VaultResult> {
    const at = locks;
    const outcome = await unwrapByKeyring(keyring, file, wait);
    if (!outcome.ok) {
      if (outcome.state === 'LOCKED_RETRY') retryLater();
      return shut(outcome.state, outcome.detail, { ...about, keyring: health(outcome, keyring) });
    }
    const { dek, entry } = outcome;
    const opened = await openWith({ file, dek, inUse: entry.id }, at, { ...about, keyring: 'protected' });
    if (opened.ok && outcome.shouldReEncrypt) later(() => wrapAgain(entry));
    return opened;
  }

  /** `at`: how often it had been locked when this began; locked again since, it stays so. */
  async function openWith(open: Open, at: number, about: Partial<Situation>): Promise<VaultResult> {
    const unsealed = unsealVault(open.file, open.dek);
    if (!unsealed.ok) return shut(unsealed.state, unsealed.detail, about);
    if (at !== locks) return shut(lockedState(open.file), null, about);
    wrongPassphrases = 0;
    retries = 0;
    become({ ...about, state: 'UNLOCKED', detail: null, file: open.file, open });
    if (!situation.rolledBack) note(open.file);
    if (situation.hasBackup && !situation.rolledBack) {
      const gone = await finishRemoval(place, { ...open, secrets: unsealed.secrets }, kdf.lowestLogN);
      if (gone) become({ hasBackup: false });
    }
    touch();
    return { ok: true };
  }

  async function unlock(passphrase: string): Promise<VaultResult> {
    if (situation.open !== null) return refusal('ALREADY_UNLOCKED', situation.state);
    const at = locks;
    const found = await look(fs, vaultPath, kdf.lowestLogN);
    if (found.kind === 'none') return load();
    if (found.kind === 'refused') return shut(found.state, found.detail, { file: null });
    if (!hasPassphrase(found.file)) return refusal('NO_PASSPHRASE', situation.state);
    const key = await tryPassphrase(found.file, passphrase);
    if (key === null) {
      // what the keyring had to say is still true, and its way out still open
      const asked = situation.state === 'LOCKED_PASSPHRASE' || situation.state === 'WRONG_PASSPHRASE';
      if (asked) become({ state: 'WRONG_PASSPHRASE', detail: null });
      return failure('WRONG_PASSPHRASE', null);
    }
    retrying.off();
    const { vaultId, gen } = found.file.header;
    const rolledBack = remembered?.vaultId === vaultId && gen < remembered.gen;
    const open = { file: found.file, dek: key.dek, inUse: key.id };
    const opened = await openWith(open, at, { file: found.file, rolledBack });
    if (opened.ok && key.logN < kdf.logN) later(() => strengthen(key.id, passphrase));
    return opened;
  }

  /** Slower and slower after wrong ones, but never a lockout: that would only lock out the owner. */
  async function tryPassphrase(
    file: VaultFile,
    passphrase: string,
  ): Promise<{ id: string; logN: number; dek: KeyObject } | null> {
    if (wrongPassphrases >= 3) await wait(wrongPassphrases >= 6 ? 5_000 : 1_000);
    for (const protector of file.header.protectors) {
      if (protector.type !== 'passphrase') continue;
      const dek = await unwrapWithPassphrase(passphrase, protector, file.header.vaultId, kdf);
      if (dek === null) continue;
      wrongPassphrases = 0;
      return { id: protector.id, logN: protector.logN, dek };
    }
    wrongPassphrases++;
    return null;
  }

  /** Saves what `build` makes of the vault. When it fails, memory and disk are as they were, unless it was replaced. */
  async function commit(build: (open: Open) => Promise<Next | VaultFailure>): Promise<VaultResult> {
    const at = locks;
    const changed = await adoptFromDisk();
    if (changed !== null) return changed;
    const { open } = situation;
    if (open === null) return refusal('LOCKED', situation.state);
    const next = await build(open);
    if ('ok' in next) return next;

    const { header } = open.file;
    const dek = next.dek ?? open.dek;
    const secrets = next.secrets ?? secretsOf(open);
    const protectors = next.protectors ?? header.protectors;
    const backup = next.dropBackup === true ? 'remove' : { bytes: open.file.bytes };
    const inUse = protectors.some(({ id }) => id === open.inUse) ? open.inUse : (protectors[0]?.id ?? '');
    return write({
      vaultId: header.vaultId,
      gen: header.gen + 1,
      protectors,
      secrets,
      dek,
      inUse,
      backup,
      at,
    });
  }

  type Writing = Required<Pick<Next, 'secrets' | 'protectors' | 'dek'>> &
    Seen & { readonly inUse: string; readonly backup: Backup; readonly at: number };

  async function write(writing: Writing): Promise<VaultResult> {
    const { vaultId, gen, protectors, secrets, dek, backup } = writing;
    const about = { vaultId, gen, savedAt: now().toISOString(), app: setup.app, protectors: [...protectors] };
    const bytes = sealVault(about, dek, secrets);
    if (bytes === null) return refusal('TOO_LARGE', situation.state);
    const opens = (readBack: Buffer) => {
      const parsed = parseVault(readBack, kdf.lowestLogN);
      return parsed.ok && readBack.equals(bytes) && unsealVault(parsed.file, dek).ok;
    };
    const saved = await saveVault(place, bytes, opens, backup);
    if (!saved.ok && !saved.replaced) return failure('IO_ERROR', saved.errno);

    const parsed = parseVault(bytes, kdf.lowestLogN);
    if (!parsed.ok) throw new Error('what was verified on the disk does not parse');
    const hasBackup = backup === 'leave' ? situation.hasBackup : backup !== 'remove' || !saved.ok;
    const locked = writing.at !== locks;
    become({
      ...(locked ? {} : { state: 'UNLOCKED', detail: null }),
      open: locked ? null : { file: parsed.file, dek, inUse: writing.inUse },
      file: parsed.file,
      hasBackup,
      rolledBack: false,
    });
    note(parsed.file);
    touch();
    return saved.ok ? { ok: true } : failure('IO_ERROR', saved.errno);
  }

  /** Somebody put another file there since it was loaded: goes on from that one if the key opens it, else says so. */
  async function adoptFromDisk(): Promise<VaultFailure | null> {
    const { open } = situation;
    if (open === null) return refusal('LOCKED', situation.state);
    try {
      const { head } = open.file;
      if ((await readStart(fs, vaultPath, head.length)).equals(head)) return null;
    } catch (error) {
      const errno = errnoOf(error);
      return errno === 'ENOENT' ? failure('MISSING', null) : failure('IO_ERROR', errno);
    }
    const found = await look(fs, vaultPath, kdf.lowestLogN);
    if (found.kind === 'file' && unsealVault(found.file, open.dek).ok) {
      become({ file: found.file, open: { ...open, file: found.file } });
      return null;
    }
    return refusal('VAULT_CHANGED', situation.state);
  }

  async function wrapAgain(entry: KeyringProtector): Promise<unknown> {
    if (keyring === null) return;
    return commit(async ({ dek, file }) => {
      const { id, addedAt, appName } = entry;
      const wrapped = await wrapForKeyring(keyring, dek, { ...file.header, id, addedAt, appName }, wait);
      if (!wrapped.ok) return failure(wrapped.state, wrapped.detail);
      return { protectors: replaced(file, wrapped.protector) };
    });
  }

  async function strengthen(id: string, passphrase: string): Promise<unknown> {
    return commit(async ({ dek, file }) => {
      const old = file.header.protectors.find((one) => one.id === id);
      if (old === undefined) return refusal('UNKNOWN_PROTECTOR', situation.state);
      const about = { vaultId: file.header.vaultId, id, addedAt: old.addedAt };
      return { protectors: replaced(file, await wrapForPassphrase(passphrase, dek, about, kdf)) };
    });
  }

  function retryLater(): void {
    const ms = BACK_OFF_MS[retries++];
    if (ms === undefined || closed) return;
    retrying.set(ms, () => {
      if (situation.state === 'LOCKED_RETRY') later(load);
    });
  }

  /** Starts the idle time anew. Only where a passphrase can unlock it again: a keyring would open it at once. */
  function touch(): void {
    idle.off();
    const { open } = situation;
    if (setup.autoLockMs === null || open === null || closed) return;
    const inUse = open.file.header.protectors.find(({ id }) => id === open.inUse);
    if (inUse?.type === 'passphrase') idle.set(setup.autoLockMs, lock);
  }

  function lock(): void {
    locks++;
    idle.off();
    const { open } = situation;
    if (open !== null) shut(lockedState(open.file), null);
  }

  function lockedState(file: VaultFile): VaultState {
    const asksKeyring = file.header.protectors.some(
      (one) => one.type === 'os-electron' && one.platform === keyring?.platform,
    );
    return asksKeyring ? 'LOCKED_RETRY' : 'LOCKED_PASSPHRASE';
  }

  function note(file: VaultFile): void {
    const { vaultId, gen } = file.header;
    remembered = { vaultId, gen };
    try {
      setup.remember({ vaultId, gen, headerSha256: headerSha256(file) });
    } catch {
      // the vault is on the disk; a note about it that could not be kept must not make that look failed
    }
  }

  return {
    situation: () => situation,
    serial,
    commit,
    write,
    unlock,
    tryPassphrase,
    lock,
    touch,
    load,
    sweep: () => sweepTemps(place),
    /** As if this directory had never had a vault: the person has said so. */
    forget() {
      remembered = null;
    },
    locks: () => locks,
    keyringProtects: () => become({ keyring: 'protected' }),
    retry(): Promise<VaultResult> {
      if (situation.open !== null) return Promise.resolve(refusal('ALREADY_UNLOCKED', situation.state));
      retrying.off();
      retries = 0;
      return load();
    },
    async close() {
      closed = true;
      idle.off();
      retrying.off();
      await tail;
      lock();
    },
  };
}

export function secretsOf(open: Open): readonly VaultSecret[] {
  const unsealed = unsealVault(open.file, open.dek);
  if (!unsealed.ok) throw new Error('a vault in memory does not open again');
  return unsealed.secrets;
}

function replaced(file: VaultFile, next: Protector): Protector[] {
  return file.header.protectors.map((one) => (one.id === next.id ? next : one));
}

function health(
  outcome: { readonly ok: boolean; readonly state?: string },
  keyring: OsKeyring | null,
): KeyringHealth {
  if (keyring === null) return 'none';
  if (outcome.ok) return 'protected';
  return outcome.state === 'UNPROTECTED_BACKEND' ? 'unprotected' : 'unknown';
}
