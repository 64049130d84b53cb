import type { History } from '#main/history/history.ts';
import type { Log } from '#main/log/log.ts';
import type { Destination } from '#shared/model/destination.ts';
import type { Send, SendInput } from '#shared/model/send.ts';
import { findProvider } from '#shared/providers/registry.ts';
import type { Clock } from './clock.ts';
import { deliver } from './deliver.ts';
import { enqueue } from './enqueue.ts';
import type { ProductionGuard } from './guard.ts';
import type { Timeouts } from './http.ts';
import { openLanes } from './lanes.ts';
import { type Meter, openPacing } from './pacing.ts';
import { prepare, type PrepareParts, refuse, type Refusal } from './prepare.ts';

export type SendResult =
  | { readonly ok: true; readonly send: Send }
  | { readonly ok: false; readonly refusal: Refusal };

export type Sender = {
  /**
   * Returns when the outcome is known or known to stay unknown, after every attempt that was worth it; the same
   * `clientRequestId` is the same send.
   */
  send(input: SendInput, signal: AbortSignal): Promise<SendResult>;
  /** The same without the guard, for what the engine made itself and the vendor pages nobody about. */
  sendHarmless(input: SendInput, signal: AbortSignal): Promise<SendResult>;
  /** How far the vendor's limit for that destination's key is used up; null where there is none. */
  meter(destinationId: string): Meter | null;
  /** Nothing more leaves. What waits ends at once, what is under way is given a moment, and all of it is recorded. */
  close(): Promise<void>;
};

export type SenderParts = PrepareParts & {
  readonly history: History;
  readonly log: Log;
  readonly changed: (sendId: string) => void;
  readonly guard: ProductionGuard;
  readonly clock: Clock;
  readonly timeouts?: Timeouts;
  /** How long a held send can still be stopped. */
  readonly holdMs?: number;
};

const HOLD_MS = 5000;
const CLOSING_MS = 10_000;

export function openSender(parts: SenderParts): Sender {
  const { clock, guard } = parts;
  const lanes = openLanes();
  const pacing = openPacing(clock);
  const closing = new AbortController();
  const cutting = new AbortController();
  const underWay = new Map<string, Promise<SendResult>>();

  async function sendOnce(
    input: SendInput,
    caller: AbortSignal,
    guard: ProductionGuard | null,
  ): Promise<SendResult> {
    const earlier = parts.history.findByRequest(input.clientRequestId);
    if (earlier !== undefined) return { ok: true, send: earlier };
    const prepared = prepare(parts, input);
    if (!prepared.ok) return prepared;
    const { destination, provider } = prepared;
    const admission = guard === null ? { ok: true, hold: false } : guard.admit(destination, input.guard);
    if (!admission.ok) return refuse({ code: 'CONFIRMATION_NEEDED', destination: destination.name });

    const key = paceKey(destination);
    const pace = key === null || provider.pace === undefined ? null : { key, pace: provider.pace };
    const holdMs = admission.hold ? (parts.holdMs ?? HOLD_MS) : 0;
    try {
      const job = enqueue(parts, prepared, {
        clientRequestId: input.clientRequestId,
        overtakes: input.overtake === true,
        pace,
        holdMs,
        signal: AbortSignal.any([caller, cutting.signal]),
        isClosing: () => closing.signal.aborted,
      });
      const stop = AbortSignal.any([caller, closing.signal]);
      return { ok: true, send: await deliver({ lanes, pacing, clock }, job, stop) };
    } catch (error) {
      parts.log.error({ err: error }, 'an intent could not be recorded');
      return refuse({ code: 'HISTORY_UNWRITABLE', detail: codeOf(error) });
    }
  }

  const once = (input: SendInput, signal: AbortSignal, guard: ProductionGuard | null) => {
    const running = underWay.get(input.clientRequestId);
    if (running !== undefined) return running;
    const done = sendOnce(input, signal, guard).finally(() => underWay.delete(input.clientRequestId));
    underWay.set(input.clientRequestId, done);
    return done;
  };
  return {
    send: (input, signal) => once(input, signal, guard),
    sendHarmless: (input, signal) => once(input, signal, null),
    meter(destinationId) {
      const destination = parts.destination(destinationId);
      const key = destination === undefined ? null : paceKey(destination);
      const pace = findProvider(destination?.provider ?? '')?.pace;
      return key === null || pace === undefined ? null : pacing.meter(key, pace);
    },
    async close() {
      closing.abort();
      const cut = setTimeout(() => cutting.abort(), CLOSING_MS);
      await Promise.allSettled(underWay.values());
      clearTimeout(cut);
    },
  };
}

/** The vendor counts what comes with one key, from wherever; our own sandbox counts nothing. */
function paceKey({ provider, environment, secrets }: Destination): string | null {
  if (environment === 'sandbox') return null;
  return [provider, ...Object.values(secrets).toSorted()].join(' ');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
