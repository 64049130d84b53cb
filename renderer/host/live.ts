import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { LiveUpdate } from '#shared/contract/contract.ts';
import { api, client } from './client.ts';
import { gather } from './gather.ts';

/** `down`: the engine does not answer. What is on screen stays, and may be out of date. */
export type Connection = 'connecting' | 'up' | 'down';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;
/** A batch changes the history many times a second, and each change would have the same things read again. */
const FEWEST_MS = 150;

let connection: Connection = 'connecting';
const listeners = new Set<() => void>();
const followers = new Set<(update: LiveUpdate) => void>();

export function useConnection(): Connection {
  return useSyncExternalStore(
    (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    () => connection,
  );
}

/** For what does not read everything again when something changed. Returns what ends it. */
export function onUpdate(follower: (update: LiveUpdate) => void): () => void {
  followers.add(follower);
  return () => void followers.delete(follower);
}

/** Listens for as long as the page lives, or until `signal`, and has everything that changed read again. */
export async function followUpdates(queries: QueryClient, signal: AbortSignal): Promise<void> {
  let wait = FIRST_WAIT_MS;
  const gathered = gather<LiveUpdate>(FEWEST_MS, (updates) => readAgain(queries, updates));
  signal.addEventListener('abort', gathered.stop);
  while (!signal.aborted) {
    try {
      const updates = await client.live.updates({}, { signal });
      for await (const update of updates) {
        if (connection !== 'up') {
          become('up');
          void queries.invalidateQueries();
        }
        wait = FIRST_WAIT_MS;
        gathered.add(update);
        for (const follower of followers) follower(update);
      }
    } catch {
      // why it broke makes no difference here; calls that fail for a reason say it where they were made
    }
    if (signal.aborted) return;
    become('down');
    await pause(wait, signal);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

const asWhole = new Set<LiveUpdate['room']>(['vault', 'destinations', 'incidents']);

function readAgain(queries: QueryClient, updates: readonly LiveUpdate[]): void {
  const changed = updates
    // without an id it only says that the stream is up, but in rooms that can change as a whole
    .filter(({ room, id }) => id !== null || asWhole.has(room))
    .map(({ room }) => room);
  const rooms = new Set<LiveUpdate['room']>(changed);
  // which keys there are depends on whether the vault is open, and how many would go into it on the keys
  if (rooms.has('vault')) rooms.add('secrets');
  else if (rooms.has('secrets')) rooms.add('vault');
  // a send is also the last use of its keys
  if (rooms.has('history')) rooms.add('secrets');
  // a message that waits or is under way is in a timeline before it changes its incident
  if (rooms.has('history')) void queries.invalidateQueries({ queryKey: api.incidents.timeline.key() });
  for (const room of rooms) void queries.invalidateQueries({ queryKey: api[room].key() });
}

function become(next: Connection): void {
  if (connection === next) return;
  connection = next;
  for (const listener of listeners) listener();
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
