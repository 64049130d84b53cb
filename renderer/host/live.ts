import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { LiveUpdate } from '#shared/contract/contract.ts';
import { api, client } from './client.ts';

/** `down`: the engine does not answer. What is on screen stays, and may be out of date. */
export type Connection = 'connecting' | 'up' | 'down';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;

let connection: Connection = 'connecting';
const listeners = new Set<() => void>();

export function useConnection(): Connection {
  return useSyncExternalStore(
    (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    () => connection,
  );
}

/** Listens for as long as the page lives, or until `signal`, and has everything that changed read again. */
export async function followUpdates(queries: QueryClient, signal: AbortSignal): Promise<void> {
  let wait = FIRST_WAIT_MS;
  while (!signal.aborted) {
    try {
      const updates = await client.live.updates({}, { signal });
      for await (const update of updates) {
        if (connection !== 'up') {
          become('up');
          void queries.invalidateQueries();
        }
        wait = FIRST_WAIT_MS;
        readAgain(queries, update);
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

function readAgain(queries: QueryClient, { room, id }: LiveUpdate): void {
  // without an id it only says that the stream is up, but in rooms that can change as a whole
  if (id === null && room !== 'vault' && room !== 'destinations') return;
  void queries.invalidateQueries({ queryKey: api[room].key() });
  // which keys there are depends on whether the vault is open, and how many would go into it on the keys
  if (room === 'vault') void queries.invalidateQueries({ queryKey: api.secrets.key() });
  if (room === 'secrets') void queries.invalidateQueries({ queryKey: api.vault.key() });
  // a send is also the last use of its keys
  if (room === 'history') void queries.invalidateQueries({ queryKey: api.secrets.key() });
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
