import type { IncidentState } from '#shared/model/incident.ts';
import type { Send } from '#shared/model/send.ts';

/** What counts of a message; `at` is when its outcome was known. */
export type IncidentMessage = Pick<Send, 'id' | 'effect' | 'state'> & { readonly at: string };

/** What the messages about one incident come to. */
export type Standing = {
  readonly state: IncidentState;
  readonly openedAt: string;
  readonly changedAt: string;
  readonly openedBy: string;
  /** From the first that opened it on, those that changed nothing included. */
  readonly sends: number;
};

/** Null while nothing has opened it. */
export function replay(messages: Iterable<IncidentMessage>): Standing | null {
  let standing: Standing | null = null;
  for (const message of messages) standing = standingAfter(standing, message);
  return standing;
}

/** One message more, in the order in which they were made. */
export function standingAfter(before: Standing | null, message: IncidentMessage): Standing | null {
  const state = stateAfter(before?.state ?? null, message);
  if (state === null) return null;
  const sends = (before?.sends ?? 0) + 1;
  const { id, at } = message;
  const isOpenedAnew = before === null || (before.state === 'resolved' && state !== 'resolved');
  if (isOpenedAnew) return { state, openedAt: at, changedAt: at, openedBy: id, sends };
  return { ...before, state, sends, changedAt: mayBeTaken(message) ? at : before.changedAt };
}

function stateAfter(before: IncidentState | null, { effect, state }: IncidentMessage): IncidentState | null {
  const isLive = before === 'open' || before === 'acknowledged';
  if (state === 'delivered') {
    // one that somebody holds stays held: the vendors add a repetition to it without paging again
    if (effect === 'opens') return before === 'acknowledged' ? before : 'open';
    // of an incident that is not open they drop it, and of one that may be open nobody knows what it did
    if (effect === 'acknowledges') return isLive ? 'acknowledged' : before;
    if (effect === 'resolves') return before === null ? null : 'resolved';
  }
  if (state === 'unknown') {
    if (effect === 'opens') return isLive ? before : 'unknown';
    if (effect === 'resolves') return isLive ? 'unknown' : before;
  }
  return before;
}

function mayBeTaken({ effect, state }: IncidentMessage): boolean {
  return effect !== 'none' && (state === 'delivered' || state === 'unknown');
}
