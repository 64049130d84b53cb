import type { Send } from '#shared/model/send.ts';
import type { HistoryReader } from './reader.ts';
import { sendSummary } from '#shared/model/send.ts';
import { z } from '#shared/zod.ts';

export type Outcomes = {
  /** Returns when it is on disk or kept to be written later. Rejects when the send has an outcome already. */
  write(send: Send): Promise<void>;
  /** What could not be written yet: it is known, and shown, and tried again. */
  kept(): ReadonlyMap<string, Send>;
  /** Tries once more, and throws what keeps it from being written: nothing may be sent meanwhile. */
  writeKept(): void;
  close(): void;
};

/** How long until a disk is asked again whether it has room. */
const AGAIN_MS = 2000;

/**
 * Outcomes that a full disk, or a moment's failure of it, must not lose. `commit` writes one together with others,
 * `now` by itself.
 */
export function openOutcomes(parts: { commit(send: Send): Promise<void>; now(send: Send): void }): Outcomes {
  const kept = new Map<string, Send>();
  let timer: NodeJS.Timeout | null = null;

  function writeKept(): void {
    for (const [id, send] of kept) {
      try {
        parts.now(send);
      } catch (error) {
        if (isOfTheDisk(error)) throw error;
      }
      kept.delete(id);
    }
    stop();
  }
  function stop(): void {
    if (timer !== null) clearInterval(timer);
    timer = null;
  }
  const tryAgain = () => {
    try {
      writeKept();
    } catch {
      // it is tried again; whoever wants to send is told why they cannot
    }
  };
  return {
    kept: () => kept,
    writeKept,
    async write(send) {
      try {
        await parts.commit(send);
      } catch (error) {
        if (!isOfTheDisk(error)) throw error;
        kept.set(send.id, send);
        timer ??= setInterval(tryAgain, AGAIN_MS).unref();
      }
    },
    close() {
      stop();
      tryAgain();
    },
  };
}

/** SQLITE_CONSTRAINT and SQLITE_ERROR: what is to be written is wrong, and will be wrong again. */
const OURS = [1, 19];

function isOfTheDisk(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return false;
  return !OURS.includes(Number(error.errcode) & 0xff);
}

const summary = z.object(sendSummary.shape);

/** The same reader, with what is known and not written yet in place of what is written. */
export function withKept(reader: HistoryReader, kept: () => ReadonlyMap<string, Send>): HistoryReader {
  return {
    ...reader,
    async get(id) {
      const known = kept().get(id);
      return known === undefined ? reader.get(id) : { ok: true, value: known };
    },
    async page(...input) {
      const read = await reader.page(...input);
      if (!read.ok || kept().size === 0) return read;
      const sends = read.value.sends.map((row) => {
        const known = kept().get(row.id);
        return known === undefined ? row : summary.parse(known);
      });
      return { ok: true, value: { ...read.value, sends } };
    },
  };
}
