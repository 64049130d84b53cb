import { type FileSystemPort, type OpenFile, systemError, uninterrupted } from './file-system.ts';

/** Opens, works, closes, whatever happens. What the work threw counts for more than a close that fails after it. */
export async function withFile<T>(
  fs: FileSystemPort,
  path: string,
  how: 'read' | 'create' | 'directory',
  work: (file: OpenFile) => Promise<T>,
): Promise<T> {
  const file = await uninterrupted(() => fs.open(path, how));
  let result: T;
  try {
    result = await work(file);
  } catch (error) {
    await file.close().catch(() => {});
    throw error;
  }
  await file.close().catch((error: unknown) => {
    // interrupted, it is closed all the same; a second close might hit another file
    if ((error as { code?: unknown }).code !== 'EINTR') throw error;
  });
  return result;
}

/** The first bytes of a file, up to `most`; throws system errors, and one for what is no file of ours. */
export function readStart(fs: FileSystemPort, path: string, most: number): Promise<Buffer> {
  return withFile(fs, path, 'read', async (file) => {
    const stat = await uninterrupted(() => file.stat());
    if (!stat.isFile) throw systemError('EFTYPE');
    if (fs.uid !== undefined && stat.uid !== fs.uid) throw systemError('EPERM');
    const bytes = Buffer.alloc(Math.min(stat.size, most));
    let at = 0;
    while (at < bytes.length) {
      const read = await uninterrupted(() => file.read(bytes, at, bytes.length - at, at));
      if (read === 0) break;
      at += read;
    }
    return bytes.subarray(0, at);
  });
}
