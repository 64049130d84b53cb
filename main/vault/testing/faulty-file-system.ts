import { type FileSystemPort, type OpenFile, realFileSystem, systemError } from '#main/vault/file-system.ts';

type Call = 'open' | 'stat' | 'read' | 'write' | 'sync' | 'close' | 'rename' | 'unlink' | 'makeDir' | 'list';
export type Fault = 'ENOSPC' | 'EIO' | 'EACCES' | 'EMFILE' | 'EROFS' | 'EINTR' | 'short';
export const FAULTS: readonly Fault[] = ['ENOSPC', 'EIO', 'EACCES', 'EMFILE', 'EROFS', 'EINTR', 'short'];

export type FaultyFileSystem = FileSystemPort & {
  /** Every call since `failAt`, as `write vault.fdv.tmp-*`. */
  readonly calls: string[];
  /** The call with this number, counted from now, fails once. */
  failAt(index: number, fault: Fault): void;
};

/** The real one, of which any single call can fail. */
export function faultyFileSystem(real: FileSystemPort = realFileSystem): FaultyFileSystem {
  const calls: string[] = [];
  let at = -1;
  let fault: Fault = 'EIO';

  /** How much of a read or write is done: all of it, but for a short one. */
  function pass(call: Call, path: string, length = 0): number {
    const index = calls.push(`${call} ${(path.split('/').at(-1) ?? '').replace(/-[0-9a-f]{16}$/, '-*')}`) - 1;
    if (index !== at) return length;
    if (fault !== 'short') throw systemError(fault);
    return length > 1 ? Math.floor(length / 2) : length;
  }

  return {
    ...real,
    calls,
    failAt(index, next) {
      calls.length = 0;
      at = index;
      fault = next;
    },
    async open(path, how): Promise<OpenFile> {
      pass('open', path);
      const file = await real.open(path, how);
      return {
        async stat() {
          pass('stat', path);
          return file.stat();
        },
        read: async (into, offset, length, position) =>
          file.read(into, offset, pass('read', path, length), position),
        write: async (from, offset, length, position) =>
          file.write(from, offset, pass('write', path, length), position),
        async sync() {
          pass('sync', path);
          return file.sync();
        },
        async close() {
          await file.close();
          pass('close', path);
        },
      };
    },
    async rename(from, to) {
      pass('rename', to);
      return real.rename(from, to);
    },
    async unlink(path) {
      pass('unlink', path);
      return real.unlink(path);
    },
    async makeDir(path) {
      pass('makeDir', path);
      return real.makeDir(path);
    },
    async list(path) {
      pass('list', path);
      return real.list(path);
    },
  };
}
