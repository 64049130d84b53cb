import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { openInBrowser } from './hosts/browser-tab.ts';
import { desktopProblem, startDesktop } from './hosts/desktop-host.ts';
import type { Host } from './hosts/host.ts';
import { watchProblems } from './problems.ts';
import { type Recorder, startRecorder } from './recorder.ts';

export type HostOptions = { host: 'web' | 'desktop' };

export type App = Pick<Host, 'address' | 'openTab'> & {
  /** The window or tab of now; on the desktop another one after `restart`. */
  readonly page: Page;
  readonly dataDir: string;
  /** Stops the program and starts it again on the same data. */
  restart(): Promise<void>;
  /** The same, with something done to the data in between. */
  whileStopped(work: () => Promise<void>): Promise<void>;
  /** Kills the program in the middle of whatever it does, and starts it again, after `work`. */
  killed(work?: () => Promise<void>): Promise<void>;
  /** Violations of the page's policy, errors in its console. Each test has to end with none. */
  readonly problems: readonly string[];
};

type Fixtures = { app: App; recorder: Recorder; hostIsThere: void };

export const test = base.extend<HostOptions & Fixtures>({
  host: ['web', { option: true }],

  // before anything is started for the test
  hostIsThere: [
    async ({ host }, provide) => {
      const reason = host === 'desktop' ? desktopProblem() : undefined;
      test.skip(reason !== undefined, reason);
      await provide();
    },
    { auto: true },
  ],

  app: async ({ host, page }, provide) => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'firedrill-e2e-'));
    const problems: string[] = [];
    if (host === 'web') await watchProblems(page, problems);
    const start = async (): Promise<Host> => {
      const started = host === 'desktop' ? await startDesktop(dataDir) : await openInBrowser(page, dataDir);
      if (host === 'desktop') await watchProblems(started.page, problems);
      await expect(started.page.getByRole('heading', { level: 1 })).toBeVisible();
      return started;
    };

    let running = await start();
    const whileStopped = async (work: () => Promise<void>): Promise<void> => {
      await running.stop();
      await work();
      running = await start();
    };
    const killed = async (work?: () => Promise<void>): Promise<void> => {
      const before = problems.length;
      await running.kill();
      // the page says so when its host dies under it
      problems.length = before;
      await work?.();
      running = await start();
    };
    await provide({
      get page() {
        return running.page;
      },
      get address() {
        return running.address;
      },
      openTab: () => running.openTab(),
      dataDir,
      problems,
      restart: () => whileStopped(() => Promise.resolve()),
      whileStopped,
      killed,
    });
    await running.stop();
    rmSync(dataDir, { recursive: true, force: true });
    expect(problems).toEqual([]);
  },

  // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from here: nothing
  recorder: async ({}, provide) => {
    const recorder = await startRecorder();
    await provide(recorder);
    await recorder.close();
  },
});

export { expect } from '@playwright/test';
