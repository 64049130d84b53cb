import { errnoOf, type FileSystemPort } from './file-system.ts';
import { MAX_FILE_BYTES, parseVault, type VaultFile } from './format.ts';
import { readStart } from './read.ts';

export type Found =
  | { readonly kind: 'file'; readonly file: VaultFile }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly state: 'CORRUPT' | 'TOO_NEW' | 'IO_ERROR'; readonly detail: string };

/** What is at this path, before any key is used. */
export async function look(fs: FileSystemPort, path: string, lowestLogN: number): Promise<Found> {
  try {
    // one more than allowed, so that a file that is too large is seen to be, and not read
    const parsed = parseVault(await readStart(fs, path, MAX_FILE_BYTES + 1), lowestLogN);
    return parsed.ok ? { kind: 'file', file: parsed.file } : { ...parsed, kind: 'refused' };
  } catch (error) {
    const errno = errnoOf(error);
    return errno === 'ENOENT' ? { kind: 'none' } : { kind: 'refused', state: 'IO_ERROR', detail: errno };
  }
}
