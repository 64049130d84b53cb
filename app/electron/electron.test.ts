import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Contract, contract } from '#shared/contract/contract.ts';
import { PORT_REQUEST } from '#shared/contract/host-bridge.ts';
import { findKind } from '#shared/providers/registry.ts';
import { ORIGIN, START } from './origin.ts';
import * as double from './testing/electron-double.ts';

// The real main entry, run against a recording double: the binary is not needed to see what it asks of Electron.
vi.mock('electron', () => import('./testing/electron-double.ts'));
vi.mock('#main/static/static.ts', async (original) => ({
  ...(await original<typeof import('#main/static/static.ts')>()),
  // the renderer is built later than the unit tests run
  loadStatic: () =>
    new Map([
      ['/index.html', { bytes: Buffer.from('<html>'), type: 'text/html; charset=utf-8', etag: '"1"' }],
    ]),
}));

const dataDir = mkdtempSync(join(tmpdir(), 'firedrill-electron-'));
let makeReady = () => {};

beforeAll(async () => {
  double.app.switches.set('data-dir', dataDir);
  double.app.becomesReady(new Promise((resolve) => (makeReady = resolve)));
  await import('./electron.ts');
  makeReady();
  await vi.waitUntil(() => double.BrowserWindow.all.length === 1);
});
afterAll(async () => {
  if (!double.recording.some(({ what }) => what === 'exit')) double.app.quit();
  await vi.waitUntil(() => double.recording.some(({ what }) => what === 'exit'));
  rmSync(dataDir, { recursive: true, force: true });
});

const recorded = (what: string) =>
  double.recording.filter((entry) => entry.what === what).map(({ value }) => value);
const order = (what: string) => double.recording.findIndex((entry) => entry.what === what);
const partition = () => {
  const session = double.partitions.get('firedrill-ui');
  if (session === undefined) throw new Error('the session was not made');
  return session;
};
const mainWindow = () => {
  const [window] = double.BrowserWindow.all;
  if (window === undefined) throw new Error('no window');
  return window;
};

/** The page's end of a port, with the contract's client on it. */
function clientOver(port: double.MessagePortDouble): ContractRouterClient<Contract> {
  const listeners: ((event: { data: unknown }) => void)[] = [];
  port.on('posted', (data: unknown) => listeners.forEach((listener) => listener({ data })));
  const link = new RPCLink({
    port: {
      postMessage: (message: unknown) => port.arrive(message),
      on: (event: string, listener: (event?: { data: unknown }) => void) => {
        if (event === 'message') listeners.push(listener);
      },
    },
  });
  return createORPCClient(link);
}

describe('before Electron is ready', () => {
  test('the sandbox is on for everything, and the scheme has just these privileges', () => {
    expect(order('enableSandbox')).toBeGreaterThanOrEqual(0);
    expect(order('enableSandbox')).toBeLessThan(order('ready'));
    expect(order('registerSchemesAsPrivileged')).toBeLessThan(order('ready'));
    expect(recorded('registerSchemesAsPrivileged')).toEqual([
      [
        {
          scheme: 'firedrill',
          privileges: {
            standard: true,
            secure: true,
            supportFetchAPI: true,
            codeCache: true,
            corsEnabled: false,
            bypassCSP: false,
            allowServiceWorkers: false,
            stream: false,
            allowExtensions: false,
          },
        },
      ],
    ]);
  });
  test('the name that keys are kept under is frozen', () => {
    expect(recorded('setName')).toEqual(['Firedrill']);
  });
});

test('every window is made with exactly these preferences', () => {
  const { session, preload, ...preferences } = mainWindow().options.webPreferences ?? {};
  expect(session).toBe(partition());
  expect(preload).toMatch(/preload[\\/]preload\.cjs$/);
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    enableWebSQL: false,
    spellcheck: false,
    safeDialogs: true,
    disableDialogs: true,
    devTools: true,
  });
  expect(mainWindow().webContents.mainFrame.url).toBe(START);
});

test('the session is in memory', () => {
  expect(recorded('fromPartition')).toEqual([{ partition: 'firedrill-ui', options: { cache: false } }]);
});

describe('whatever contents come to be', () => {
  const urls = [
    'https://example.com/',
    'http://127.0.0.1/',
    'file:///etc/passwd',
    'data:text/html,x',
    'javascript:alert(1)',
    'about:blank',
    'blob:firedrill://ui/1',
    'firedrill://evil/',
    'firedrill://ui.evil/',
    'FIREDRILL://UI/',
    START,
    'firedrill://a@ui/',
    'mailto:a@example.com',
    'vscode://x',
    'ftp://x/',
    'chrome://settings',
    'devtools://x',
    '',
    '//x',
    'x',
  ];
  test('opens no window', () => {
    const { openHandler } = mainWindow().webContents;
    for (const url of urls) expect(openHandler?.({ url } as never)).toEqual({ action: 'deny' });
  });
  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'is kept from %s',
    (event) => {
      const contents = new double.WebContentsDouble();
      double.app.emit('web-contents-created', {}, contents);
      for (const url of urls) {
        let isPrevented = false;
        contents.emit(event, { url, preventDefault: () => (isPrevented = true) });
        expect(isPrevented).toBe(true);
      }
    },
  );
});

describe('permissions', () => {
  /** Each one that Electron knows, read from its own types: a new one fails here until somebody has thought about it. */
  const names = (): string[] => {
    const types = readFileSync(new URL('../../node_modules/electron/electron.d.ts', import.meta.url), 'utf8');
    const line = types.split('\n').find((text) => text.includes('setPermissionCheckHandler(handler: (('));
    return [...(line ?? '').matchAll(/'([\w-]+)'/g)].map(([, name]) => name ?? '');
  };
  test('only copying text, and only by our page itself', () => {
    const all = names();
    expect(all).toHaveLength(46);
    for (const name of all) {
      for (const [from, isMainFrame] of [
        [START, true],
        [START, false],
        ['https://example.com/', true],
        ['about:blank', true],
      ] as const) {
        const isRight = name === 'clipboard-sanitized-write' && from === START && isMainFrame;
        const contents = new double.WebContentsDouble();
        contents.mainFrame.url = from;
        let granted: boolean | undefined;
        partition().permissionRequest?.(contents as never, name as never, (is) => (granted = is), {
          isMainFrame,
        } as never);
        expect(granted, name).toBe(isRight);
        expect(partition().permissionCheck?.(null, name as never, from, { isMainFrame }), name).toBe(isRight);
      }
    }
    expect(partition().devicePermission?.({} as never)).toBe(false);
  });
});

test('the window asks no network anything', () => {
  const foreign = [
    'https://example.com/',
    'http://127.0.0.1:1/',
    'ws://x/',
    'file:///etc/passwd',
    'data:,x',
    'firedrill://evil/',
    'blob:x',
    'devtools://x/',
  ];
  for (const url of [...foreign, START]) {
    let cancel: boolean | undefined;
    partition().beforeRequest?.({ url }, (response) => (cancel = response.cancel));
    expect(cancel, url).toBe(url !== START);
  }
});

describe('the scheme', () => {
  const get = (url: string, init: RequestInit & { initiatorOrigin?: string } = {}) => {
    const { initiatorOrigin, ...rest } = init;
    const request = Object.assign(new Request('https://x/', rest), { initiatorOrigin });
    Object.defineProperty(request, 'url', { value: url });
    return Promise.resolve(partition().schemes.get('firedrill')?.(request));
  };
  test('serves the build to itself, with a policy that reaches nothing', async () => {
    for (const initiatorOrigin of [undefined, ORIGIN]) {
      const response = await get(START, { initiatorOrigin });
      expect(response?.status).toBe(200);
      expect(response?.headers.get('content-security-policy')).toContain("connect-src 'none'");
    }
  });
  test.each([
    ['firedrill://ui/../package.json'],
    ['firedrill://ui/%2e%2e/package.json'],
    ['firedrill://ui/assets'],
    ['firedrill://ui/nothing'],
    ['firedrill://evil/index.html'],
    ['firedrill://ui.evil/index.html'],
    ['firedrill://a@ui/index.html'],
    ['https://ui/index.html'],
  ])('does not know %s', async (url) => {
    const response = await get(url);
    expect(response?.status).toBe(404);
    expect(response?.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
  test('answers nobody else, and nothing but reading', async () => {
    expect((await get(START, { initiatorOrigin: 'https://evil.example' }))?.status).toBe(404);
    expect((await get(START, { initiatorOrigin: 'null' }))?.status).toBe(404);
    expect((await get(START, { method: 'POST' }))?.status).toBe(404);
  });
});

test('a vault is opened by this computer’s keyring, through the asynchronous half of safeStorage alone', async () => {
  const port = new double.MessagePortDouble();
  const { webContents } = mainWindow();
  double.ipcMain.emit(PORT_REQUEST, {
    sender: webContents,
    senderFrame: webContents.mainFrame,
    type: 'frame',
    ports: [port],
  });
  const client = clientOver(port);
  const status = await client.vault.create({ keyring: true });
  expect(status).toMatchObject({
    state: 'UNLOCKED',
    protectors: [{ type: 'os-electron', backend: 'gnome_libsecret', inUse: true }],
  });
  await client.vault.lock({});
  expect(await client.vault.retry({})).toMatchObject({ state: 'UNLOCKED' });
});

describe('the contract over a MessagePort', () => {
  // contents that were refused too often are closed: each test has a window of its own
  beforeEach(() => {
    double.BrowserWindow.all.length = 0;
    double.app.emit('activate');
  });
  type Sender = { contents: double.WebContentsDouble; frame: unknown; type?: string };
  function knock({ contents, frame, type = 'frame' }: Sender, ports = [new double.MessagePortDouble()]) {
    double.ipcMain.emit(PORT_REQUEST, { sender: contents, senderFrame: frame, type, ports });
    return ports;
  }
  const own = (): Sender => ({
    contents: mainWindow().webContents,
    frame: mainWindow().webContents.mainFrame,
  });

  test('is carried for our own window', async () => {
    const [port] = knock(own());
    if (port === undefined) throw new Error('no port');
    const client = clientOver(port);
    expect((await client.app.info({})).host).toBe('electron');
    await expect(client.history.get({ id: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for await (const update of await client.live.updates({})) {
      expect(update).toEqual({ room: 'destinations', id: null });
      break;
    }
  });

  test.each<[string, () => Sender]>([
    ['a frame that is gone', () => ({ ...own(), frame: null })],
    ['a frame inside our page', () => ({ ...own(), frame: { url: START, origin: ORIGIN, parent: {} } })],
    [
      'a look-alike of the main frame',
      () => ({ ...own(), frame: { url: START, origin: ORIGIN, parent: null } }),
    ],
    [
      'a window we did not make',
      () => {
        const contents = new double.WebContentsDouble();
        Object.assign(contents.mainFrame, { url: START, origin: ORIGIN });
        return { contents, frame: contents.mainFrame };
      },
    ],
    ['a worker', () => ({ ...own(), type: 'service-worker' })],
  ])('is refused to %s', (_, sender) => {
    const [port] = knock(sender());
    expect(port).toMatchObject({ isClosed: true, isStarted: false });
  });

  test.each([
    ['about:blank', ORIGIN],
    ['https://evil.example/', 'https://evil.example'],
    ['firedrill://evil/', 'firedrill://evil'],
    ['firedrill://a@ui/', ORIGIN],
  ])('is refused to our window once it shows %s', (url, origin) => {
    const { mainFrame } = mainWindow().webContents;
    const before = { ...mainFrame };
    Object.assign(mainFrame, { url, origin });
    const [port] = knock(own());
    Object.assign(mainFrame, before);
    expect(port?.isClosed).toBe(true);
  });

  test('is refused with two ports at once, and to contents that keep trying', () => {
    const contents = new double.WebContentsDouble();
    for (let i = 0; i < 3; i++) knock({ contents, frame: contents.mainFrame });
    expect(contents.isGone).toBe(true);
    const ports = knock(own(), [new double.MessagePortDouble(), new double.MessagePortDouble()]);
    expect(ports.map(({ isClosed }) => isClosed)).toEqual([true, true]);
  });

  test.each([
    ['too long', 'x'.repeat(1024 * 1024 + 1)],
    ['too deep', '['.repeat(100)],
    ['no text', { a: 1 }],
  ])('ends when a message is %s', (_, message) => {
    const [port] = knock(own());
    port?.arrive(message);
    expect(port?.isClosed).toBe(true);
  });

  test('is the only thing that listens', () => {
    expect(double.ipcMain.eventNames()).toEqual([PORT_REQUEST]);
    expect(recorded('ipcMain.handle')).toEqual([]);
    expect(Object.keys(contract).length).toBeGreaterThan(0);
  });
});

test('of a client certificate, none is chosen', () => {
  let chosen: unknown = 'not asked';
  double.app.emit(
    'select-client-certificate',
    { preventDefault() {} },
    null,
    '',
    [{}],
    (certificate: unknown) => (chosen = certificate),
  );
  expect(chosen).toBeUndefined();
});

test('a download is stopped', () => {
  let isPrevented = false;
  partition().emit('will-download', { preventDefault: () => (isPrevented = true) });
  expect(isPrevented).toBe(true);
});

test('quitting with an incident left open asks first, and stays when that is wanted', async () => {
  const port = new double.MessagePortDouble();
  double.BrowserWindow.all.length = 0;
  double.app.emit('activate');
  const { webContents } = mainWindow();
  const frame = { senderFrame: webContents.mainFrame, type: 'frame', ports: [port] };
  double.ipcMain.emit(PORT_REQUEST, { sender: webContents, ...frame });
  const client = clientOver(port);
  const [to] = await client.destinations.list({});
  const kind = findKind(to?.provider ?? '', 'alert');
  await client.sends.send({
    clientRequestId: 'left-open',
    provider: to?.provider ?? '',
    kind: 'alert',
    destinationId: to?.id ?? '',
    params: kind?.withKey?.(kind.example, 'fd-left-open') ?? {},
  });
  const dialogs = () => recorded('showMessageBox').length;
  // the last window is closed, which is a wish to quit; the dialog is closed without a choice
  double.BrowserWindow.all.length = 0;
  double.app.quit();
  double.app.quit();
  await vi.waitUntil(() => double.BrowserWindow.all.length === 1);
  expect(recorded('showMessageBox')).toMatchObject([{ message: 'One incident is left open.' }]);
  expect(recorded('exit')).toEqual([]);
  double.pressed.push('Resolve all');
  double.app.quit();
  await vi.waitUntil(() => recorded('exit').length === 1);
  expect(dialogs()).toBe(2);
});
