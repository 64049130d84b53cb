// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { runAlone } from './run-child.mjs';
import { CACHE, node24, onPath, readJson, ROOT, say, SetupError, toolFile, writeJson } from './setup.mjs';

const REMEMBERED = path.join(CACHE, 'browser.json');
const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge',
];
const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/lib/chromium/chromium',
  '/opt/google/chrome/chrome',
  '/opt/microsoft/msedge/msedge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
    const folder = process.env[name];
    return folder === undefined
      ? []
      : [
          path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
          path.join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
        ];
  }),
];

/** A Chromium for the tests in a browser: what is there, else what can be got. Needs `ensureInstalled` first. */
export async function ensureBrowser() {
  const found = await findBrowser();
  if (found !== undefined) return found;
  const tried = [];

  say('no Chromium or Chrome here; asking Playwright for one (two minutes at most)…');
  const install = await runAlone(node24(), [toolFile('playwright'), 'install', 'chromium'], {
    cwd: ROOT,
    quiet: true,
    timeoutMs: 120_000,
  });
  const fromPlaywright = await playwrightBrowser();
  if (fromPlaywright !== undefined) return remember(fromPlaywright);
  tried.push(
    `playwright install chromium: ${install.timedOut ? 'no end after 120 s' : lastWords(install.output)}`,
  );

  if (process.getuid?.() === 0 && existsSync('/etc/debian_version') && onPath('apt-get').length > 0) {
    say('asking apt-get for chromium…');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const update = await runAlone('apt-get', ['update', '-qq'], { env, quiet: true, timeoutMs: 180_000 });
    const apt = await runAlone('apt-get', ['install', '-y', '-qq', 'chromium'], {
      env,
      quiet: true,
      timeoutMs: 480_000,
    });
    const fromApt = installedBrowsers().find(runs);
    if (fromApt !== undefined) return remember(fromApt);
    tried.push(`apt-get install chromium: ${lastWords(apt.output || update.output)}`);
  }
  throw new SetupError(
    [
      'The tests in a browser need Chromium, Chrome or Edge, and none could be found or fetched.',
      ...tried.map((line) => `  ${line}`),
      'Install one (Debian, Ubuntu: apt-get install chromium; Fedora: dnf install chromium; macOS: brew install --cask google-chrome),',
      'or name its file in FIREDRILL_CHROMIUM.',
    ].join('\n'),
  );
}

/** A browser that is there and starts; nothing is fetched. */
export async function findBrowser() {
  const named = process.env['FIREDRILL_CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new SetupError(`FIREDRILL_CHROMIUM names ${named}, and there is no such file.`);
  }
  const remembered = /** @type {{ path?: string } | undefined} */ (readJson(REMEMBERED))?.path;
  if (remembered !== undefined && existsSync(remembered)) return remembered;
  const found = installedBrowsers().find(runs) ?? (await playwrightBrowser());
  return found === undefined ? undefined : remember(found);
}

function installedBrowsers() {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return [
    ...NAMES.flatMap((name) => onPath(name + suffix)),
    ...USUAL_PLACES.filter((file) => existsSync(file)),
  ];
}

async function playwrightBrowser() {
  const core = path.join(ROOT, 'node_modules', 'playwright-core', 'index.mjs');
  if (!existsSync(core)) return undefined;
  const { chromium } = await import(pathToFileURL(core).href);
  const file = String(chromium.executablePath());
  return existsSync(file) && runs(file) ? file : undefined;
}

/** Some distributions have a script of this name that only says how to install a snap. @param {string} file */
function runs(file) {
  // on Windows `--version` opens a window
  if (process.platform === 'win32') return true;
  const { status, stdout } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 15_000 });
  return status === 0 && /\d+\.\d+\.\d+/.test(stdout);
}

/** @param {string} file */
function remember(file) {
  writeJson(REMEMBERED, { path: file });
  return file;
}

/** @param {string} output */
function lastWords(output) {
  return (
    output
      .split('\n')
      .map((line) => line.trim())
      .findLast((line) => line !== '') ?? 'no word of why'
  ).slice(0, 200);
}
