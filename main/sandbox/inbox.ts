import type { TouchedIncident } from './emulator.ts';

/** A request as it may be shown: no body, no query, no header, and no key in what is left. */
export type InboxEntry = {
  readonly time: string;
  /** Null where no vendor has such a path. */
  readonly provider: string | null;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly rules: readonly string[];
  readonly incident: TouchedIncident | null;
};

export type Inbox = {
  add(entry: InboxEntry): void;
  /** Newest first. */
  list(): readonly InboxEntry[];
};

export function createInbox(limit = 200): Inbox {
  const entries: InboxEntry[] = [];
  return {
    add(entry) {
      entries.push(entry);
      if (entries.length > limit) entries.shift();
    },
    list: () => entries.toReversed(),
  };
}
