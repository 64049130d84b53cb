import { EventPublisher } from '@orpc/server';
import type { LiveUpdate } from '#shared/contract/contract.ts';

export type Live = {
  changed(room: LiveUpdate['room'], id?: string): void;
  /** Every change from now on, until `signal` says that nobody listens any more. */
  updates(signal: AbortSignal | undefined): AsyncIterableIterator<LiveUpdate>;
};

export function openLive(): Live {
  const publisher = new EventPublisher<{ update: LiveUpdate }>({ maxBufferedEvents: 200 });
  return {
    changed: (room, id) => publisher.publish('update', { room, id: id ?? null }),
    updates: (signal) => publisher.subscribe('update', { signal }),
  };
}
