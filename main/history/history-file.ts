import { copyFileSync, existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { checkDatabase, type FileState, stateOf, versionOf } from '#main/database/check.ts';
import { DatabaseTooNew, openDatabase, openDatabaseReadOnly } from '#main/database/database.ts';
import { moveDatabaseAside, syncDirectory } from '#main/database/move-aside.ts';
import type { Log } from '#main/log/log.ts';
import type { AppInfo } from '#shared/contract/contract.ts';
import { openBackups } from './backups.ts';
import { countOn, isBehind } from './generation.ts';
import { openHistory } from './history.ts';
import { openHistorySettings } from './history-settings.ts';
import { runJob } from './job.ts';
import { historyMigrations } from './migrations.ts';
import { readPage } from './read-history.ts';
import { openSavedFilters } from './saved-filters.ts';

export type HistoryFile = {
  readonly path: string;
  readonly database: DatabaseSync;
  /** How it was found. `read-only` when a newer Firedrill wrote it: it is shown, and nothing can be sent. */
  readonly condition: AppInfo['history'];
  /** Waits for a backup or check that is under way, which is told to stop. */
  close(): Promise<void>;
};

export type HistoryFileOptions = {
  readonly dataDir: string;
  readonly now: () => Date;
  readonly log: Log;
  /** Larger ones are read through beside the running program. */
  readonly checkedAtOnceBytes?: number;
  readonly firstBackupAfterMs?: number;
};

/** Reading this much takes about a third of a second. */
const CHECKED_AT_ONCE = 64 * 1024 * 1024;
const NEWEST = historyMigrations.at(-1)?.version ?? 0;
/** When it was last read through with everything in it. */
const CHECKED = 'checked';
const EVER = '1970-01-01T00:00:00Z';
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/**
 * Opens the history, and never on top of a damaged one: that is put aside with all that belongs to it, and the newest
 * backup that is whole takes its place. Throws in words when it cannot be used, and then nothing was changed.
 */
export async function openHistoryFile(options: HistoryFileOptions): Promise<HistoryFile> {
  const { dataDir, now, log } = options;
  const path = join(dataDir, 'history.db');
  // says that there was a history here: SQLite takes an empty or missing file for a new one, and all would seem well
  const installed = join(dataDir, 'history.installed');
  // there while it is open, so that the next start knows whether it was closed
  const underWay = join(dataDir, 'history.under-way');
  // what a check found that was made while the program ran
  const known = join(dataDir, 'history.damaged');
  const backups = openBackups(dataDir, now);

  const found = stateOf(path);
  const version = found === 'ok' ? versionOf(path) : 0;
  if (version !== null && version > NEWEST) return readOnly(path);

  const isLarge = found === 'ok' && statSync(path).size > (options.checkedAtOnceBytes ?? CHECKED_AT_ONCE);
  const wasInterrupted = existsSync(underWay);
  const read: FileState =
    existsSync(known) || version === null
      ? 'damaged'
      : found !== 'ok' || isLarge
        ? found
        : checkDatabase(path, wasInterrupted);
  const state: FileState | 'outdated' = read === 'ok' && isBehind(path, installed) ? 'outdated' : read;
  const isNew = (state === 'missing' || state === 'empty') && !existsSync(installed);
  let condition: AppInfo['history'] = 'ok';
  if (state !== 'ok' && !isNew) {
    condition = replace(path, state, backups.list(), now());
    log.error({ state, condition }, 'the history was put aside');
    rmSync(known, { force: true });
  } else if (state !== 'ok') {
    // of a first start that was cut off; a -wal without its database belongs to nothing
    moveDatabaseAside(path, state, now());
  }

  const before = existsSync(path) ? versionOf(path) : 0;
  if (before !== null && before > 0 && before < NEWEST) await backUpBefore(path, before, backups);
  const database = openDatabase(path, historyMigrations);
  countOn(database, installed);
  writeFileSync(underWay, `${process.pid}\n`, { mode: 0o600 });

  const settings = openHistorySettings(database);
  const stop = new AbortController();
  const upkeep = keepUp();
  return {
    path,
    database,
    condition,
    async close() {
      stop.abort();
      await upkeep;
      if (!existsSync(known)) countOn(database, installed);
      database.close();
      rmSync(underWay, { force: true });
    },
  };

  /** One thing after the other, until it is closed; what goes wrong is logged and tried again an hour later. */
  async function keepUp(): Promise<void> {
    let isChecked = !isLarge || condition !== 'ok';
    const pause = (ms: number) => setTimeout(ms, undefined, { signal: stop.signal, ref: false });
    try {
      for (let wait = options.firstBackupAfterMs ?? 30_000; ; wait = HOUR_MS) {
        await pause(wait);
        const isFullDue = now().getTime() - Date.parse(settings.get(CHECKED) ?? EVER) >= 7 * DAY_MS;
        if (!isChecked || isFullDue) isChecked = await isWhole(isFullDue || wasInterrupted);
        if (isChecked && now().getTime() - (backups.newest()?.getTime() ?? 0) >= DAY_MS) {
          await backups
            .make(database, NEWEST, stop.signal)
            .catch((error: unknown) => log.error({ err: error }, 'the history could not be backed up'));
        }
      }
    } catch (error) {
      if (!stop.signal.aborted) log.error({ err: error }, 'the history is not looked after any more');
    }
  }

  /** `isFull`: the indexes are held against their tables too, which takes minutes of a large one. */
  async function isWhole(isFull: boolean): Promise<boolean> {
    const checked = await runJob({ does: 'check', path, isFull });
    if (checked === 'ok') {
      if (isFull) settings.set(CHECKED, now().toISOString());
      return true;
    }
    // nothing may be sent that could be lost: every write fails from here on, and the next start puts the file aside
    database.exec('PRAGMA query_only = ON');
    writeFileSync(known, `${checked}\n`, { mode: 0o600 });
    log.error({ state: checked }, 'the history is damaged');
    return false;
  }
}

function readOnly(path: string): HistoryFile {
  const database = openDatabaseReadOnly(path, historyMigrations, { isAnyVersionFine: true });
  try {
    // whether what this version asks for is still there
    readPage(database, {}, null, 1);
    openHistory(database);
    openSavedFilters(database);
  } catch (cause) {
    database.close();
    throw new DatabaseTooNew(
      `${path} was written by a newer Firedrill. Update this one; nothing was changed.`,
      { cause },
    );
  }
  return {
    path,
    database,
    condition: 'read-only',
    close: async () => database.close(),
  };
}

/** What is there goes aside; the newest backup that is whole is copied into its place. */
function replace(
  path: string,
  reason: FileState | 'outdated',
  backups: readonly string[],
  now: Date,
): 'restored' | 'started-anew' {
  moveDatabaseAside(path, reason, now);
  const whole = backups.find(
    (backup) => checkDatabase(backup, true) === 'ok' && (versionOf(backup) ?? 0) <= NEWEST,
  );
  if (whole === undefined) return 'started-anew';
  copyFileSync(whole, path);
  syncDirectory(join(path, '..'));
  return 'restored';
}

async function backUpBefore(
  path: string,
  version: number,
  backups: ReturnType<typeof openBackups>,
): Promise<void> {
  const database = openDatabaseReadOnly(path, historyMigrations, { isAnyVersionFine: true });
  try {
    await backups.make(database, version);
  } catch (cause) {
    throw new Error(
      `The history has to be brought up to date, and could not be backed up before that. Free some space in ${path}'s folder, then start again; nothing was changed.`,
      { cause },
    );
  } finally {
    database.close();
  }
}
