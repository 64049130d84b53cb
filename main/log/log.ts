import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { destination, pino, type Logger } from 'pino';

export type Log = Logger;

/**
 * One file of JSON lines in the data directory. Errors are logged by type, code and stack only: a message may quote
 * what a user typed or a vendor answered.
 */
export function openLog(dataDir: string): Log {
  const folder = join(dataDir, 'logs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return pino(
    {
      base: { pid: process.pid },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      serializers: { err: safeError },
    },
    destination({ dest: join(folder, 'firedrill.log'), mode: 0o600, sync: true }),
  );
}

function safeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error ? String(error.code) : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { type: error.name, code, stack: frames.slice(0, 12).join('\n') };
}
