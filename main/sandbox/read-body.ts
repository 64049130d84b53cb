import type { IncomingMessage } from 'node:http';

export type RequestBody =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'too large' }
  /** The client went away, or was too slow. */
  | { readonly kind: 'gone' };

const MAX_BODY = 1024 * 1024;

/**
 * A client that is still writing does not see an answer that comes before a reset connection, so what is too much is
 * read on and dropped. This is where patience ends.
 */
const MAX_DROPPED = 16 * 1024 * 1024;

export function readBody(request: IncomingMessage): Promise<RequestBody> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) resolve({ kind: 'too large' });
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY) chunks.push(chunk);
      else {
        chunks.length = 0;
        resolve({ kind: 'too large' });
        if (size > MAX_DROPPED) request.destroy();
      }
    });
    request.on('end', () => resolve({ kind: 'whole', bytes: Buffer.concat(chunks) }));
    request.on('error', () => resolve({ kind: 'gone' }));
    request.on('close', () => resolve({ kind: 'gone' }));
  });
}
