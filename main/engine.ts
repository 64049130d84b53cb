import { join } from 'node:path';
import type { AppInfo } from '#shared/contract/contract.ts';
import { openBatches } from './batches/batches.ts';
import { openDataDir } from './data-dir/data-dir.ts';
import { takeOwnership } from './data-dir/owner-lock.ts';
import { openDatabase } from './database/database.ts';
import { openAcceptance } from './history/acceptance.ts';
import { openHistoryExports } from './history/exports.ts';
import { openHistory } from './history/history.ts';
import { withKept } from './history/outcomes.ts';
import { openHistoryFile } from './history/history-file.ts';
import { openHistoryReader } from './history/reader.ts';
import { openRetention } from './history/retention.ts';
import { openSavedFilters } from './history/saved-filters.ts';
import { openIncidents } from './incidents/incidents.ts';
import { openLedger } from './incidents/ledger.ts';
import type { Timers } from './incidents/timers.ts';
import { openLive } from './live/live.ts';
import { type Log, openLog } from './log/log.ts';
import { createRouter, type EngineRouter } from './router.ts';
import { builtInDestinations, builtInSecrets } from './sandbox/built-in.ts';
import { openSandbox } from './sandbox/sandbox.ts';
import type { EnvironmentSecrets } from './secrets/environment.ts';
import { openSecrets } from './secrets/secrets.ts';
import { openSecretUses } from './secrets/uses.ts';
import { type Clock, systemClock } from './send/clock.ts';
import { openNetwork, type SystemProxy } from './network/network.ts';
import { openSettings } from './settings/settings.ts';
import { openGuard } from './send/guard.ts';
import type { Timeouts } from './send/http.ts';
import { openSender } from './send/sender.ts';
import { openBackupFiles } from './vault/backup-files.ts';
import type { OsKeyring } from './vault/protectors/os-keyring.ts';
import { openSeen } from './vault/seen.ts';
import { openVault, type VaultOptions } from './vault/vault.ts';
import { openDestinations } from './workspace/destinations.ts';
import { openDrafts } from './workspace/drafts.ts';
import { workspaceMigrations } from './workspace/migrations.ts';

/** Idle minutes after which a vault that a passphrase opened is locked again. */
const AUTO_LOCK_MINUTES = 8 * 60;

export type EngineOptions = {
  readonly dataDir: string;
  readonly host: AppInfo['host'];
  readonly version: string;
  readonly now?: () => Date;
  readonly timeouts?: Timeouts;
  readonly holdMs?: number;
  readonly clock?: Clock;
  /** Whether incidents are resolved when their time has come; a program that is there for a moment may leave it. */
  readonly firesTimers?: boolean;
  /** What the system says about proxies, where somebody can be asked. */
  readonly systemProxy?: SystemProxy;
  /** Where a proxy may be named; the program's own when it is left out. */
  readonly env?: NodeJS.ProcessEnv;
  /** Of the desktop; null where there is none to ask. */
  readonly keyring?: OsKeyring | null;
  /** Opens the vault at the start; from the environment, never from an argument. */
  readonly passphrase?: string | null;
  readonly environment?: EnvironmentSecrets;
  /** The cost of a passphrase, for tests. */
  readonly kdf?: VaultOptions['kdf'];
};

export type Engine = {
  readonly router: EngineRouter;
  readonly log: Log;
  readonly info: AppInfo;
  close(): Promise<void>;
};

/**
 * Joins the rooms. Throws in words when the data directory cannot be used: held by another Firedrill, written by a
 * newer one, not writable.
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const now = options.now ?? (() => new Date());
  const dataDir = openDataDir(options.dataDir);
  const owner = takeOwnership(dataDir, options.host, now());
  const opened: { close(): unknown }[] = [{ close: () => owner.release() }];
  const close = async () => {
    for (const part of opened.toReversed()) await part.close();
    opened.length = 0;
  };
  try {
    const log = openLog(dataDir);
    const workspace = openDatabase(join(dataDir, 'workspace.db'), workspaceMigrations);
    opened.push(workspace);
    const historyFile = await openHistoryFile({ dataDir, now, log });
    opened.push(historyFile);
    const reader = openHistoryReader(historyFile.path);
    opened.push(reader);
    const sandbox = await openSandbox({});
    opened.push(sandbox);

    const live = openLive();
    const seen = openSeen(workspace);
    const vault = await openVault({
      dataDir,
      keyring: options.keyring ?? null,
      app: `Firedrill/${options.version}`,
      now,
      remembered: seen.remembered,
      remember: seen.remember,
      changed: () => {
        live.changed('vault');
        live.changed('secrets');
      },
      autoLockMs: AUTO_LOCK_MINUTES * 60_000,
      ...(options.kdf === undefined ? {} : { kdf: options.kdf }),
    });
    opened.push(vault);
    if (typeof options.passphrase === 'string' && vault.status().state === 'LOCKED_PASSPHRASE') {
      await vault.unlock(options.passphrase);
    }
    const isReadOnly = historyFile.condition === 'read-only';
    const ledger = openLedger(historyFile.database, () => live.changed('incidents'));
    if (!isReadOnly) ledger.catchUp();
    const history = openHistory(historyFile.database, (send) => ledger.record(send));
    opened.push(history);
    const recovered = isReadOnly ? { unknown: 0, waiting: [] } : history.recover(now());
    const retention = openRetention(historyFile.database, {
      now,
      log,
      changed: () => live.changed('history'),
    });
    opened.push(retention);
    const secrets = openSecrets({
      builtIn: builtInSecrets(sandbox, now()),
      environment: options.environment ?? { list: () => [] },
      vault,
      uses: openSecretUses(workspace),
      now,
    });
    const destinations = openDestinations(workspace, builtInDestinations(sandbox, now()), now);
    const drafts = openDrafts(workspace, now);
    const acceptance = openAcceptance(historyFile.database, historyFile.condition);
    const info: AppInfo = {
      version: options.version,
      host: options.host,
      sandbox: { origin: sandbox.origin },
      startedAt: now().toISOString(),
      interruptedSends: recovered.unknown,
      history: acceptance.condition,
      historyAwaitsAcceptance: acceptance.isAwaited(),
      missedTimers: ledger.countDue(now()),
    };
    const settings = openSettings(workspace);
    const network = openNetwork({
      settings: settings.get,
      env: options.env ?? process.env,
      systemProxy: options.systemProxy ?? null,
      now,
    });
    const clock = options.clock ?? systemClock;
    let timers: Timers | null = null;
    // what a timer began ends with the sender, and is written down after it
    opened.push({ close: () => timers?.settled() });
    const sender = openSender({
      network,
      history,
      secrets,
      destination: (id) => destinations.find(id),
      vaultState: () => vault.status().state,
      unaccepted: acceptance.obstacle,
      guard: openGuard(() => performance.now()),
      log,
      now,
      clock,
      changed: (id) => live.changed('history', id),
      ...(options.timeouts === undefined ? {} : { timeouts: options.timeouts }),
      ...(options.holdMs === undefined ? {} : { holdMs: options.holdMs }),
    });
    const batches = openBatches({
      database: historyFile.database,
      history,
      sender,
      destination: (id) => destinations.find(id),
      unaccepted: acceptance.obstacle,
      log,
      now,
      changed: (id) => {
        live.changed('batches', id);
        live.changed('history');
      },
      ...(options.holdMs === undefined ? {} : { holdMs: options.holdMs }),
    });
    // together: the rows that are under way end with the sender, and the batches with their rows
    opened.push({ close: () => Promise.all([batches.close(), sender.close()]) });
    sender.resume(recovered.waiting);
    const incidents = openIncidents({
      ledger,
      history,
      sender,
      destination: (id) => destinations.find(id),
      clock,
      now,
      live,
      log,
    });
    if (!isReadOnly && options.firesTimers !== false) {
      const started = incidents.startTimers();
      timers = started;
      opened.push({ close: () => started.stop() });
    }
    const router = createRouter({
      info,
      acceptance,
      appInfo: () => ({ ...info, historyAwaitsAcceptance: acceptance.isAwaited() }),
      live,
      destinations,
      secrets,
      drafts,
      reader: withKept(reader, () => history.unwritten()),
      exports: openHistoryExports(dataDir, historyFile.path, now),
      retention,
      savedFilters: openSavedFilters(historyFile.database),
      sender,
      batches,
      incidents,
      vault,
      forgetVault: seen.forget,
      backups: openBackupFiles(dataDir, now),
      autoLockMinutes: AUTO_LOCK_MINUTES,
      settings,
      network,
      now,
    });
    return { router, log, info, close };
  } catch (error) {
    await close();
    throw error;
  }
}
