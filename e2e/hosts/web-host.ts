import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';
import { node24 } from '../../scripts/setup.mjs';

const PROGRAM = path.resolve(import.meta.dirname, '..', '..', 'dist', 'web', 'web.js');

export type WebHost = {
  /** The last one it printed. It has a code in it, which connects one tab. */
  address(): string;
  /** The first one it prints after this call. */
  nextAddress(): Promise<string>;
  stop(): Promise<void>;
  kill(): Promise<void>;
};

/** The built web host on a free port. Returns when it has printed its address. */
export async function startWebHost(dataDir: string): Promise<WebHost> {
  const child = spawn(node24(), [PROGRAM, '--no-open', '--port', '0', '--data-dir', dataDir]);
  const addresses = listen(child);
  await addresses.next();
  return {
    address: addresses.last,
    nextAddress: addresses.next,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  };
}

function listen(child: ChildProcessWithoutNullStreams) {
  let said = '';
  let printed: readonly string[] = [];
  const waiting = new Set<() => void>();
  const hear = (text: string) => {
    said += text;
    printed = said.match(/http:\/\/127\.0\.0\.1:\d+\/#c=[\w-]+(?=\s)/g) ?? [];
    for (const look of waiting) look();
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);

  const next = () => {
    const before = printed.length;
    return new Promise<string>((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        waiting.delete(look);
        child.off('exit', ended).off('error', ended);
        act();
      };
      const look = () => {
        const found = printed[before];
        if (found !== undefined) settle(() => resolve(found));
      };
      const fail = (why: string) => settle(() => reject(new Error(`${why} The web host said:\n${said}`)));
      const ended = (why: unknown) => fail(`It ended (${String(why)}) before it printed an address.`);
      const timer = setTimeout(() => fail('No address was printed within 20 s.'), 20_000);
      waiting.add(look);
      child.once('exit', ended).once('error', ended);
    });
  };
  return { next, last: () => printed.at(-1) ?? '' };
}

function end(child: ChildProcessWithoutNullStreams, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill(signal);
  });
}
