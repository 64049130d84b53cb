// @ts-check
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runAlone } from './run-child.mjs';
import { CACHE, node24, readJson, ROOT, say, writeJson } from './setup.mjs';

const PACKAGE = path.join(ROOT, 'node_modules', 'electron');
const UNAVAILABLE = path.join(CACHE, 'electron-unavailable.json');

/**
 * Electron's program, or undefined. Looks for the file: importing the package would start a download.
 * @param {NodeJS.ProcessEnv} [env]
 */
export function electronBinary(env = process.env) {
  const name =
    process.platform === 'darwin'
      ? path.join('Electron.app', 'Contents', 'MacOS', 'Electron')
      : process.platform === 'win32'
        ? 'electron.exe'
        : 'electron';
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const file = path.join(
    override === undefined || override === '' ? path.join(PACKAGE, 'dist') : override,
    name,
  );
  return existsSync(file) ? file : undefined;
}

/**
 * Electron's program, fetched once if it is not there. A failure is remembered for this version of Electron, so that
 * a machine without a way to it does not wait at each start.
 * @param {{ retry?: boolean }} [options]
 * @returns {Promise<{ path: string } | { reason: string }>}
 */
export async function ensureElectron({ retry = false } = {}) {
  const present = electronBinary();
  if (present !== undefined) return { path: present };
  const version = String(
    /** @type {{ version?: string } | undefined} */ (readJson(path.join(PACKAGE, 'package.json')))?.version,
  );
  const failed = /** @type {{ version?: string; reason?: string } | undefined} */ (readJson(UNAVAILABLE));
  if (!retry && failed?.version === version && failed.reason !== undefined) return { reason: failed.reason };

  say(`fetching Electron ${version} (once, a minute at most)…`);
  const result = await runAlone(node24(), [path.join(PACKAGE, 'install.js')], {
    cwd: ROOT,
    env: { ...process.env, ELECTRON_GET_NO_PROGRESS: '1' },
    quiet: true,
    timeoutMs: 60_000,
  });
  const fetched = electronBinary();
  if (result.code === 0 && fetched !== undefined) return { path: fetched };
  const reason = `Electron ${version} could not be fetched (${result.timedOut ? 'no end after 60 s' : cause(result.output)})`;
  writeJson(UNAVAILABLE, { version, reason, at: new Date().toISOString() });
  return { reason };
}

/**
 * Why no window can be opened here, or undefined.
 * @param {{ platform?: NodeJS.Platform; env?: NodeJS.ProcessEnv; root?: boolean }} [machine]
 */
export function windowProblem({
  platform = process.platform,
  env = process.env,
  root = process.getuid?.() === 0,
} = {}) {
  if (platform === 'win32' || platform === 'darwin') return undefined;
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) {
    return 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)';
  }
  // as root, Chromium starts only without its sandbox, and Firedrill never turns that off by itself
  return root ? 'you are root, and Electron keeps its sandbox only for other users' : undefined;
}

/** @param {string} output */
function cause(output) {
  const code =
    /\b(ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|CERT_[A-Z_]+|SELF_SIGNED_[A-Z_]+)\b[^\n]*/.exec(
      output,
    );
  const line = code?.[0] ?? output.split('\n').find((text) => /error/i.test(text)) ?? 'no word of why';
  return line.trim().slice(0, 120);
}
