import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { canariesIn } from '#main/testing/canary.ts';

const PROGRAM = join(import.meta.dirname, '../cli.ts');
/** Half of a short command is compiling the program anew. */
const COMPILED = join(import.meta.dirname, '../../../.cache/compiled');

export type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string };
type Variables = Readonly<Record<string, string>>;

export type Cli = {
  readonly dataDir: string;
  /** The whole program from its source, as a process of its own; `input` is all of its stdin. */
  run(args: readonly string[], given?: { input?: string; env?: Variables }): Promise<Ran>;
  /** The same, with its stdin still open. */
  start(args: readonly string[], env?: Variables): Running;
  /** Which of `values` are in a file of the data folder, in whatever form. */
  filesHolding(values: readonly string[]): string[];
  remove(): void;
};
export type Running = { readonly child: ChildProcessWithoutNullStreams; readonly ended: Promise<Ran> };

/** A data folder of its own. `env` is for every run. */
export function openCli(env: Variables = {}): Cli {
  const dataDir = mkdtempSync(join(tmpdir(), 'firedrill-cli-'));
  const start = (args: readonly string[], more: Variables = {}): Running => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      env: {
        PATH: process.env['PATH'],
        NODE_COMPILE_CACHE: COMPILED,
        FIREDRILL_DATA_DIR: dataDir,
        ...env,
        ...more,
      },
    });
    // one that ends without reading closes its end of the pipe
    child.stdin.on('error', () => {});
    const exited = once(child, 'close');
    const ended = Promise.all([text(child.stdout), text(child.stderr), exited]).then(([stdout, stderr]) => ({
      code: child.exitCode,
      stdout,
      stderr,
    }));
    return { child, ended };
  };
  return {
    dataDir,
    start,
    run(args, { input = '', env: more } = {}) {
      const { child, ended } = start(args, more);
      child.stdin.end(input);
      return ended;
    },
    filesHolding: (values) =>
      filesIn(dataDir).filter((file) => canariesIn(readFileSync(file), values).length > 0),
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
