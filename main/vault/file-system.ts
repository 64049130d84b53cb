import { constants } from 'node:fs';
import { mkdir, open, readdir, rename, unlink } from 'node:fs/promises';

/** What the vault needs of a disk: few calls, so that each can be made to fail, and crashes between them tried. */
export type FileSystemPort = {
  readonly platform: NodeJS.Platform;
  /** Undefined where files have no owner to compare. */
  readonly uid: number | undefined;
  /** `create`: for writing, owner only, and never what is there already or a link. `directory`: to sync it. */
  open(path: string, how: 'read' | 'create' | 'directory'): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  makeDir(path: string): Promise<void>;
  list(path: string): Promise<string[]>;
};

export type OpenFile = {
  stat(): Promise<{ readonly isFile: boolean; readonly size: number; readonly uid: number }>;
  read(into: Buffer, offset: number, length: number, position: number): Promise<number>;
  write(from: Buffer, offset: number, length: number, position: number): Promise<number>;
  sync(): Promise<void>;
  close(): Promise<void>;
};

// Windows has none of these, and `constants` then lacks them whatever its type says
const flag = (name: 'O_NOFOLLOW' | 'O_NONBLOCK' | 'O_DIRECTORY') => constants[name] ?? 0;
const FLAGS = {
  // not blocking: a pipe in the vault's place would otherwise be waited for, for ever
  read: constants.O_RDONLY | flag('O_NOFOLLOW') | flag('O_NONBLOCK'),
  create: constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | flag('O_NOFOLLOW'),
  directory: constants.O_RDONLY | flag('O_DIRECTORY'),
};

export const realFileSystem: FileSystemPort = {
  platform: process.platform,
  uid: process.getuid?.(),
  rename,
  unlink,
  async makeDir(path) {
    await mkdir(path, { mode: 0o700 });
  },
  list: (path) => readdir(path),
  async open(path, how) {
    const handle = await open(path, FLAGS[how], 0o600);
    return {
      async stat() {
        const stat = await handle.stat();
        return { isFile: stat.isFile(), size: stat.size, uid: stat.uid };
      },
      read: async (into, offset, length, position) =>
        (await handle.read(into, offset, length, position)).bytesRead,
      write: async (from, offset, length, position) =>
        (await handle.write(from, offset, length, position)).bytesWritten,
      sync: () => handle.sync(),
      close: () => handle.close(),
    };
  },
};

/** The code of a failed system call. Anything else is an error of ours, and goes on. */
export function errnoOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}

export function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** Calls again what a signal interrupted, as long as that is not all that ever happens. */
export async function uninterrupted<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      if (tries >= 20 || errnoOf(error) !== 'EINTR') throw error;
    }
  }
}
