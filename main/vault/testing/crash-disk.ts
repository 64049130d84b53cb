import { basename } from 'node:path';
import { type FileSystemPort, systemError } from '#main/vault/file-system.ts';

/** What may be on a disk after power went: names and their content. */
export type Image = ReadonlyMap<string, Buffer>;

type Inode = { bytes: Buffer; synced: Buffer };
type Step =
  | { readonly what: 'create'; readonly name: string; readonly inode: Inode }
  | { readonly what: 'rename'; readonly from: string; readonly to: string }
  | { readonly what: 'unlink'; readonly name: string };

export type CrashDisk = FileSystemPort & {
  /** Everything that may be found if power goes right now. */
  images(): Image[];
  /** Calls `look` before every call and after the last. */
  watch: (look: (() => void) | null) => void;
  /** Which syncs do nothing from now on: to see that a test notices. */
  without: 'file sync' | 'directory sync' | null;
};

/**
 * A disk that keeps only what was synced. Of what was not: written bytes may be there, be missing, or be there in part;
 * of names that were made, changed and removed, any number from the first on may have happened.
 */
export function crashDisk(): CrashDisk {
  const names = new Map<string, Inode>();
  let settled = new Map<string, Inode>();
  let pending: Step[] = [];
  let look: (() => void) | null = null;

  const at = (name: string): Inode => {
    const inode = names.get(name);
    if (inode === undefined) throw systemError('ENOENT');
    return inode;
  };
  function did(step: Step): void {
    apply(names, step);
    pending.push(step);
  }

  const disk: CrashDisk = {
    platform: 'linux',
    without: null,
    uid: undefined,
    watch(next) {
      look = next;
    },
    images() {
      const found: Image[] = [];
      for (let steps = 0; steps <= pending.length; steps++) {
        const tree = new Map(settled);
        for (const step of pending.slice(0, steps)) apply(tree, step);
        found.push(...contents([...tree]));
      }
      return found;
    },
    async open(path, how) {
      look?.();
      const name = basename(path);
      if (how === 'create') {
        if (names.has(name)) throw systemError('EEXIST');
        did({ what: 'create', name, inode: { bytes: Buffer.alloc(0), synced: Buffer.alloc(0) } });
      }
      const inode = how === 'directory' ? null : at(name);
      return {
        stat: async () => ({ isFile: inode !== null, size: inode?.bytes.length ?? 0, uid: 0 }),
        async read(into, offset, length, position) {
          return inode === null ? 0 : inode.bytes.copy(into, offset, position, position + length);
        },
        async write(from, offset, length, position) {
          look?.();
          if (inode === null) throw systemError('EISDIR');
          const next = Buffer.alloc(Math.max(inode.bytes.length, position + length));
          inode.bytes.copy(next);
          from.copy(next, position, offset, offset + length);
          inode.bytes = next;
          return length;
        },
        async sync() {
          look?.();
          if (inode !== null && disk.without !== 'file sync') inode.synced = inode.bytes;
          if (inode === null && disk.without !== 'directory sync') {
            settled = new Map(names);
            pending = [];
          }
        },
        close: async () => {},
      };
    },
    async rename(from, to) {
      look?.();
      at(basename(from));
      did({ what: 'rename', from: basename(from), to: basename(to) });
    },
    async unlink(path) {
      look?.();
      at(basename(path));
      did({ what: 'unlink', name: basename(path) });
    },
    makeDir: async () => {},
    list: async () => [...names.keys()],
  };
  return disk;
}

function apply(tree: Map<string, Inode>, step: Step): void {
  if (step.what === 'create') tree.set(step.name, step.inode);
  else if (step.what === 'unlink') tree.delete(step.name);
  else {
    const inode = tree.get(step.from);
    if (inode !== undefined) tree.set(step.to, inode);
    tree.delete(step.from);
  }
}

/** Every way in which the files' unsynced bytes can be there or not. */
function contents(tree: readonly (readonly [string, Inode])[]): Image[] {
  let images: Image[] = [new Map()];
  for (const [name, { bytes, synced }] of tree) {
    const torn = Buffer.concat([
      bytes.subarray(0, bytes.length / 2),
      Buffer.alloc(Math.ceil(bytes.length / 2)),
    ]);
    const ways = bytes.equals(synced) ? [bytes] : [bytes, synced, torn, bytes.subarray(0, bytes.length / 2)];
    images = images.flatMap((image) => ways.map((way) => new Map([...image, [name, way]])));
  }
  return images;
}
