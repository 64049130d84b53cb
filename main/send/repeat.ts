import type { Send, SentRequest } from '#shared/model/send.ts';
import { prepare, type Prepared, type PrepareParts, refuse, type Refused } from './prepare.ts';

/** What was sent, made once more from what is kept of it; refused in words when it would not be the same. */
export function rebuilt(parts: PrepareParts, send: Send): Prepared | Refused {
  if (!send.isWhole) {
    return notRepeatable('A key was taken out of its fields before it was kept, so it is not all here.');
  }
  const prepared = rebuiltAsIs(parts, send);
  if (!prepared.ok) return prepared;
  const changed = difference(send.request, prepared.send.request);
  if (changed !== null) {
    return notRepeatable(`The destination has changed since: ${changed} would not be the same.`);
  }
  const replaced = prepared.used.find(({ meta }) => isOwn(meta.kept) && meta.updatedAt > send.at);
  if (replaced !== undefined) {
    return notRepeatable(`${replaced.meta.label} was replaced since, and may belong to another service.`);
  }
  return prepared;
}

/** The row of a batch, which has not left: it is made for the destination as it is now. */
export function rebuiltAsIs(parts: PrepareParts, send: Send): Prepared | Refused {
  const { provider, kind, destination, params, resolveAfter, origin, batchId, batchRow } = send;
  return prepare(
    parts,
    { provider, kind, destinationId: destination.id, params, resolveAfter },
    batchId === null || batchRow === null ? { origin } : { origin, batch: { id: batchId, row: batchRow } },
  );
}

export const notRepeatable = (problem: string): Refused => refuse({ code: 'NOT_REPEATABLE', problem });

export const HELD = {
  unknown: 'Another message about this incident is unknown as well. Decide first what became of that one.',
  later:
    'A later message has acknowledged or resolved this incident, and this one would open it again and page somebody.',
} as const;

/** Those of the environment and of the sandbox are made anew at every start, and say nothing by their age. */
const isOwn = (kept: string) => kept === 'vault' || kept === 'memory';

function difference(before: SentRequest, now: SentRequest): string | null {
  if (before.method !== now.method || before.url !== now.url) return 'the address';
  if (JSON.stringify(before.headers) !== JSON.stringify(now.headers)) return 'the headers';
  if (before.body !== now.body) return 'the content';
  return before.contentLength === now.contentLength ? null : 'the length of the key';
}
