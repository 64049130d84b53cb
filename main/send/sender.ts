import { setTimeout } from 'node:timers/promises';
import type { History } from '#main/history/history.ts';
import type { Log } from '#main/log/log.ts';
import type { Answer, Send, SendInput } from '#shared/model/send.ts';
import { classify } from './classify.ts';
import { type Exchange, exchange, type Timeouts } from './http.ts';
import type { ProductionGuard } from './guard.ts';
import { prepare, type PrepareParts, type Prepared, refuse, type Refusal } from './prepare.ts';
import type { Redact } from './redact.ts';

export type SendResult =
  | { readonly ok: true; readonly send: Send }
  | { readonly ok: false; readonly refusal: Refusal };

export type Sender = {
  /** Returns when the outcome is known or known to stay unknown; the same `clientRequestId` is the same send. */
  send(input: SendInput, signal: AbortSignal): Promise<SendResult>;
  /** The same without the guard, for what the engine made itself and the vendor pages nobody about. */
  sendHarmless(input: SendInput, signal: AbortSignal): Promise<SendResult>;
};

export type SenderParts = PrepareParts & {
  readonly history: History;
  readonly log: Log;
  readonly changed: (sendId: string) => void;
  readonly guard: ProductionGuard;
  readonly timeouts?: Timeouts;
  /** How long a held send can still be stopped. */
  readonly holdMs?: number;
};

const KEPT_ANSWER = 64 * 1024;

export function openSender(parts: SenderParts): Sender {
  const underWay = new Map<string, Promise<SendResult>>();
  const once = (input: SendInput, signal: AbortSignal, guard: ProductionGuard | null) => {
    const running = underWay.get(input.clientRequestId);
    if (running !== undefined) return running;
    const done = sendOnce(parts, input, signal, guard).finally(() => underWay.delete(input.clientRequestId));
    underWay.set(input.clientRequestId, done);
    return done;
  };
  return {
    send: (input, signal) => once(input, signal, parts.guard),
    sendHarmless: (input, signal) => once(input, signal, null),
  };
}

async function sendOnce(
  parts: SenderParts,
  input: SendInput,
  signal: AbortSignal,
  guard: ProductionGuard | null,
): Promise<SendResult> {
  const { history, log, now, changed } = parts;
  const earlier = history.findByRequest(input.clientRequestId);
  if (earlier !== undefined) return { ok: true, send: earlier };
  const prepared = prepare(parts, input);
  if (!prepared.ok) return prepared;
  const { request, redact, provider, used, destination } = prepared;
  const admission = guard === null ? { ok: true, hold: false } : guard.admit(destination, input.guard);
  if (!admission.ok) return refuse({ code: 'CONFIRMATION_NEEDED', destination: destination.name });

  const queued: Send = { ...prepared.send, state: 'queued', attempts: [] };
  try {
    if (admission.hold) {
      history.begin({ ...queued, clientRequestId: input.clientRequestId });
      changed(queued.id);
      if (await stoppedWhileHeld(parts.holdMs ?? HOLD_MS, signal)) {
        const stopped: Send = { ...queued, state: 'cancelled' };
        history.finish(stopped);
        changed(stopped.id);
        return { ok: true, send: stopped };
      }
    }
    const begun: Send = { ...queued, state: 'in_flight', attempts: [firstAttempt(now())] };
    if (admission.hold) history.start(begun);
    else history.begin({ ...begun, clientRequestId: input.clientRequestId });
    changed(begun.id);
    for (const { meta } of used) parts.secrets.used(meta.id);
    return { ok: true, send: await leave(parts, begun, { request, redact, provider }, signal) };
  } catch (error) {
    log.error({ err: error }, 'an intent could not be recorded');
    return refuse({ code: 'HISTORY_UNWRITABLE', detail: codeOf(error) });
  }
}

const HOLD_MS = 5000;

/** Resolves true as soon as the caller gives up, false when the time is over. */
async function stoppedWhileHeld(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await setTimeout(ms, undefined, { signal });
    return false;
  } catch {
    return true;
  }
}

/** The intent is on disk; from here on there is an outcome, whatever happens. */
async function leave(
  { history, log, now, changed, timeouts }: SenderParts,
  begun: Send,
  { request, redact, provider }: Pick<Prepared, 'request' | 'redact' | 'provider'>,
  signal: AbortSignal,
): Promise<Send> {
  const result = await exchange(request, signal, timeouts);
  const ended = finished(begun, result, classify(result, provider), redact, now());
  try {
    history.finish(ended);
  } catch (error) {
    // the outcome is told all the same; the next start finds the send in flight and calls it unknown
    log.error({ err: error, sendId: ended.id }, 'an outcome could not be recorded');
  }
  changed(ended.id);
  return ended;
}

const firstAttempt = (now: Date): Send['attempts'][number] => ({
  n: 1,
  startedAt: now.toISOString(),
  endedAt: null,
  phase: 'prepared',
  error: null,
  status: null,
});

function finished(
  begun: Send,
  result: Exchange,
  outcome: ReturnType<typeof classify>,
  redact: Redact,
  now: Date,
): Send {
  return {
    ...begun,
    state: outcome.state,
    reason: outcome.reason,
    status: result.status,
    latencyMs: Math.round(result.latencyMs * 10) / 10,
    answer: result.status === null ? null : answerOf(result, result.status, redact),
    vendorMessage: outcome.vendorMessage === null ? null : redact(outcome.vendorMessage),
    incidentKey: begun.incidentKey ?? outcome.incidentKey,
    attempts: begun.attempts.map((attempt) => ({
      ...attempt,
      endedAt: now.toISOString(),
      phase: result.phase,
      error: result.failure?.code ?? null,
      status: result.status,
    })),
  };
}

function answerOf(result: Exchange, status: number, redact: Redact): Answer {
  return {
    status,
    statusText: redact(result.statusText),
    headers: result.headers.map(([name, value]) => [
      name,
      name === 'set-cookie' ? '[not kept]' : redact(value),
    ]),
    // redacted before it is cut, or a key across the cut would be kept in half
    body: redact(result.body).slice(0, KEPT_ANSWER),
    truncated: result.tooLarge || result.body.length > KEPT_ANSWER,
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
