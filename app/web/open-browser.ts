import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const APP_WINDOW_BROWSERS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'brave-browser',
  'microsoft-edge',
];
const FILE_LIFE_MS = 60_000;

/**
 * Opens the address in a window of its own where a Chromium-family browser is installed, else in the default
 * browser. Returns false when there is nothing to open it with; the caller has printed the address anyway.
 *
 * The address goes through a file that only this user can read: a command line can be read by everybody.
 */
export function openBrowser(address: string, dataDir: string, env: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform === 'linux' && env['DISPLAY'] === undefined && env['WAYLAND_DISPLAY'] === undefined)
    return false;
  const file = join(dataDir, `open-${randomBytes(8).toString('hex')}.html`);
  writeFileSync(
    file,
    `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${address}">`,
    {
      mode: 0o600,
    },
  );
  const remove = () => rmSync(file, { force: true });
  setTimeout(remove, FILE_LIFE_MS).unref();
  process.once('exit', remove);
  const [command, args] = opener(pathToFileURL(file).href, env);
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
  return true;
}

function opener(url: string, env: NodeJS.ProcessEnv): [command: string, args: string[]] {
  if (process.platform === 'darwin') {
    const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    return existsSync(chrome) ? [chrome, [`--app=${url}`]] : ['open', [url]];
  }
  if (process.platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', url]];
  const folders = (env['PATH'] ?? '').split(delimiter);
  const browser = APP_WINDOW_BROWSERS.find((name) =>
    folders.some((folder) => existsSync(join(folder, name))),
  );
  // Chromium refuses to run as root with its sandbox, and without it is no place for anything secret
  return browser === undefined || process.getuid?.() === 0
    ? ['xdg-open', [url]]
    : [browser, [`--app=${url}`]];
}
