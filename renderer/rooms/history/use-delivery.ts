import { ORPCError } from '@orpc/client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { v7 as uuid } from 'uuid';
import type { Guarded } from '#renderer/guard/ProductionGuard.tsx';
import { forget, remember, rememberedUntil } from '#renderer/guard/remembered.ts';
import { HOLD_MS } from '#renderer/guard/use-holding.ts';
import { api, client } from '#renderer/host/client.ts';
import { explainError } from '#shared/contract/explain-error.ts';
import type { Destination } from '#shared/model/destination.ts';
import type { GuardInput, Send } from '#shared/model/send.ts';

/** `again`: a new send of the same alert. `repeat`: the same bytes once more, of one that is unknown. */
export type ToDeliver = Guarded & {
  readonly does: 'again' | 'repeat';
  readonly send: Send;
  readonly destination: Destination;
};

export type Delivery =
  | { readonly state: 'idle' }
  | {
      readonly state: 'busy';
      /** Until then it has not begun to leave; null where it is not held back. */
      readonly heldUntil: number | null;
      /** Null where it cannot be stopped from here. */
      readonly stop: (() => void) | null;
    }
  | { readonly state: 'failed'; readonly words: string; readonly isLocked: boolean };

const idle: Delivery = { state: 'idle' };

/** What can be done about one send: again, once more, or what a person found out at the vendor. */
export function useDelivery(send: Send, onDone: (done: Send) => void) {
  const queries = useQueryClient();
  const [delivery, setDelivery] = useState<Delivery>(idle);
  const [asked, setAsked] = useState<ToDeliver | null>(null);
  // whoever has gone on to another send is not taken back to this one
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);

  const tell = async (
    call: (signal: AbortSignal) => Promise<Send>,
    held: { readonly heldMs: number; readonly canStop: boolean },
    onRefused: (error: unknown) => boolean = () => false,
  ): Promise<Send | undefined> => {
    if (delivery.state === 'busy') return undefined;
    const abort = new AbortController();
    setDelivery({
      state: 'busy',
      heldUntil: held.heldMs === 0 ? null : Date.now() + held.heldMs,
      stop: held.canStop ? () => abort.abort() : null,
    });
    try {
      const done = await call(abort.signal);
      setDelivery(idle);
      queries.setQueryData(api.history.get.queryKey({ input: { id: done.id } }), done);
      if (isHere.current) onDone(done);
      return done;
    } catch (error) {
      if (onRefused(error)) setDelivery(idle);
      else {
        setDelivery({
          state: 'failed',
          words: abort.signal.aborted
            ? 'You stopped it. The list says what became of it.'
            : explainError(error),
          isLocked: error instanceof ORPCError && error.code === 'VAULT_LOCKED',
        });
      }
      return undefined;
    } finally {
      void queries.invalidateQueries({ queryKey: api.history.key() });
    }
  };

  const deliver = async (what: ToDeliver, guard?: GuardInput) => {
    setAsked(null);
    const { id } = what.destination;
    const done = await tell(
      (signal) => made(what, guard, signal),
      { heldMs: guard?.hold === true ? HOLD_MS : 0, canStop: true },
      (error) => {
        if (!(error instanceof ORPCError) || error.code !== 'CONFIRMATION_NEEDED') return false;
        // the engine remembers for a shorter time than the window thought
        forget(id);
        setAsked(what);
        return true;
      },
    );
    if (done !== undefined && guard?.remember === true) remember(id);
  };

  return {
    delivery,
    /** In front of production; null while nothing is asked. */
    asked,
    confirm: deliver,
    giveUp: () => setAsked(null),
    start: (does: ToDeliver['does'], destination: Destination) => {
      const { provider, kind, params } = send;
      const what: ToDeliver = { does, send, provider, kind, params, destination };
      if (destination.environment === 'production' && rememberedUntil(destination.id) === null)
        setAsked(what);
      else void deliver(what);
    },
    mark: (decision: 'delivered' | 'failed') =>
      void tell(() => client.sends.decide({ id: send.id, decision }), { heldMs: 0, canStop: false }),
    cancel: () => void tell(() => client.sends.cancel({ id: send.id }), { heldMs: 0, canStop: false }),
    dismiss: () => setDelivery(idle),
  };
}

function made(
  { does, send, destination }: ToDeliver,
  guard: GuardInput | undefined,
  signal: AbortSignal,
): Promise<Send> {
  const guarded = guard === undefined ? {} : { guard };
  if (does === 'repeat')
    return client.sends.decide({ id: send.id, decision: 'resend', ...guarded }, { signal });
  const { provider, kind, params, resolveAfter } = send;
  return client.sends.send(
    {
      clientRequestId: uuid(),
      provider,
      kind,
      destinationId: destination.id,
      params,
      resolveAfter,
      ...guarded,
    },
    { signal },
  );
}
