import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { node24 } from '../../scripts/setup.mjs';
import { watchProblems } from '../problems.ts';
import { preloadWorld, type Wired } from './preload-world.ts';
import type { FromMain, ToMain } from './relay.ts';

const DIST = path.resolve(import.meta.dirname, '..', '..', 'dist');

export type EmulatedDesktop = {
  readonly page: Page;
  /** What the first window was made with, without the session and the preload's path. */
  readonly webPreferences: Readonly<Record<string, unknown>>;
  readonly url: string;
};

/** The real main and preload bundles, without Electron's binary: main in Node, preload and page in Chromium. */
export const test = base.extend<{ desktop: EmulatedDesktop }>({
  desktop: async ({ page }, provide) => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'firedrill-emulated-'));
    const main = await startMain(dataDir);
    const problems: string[] = [];
    await watchProblems(page, problems);
    await main.carryPorts(page);
    await page.addInitScript({
      content: preloadWorld(readFileSync(path.join(DIST, 'preload', 'preload.cjs'), 'utf8')),
    });
    await page.goto(`${main.ready.origin}/index.html`);
    await provide({ page, webPreferences: main.ready.webPreferences, url: main.ready.url });
    await page.goto('about:blank');
    await main.stop();
    rmSync(dataDir, { recursive: true, force: true });
    expect(problems).toEqual([]);
  },
});

async function startMain(dataDir: string) {
  const child = fork(path.join(import.meta.dirname, 'host.ts'), {
    execPath: node24(),
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, FIREDRILL_DATA_DIR: dataDir, NODE_OPTIONS: '' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const inbox = new Map<number, ReturnType<typeof queue>>();

  const ready = await new Promise<Extract<FromMain, { kind: 'ready' }>>((resolve, reject) => {
    child.on('message', (message: FromMain) => {
      if (message.kind === 'ready') resolve(message);
      else inbox.get(message.id)?.put(message.kind === 'closed' ? null : wired(message.data));
    });
    void gone.then(() => reject(new Error(`The main process ended early. It said:\n${said}`)));
  });
  const send = (message: ToMain) => child.connected && child.send(message);

  let ports = 0;
  return {
    ready,
    async carryPorts(page: Page) {
      await page.exposeBinding('relayConnect', (_source, channel: string) => {
        const id = ++ports;
        inbox.set(id, queue());
        send({ kind: 'connect', id, channel });
        return id;
      });
      await page.exposeBinding('relaySend', (_source, id: number, message: Wired) => {
        send({ kind: 'message', id, data: unwired(message) });
      });
      await page.exposeBinding('relayNext', (_source, id: number) => inbox.get(id)?.take() ?? null);
    },
    async stop() {
      for (const messages of inbox.values()) messages.put(null);
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
      await gone;
      clearTimeout(timer);
    },
  };
}

/** Messages for one port, in order; `null` is its end. */
function queue() {
  const messages: (Wired | null)[] = [];
  const waiting: ((message: Wired | null) => void)[] = [];
  return {
    put(message: Wired | null) {
      const first = waiting.shift();
      if (first === undefined) messages.push(message);
      else first(message);
    },
    take: () =>
      new Promise<Wired | null>((resolve) => {
        const first = messages.shift();
        if (first === undefined) waiting.push(resolve);
        else resolve(first);
      }),
  };
}

function wired(data: unknown): Wired {
  return typeof data === 'string'
    ? { text: data }
    : { base64: Buffer.from(data as Uint8Array).toString('base64') };
}

function unwired(message: Wired): unknown {
  return 'text' in message ? message.text : new Uint8Array(Buffer.from(message.base64, 'base64'));
}

export { expect } from '@playwright/test';
