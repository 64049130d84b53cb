import { join } from 'node:path';
import type { AppInfo } from '#shared/contract/contract.ts';
import { openDataDir } from './data-dir/data-dir.ts';
import { takeOwnership } from './data-dir/owner-lock.ts';
import { openDatabase } from './database/database.ts';
import { openHistory } from './history/history.ts';
import { historyMigrations } from './history/migrations.ts';
import { openLive } from './live/live.ts';
import { type Log, openLog } from './log/log.ts';
import { createRouter, type EngineRouter } from './router.ts';
import { builtInDestinations, builtInSecrets } from './sandbox/built-in.ts';
import { openSandbox } from './sandbox/sandbox.ts';
import { openSecrets } from './secrets/secrets.ts';
import type { Timeouts } from './send/http.ts';
import { openSender } from './send/sender.ts';
import { openDestinations } from './workspace/destinations.ts';
import { openDrafts } from './workspace/drafts.ts';
import { workspaceMigrations } from './workspace/migrations.ts';

export type EngineOptions = {
  readonly dataDir: string;
  readonly host: AppInfo['host'];
  readonly version: string;
  readonly now?: () => Date;
  readonly timeouts?: Timeouts;
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
    const historyDatabase = openDatabase(join(dataDir, 'history.db'), historyMigrations);
    opened.push(historyDatabase);
    const sandbox = await openSandbox({});
    opened.push(sandbox);

    const live = openLive();
    const history = openHistory(historyDatabase);
    const secrets = openSecrets(builtInSecrets(sandbox, now()), now);
    const destinations = openDestinations(workspace, builtInDestinations(sandbox, now()), now);
    const drafts = openDrafts(workspace, now);
    const info: AppInfo = {
      version: options.version,
      host: options.host,
      secretsKept: 'memory',
      sandbox: { origin: sandbox.origin },
      startedAt: now().toISOString(),
      interruptedSends: history.recover(now()),
    };
    const sender = openSender({
      history,
      secrets,
      destination: (id) => destinations.find(id),
      log,
      now,
      changed: (id) => live.changed('history', id),
      ...(options.timeouts === undefined ? {} : { timeouts: options.timeouts }),
    });
    const router = createRouter({ info, live, destinations, secrets, drafts, history, sender });
    return { router, log, info, close };
  } catch (error) {
    await close();
    throw error;
  }
}
