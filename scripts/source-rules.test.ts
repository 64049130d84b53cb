import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { expect, test } from 'vitest';

// What no line of the product may say, and where the few exceptions are. Text, not types: it is meant to be noticed.
const root = fileURLToPath(new URL('..', import.meta.url));
const sources = ['app', 'main', 'renderer', 'shared']
  .flatMap((layer) =>
    readdirSync(join(root, layer), { recursive: true, encoding: 'utf8' }).map((name) => `${layer}/${name}`),
  )
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\/testing\/|\.d\.ts$/.test(path))
  .map((path) => ({ path, text: withoutComments(readFileSync(join(root, path), 'utf8')) }));

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');
}

const rules: readonly [what: string, pattern: RegExp, allowed?: readonly string[]][] = [
  [
    'a wall of the window taken down',
    /nodeIntegration\w*: true|contextIsolation: false|sandbox: false|webSecurity: false|webviewTag: true|allowRunningInsecureContent: true/,
  ],
  [
    'a window made outside the one place',
    /new (?:BrowserWindow|WebContentsView|BrowserView)\b/,
    ['app/electron/window.ts'],
  ],
  ['opening something with the system', /\bshell\.\w+\(/],
  ['ipcRenderer outside the preload', /\bipcRenderer\b/, ['app/electron/preload.ts']],
  ['code made from text', /\beval\(|new Function\(|\bvm\.run|setTimeout\(['"`]|setInterval\(['"`]/],
  [
    'HTML made from text',
    /dangerouslySetInnerHTML|\binnerHTML\b|outerHTML|insertAdjacentHTML|document\.write|srcdoc/,
  ],
  ['a new window', /target=["'{]*_blank|window\.open\(/],
  [
    'the network from the renderer',
    /\bfetch\(|XMLHttpRequest|new WebSocket|EventSource\(/,
    ['renderer/host/session.ts', 'renderer/host/web-link.ts'],
  ],
  ['HTTP sent past the sender', /https?\.request\(|from 'undici'/, ['main/send/http.ts']],
  [
    'TLS not verified',
    /rejectUnauthorized: false|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity|setCertificateVerifyProc/,
  ],
  ['chance that can be guessed', /Math\.random/],
  ['a session that stays', /['"]persist:|defaultSession/],
  ['keys kept in the open', /setUsePlainTextEncryption/],
  [
    'safeStorage that blocks, which Electron 46 drops',
    /\b(?:encrypt|decrypt)String\(|isEncryptionAvailable\(/,
  ],
  ['a decision by which host this is', /isElectron/],
  ['console', /\bconsole\./],
];

test('there is something to look at', () => {
  expect(sources.length).toBeGreaterThan(100);
});

test.each(rules)('no line has %s', (_, pattern, allowed = []) => {
  const found = sources
    .filter(({ path, text }) => pattern.test(text) && !allowed.includes(path))
    .map(({ path }) => path);
  expect(found).toEqual([]);
});

test.each(rules.filter(([, , allowed]) => allowed !== undefined))(
  'each exception to "no %s" is one',
  (_, pattern, allowed = []) => {
    const used = sources
      .filter(({ path, text }) => pattern.test(text) && allowed.includes(path))
      .map(({ path }) => path);
    expect(used.toSorted()).toEqual(allowed.toSorted());
  },
);

test('the engine and the interface name no vendor', () => {
  const vendors = /pagerduty|bigpanda|victorops|splunk/i;
  const found = sources
    .filter(({ path }) => /^(?:main|renderer|app)\//.test(path) && !path.startsWith('main/sandbox/'))
    .filter(({ text }) => vendors.test(text))
    .map(({ path }) => path);
  expect(found).toEqual([]);
});

test('plain http is written only for this computer, and for the way to a proxy', () => {
  // what goes through a proxy is encrypted from end to end
  const proxies = ['main/network/', 'renderer/rooms/settings/'];
  const others = sources.filter(({ path }) => !proxies.some((room) => path.startsWith(room)));
  const found = others.flatMap(({ path, text }) =>
    [...text.matchAll(/['"`]http:\/\/(?!127\.0\.0\.1|orpc)[^'"`]*/g)].map(
      ([literal]) => `${path}: ${literal}`,
    ),
  );
  expect(found).toEqual([]);
});
