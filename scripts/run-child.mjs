// @ts-check
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * A child that takes over this terminal. Signals go on to it, and its exit code comes back.
 * @param {string} command @param {readonly string[]} args @param {{ cwd?: string; env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function runInForeground(command, args, options = {}) {
  const child = spawn(command, args, { ...options, stdio: 'inherit' });
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    // a terminal gives Ctrl+C to the child as well; twice would mean "now, at once"
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  return new Promise((resolve, reject) => {
    for (const signal of SIGNALS) process.on(signal, forward);
    const unwatch = whenOrphaned(() => child.kill('SIGTERM'));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      unwatch();
      for (const name of SIGNALS) process.off(name, forward);
      resolve(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 0));
    });
  });
}

/** @type {readonly NodeJS.Signals[]} */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * npm runs a script in a shell, which ends at a signal and hands nothing on: then only the parent's change is left to
 * see. Returns what ends the watch. @param {() => void} act
 */
export function whenOrphaned(act) {
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, 500);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * A child in a process group of its own, so that whatever it leaves behind can be ended with it.
 * `output`: everything it said, when `quiet`.
 * @param {string} command @param {readonly string[]} args
 * @param {{ cwd?: string; env?: NodeJS.ProcessEnv; quiet?: boolean; timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number; timedOut: boolean; output: string }>}
 */
export function runAlone(command, args, { quiet = false, timeoutMs, ...options } = {}) {
  const group = process.platform !== 'win32';
  const child = spawn(command, args, {
    ...options,
    detached: group,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
  });
  /** @param {NodeJS.Signals} signal */
  const end = (signal) => {
    try {
      if (group && child.pid !== undefined) process.kill(-child.pid, signal);
      else child.kill(signal);
    } catch {
      // nothing of it is left
    }
  };
  let output = '';
  let timedOut = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
  }
  /** @type {NodeJS.Timeout | undefined} */
  let last;
  /** @param {NodeJS.Signals} signal */
  const stop = (signal) => {
    end(signal);
    last ??= setTimeout(() => end('SIGKILL'), 5000);
  };
  const limit =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true;
          stop('SIGTERM');
        }, timeoutMs);
  const unwatch = whenOrphaned(() => stop('SIGTERM'));
  const done = () => {
    unwatch();
    clearTimeout(limit);
    clearTimeout(last);
    for (const signal of SIGNALS) process.off(signal, stop);
    end('SIGKILL');
  };
  return new Promise((resolve, reject) => {
    for (const signal of SIGNALS) process.on(signal, stop);
    child.once('error', (error) => {
      done();
      reject(error);
    });
    // what it left behind may hold its pipes open, so that goes first
    child.once('exit', done);
    child.once('close', (code, signal) => {
      resolve({ code: code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 0), timedOut, output });
    });
  });
}
