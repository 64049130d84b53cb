import type { History } from '#main/history/history.ts';
import type { Log } from '#main/log/log.ts';
import type { Answer, Send, SendInput } from '#shared/model/send.ts';
import { classify } from './classify.ts';
import { type Exchange, exchange, type Timeouts } from './http.ts';
import { prepare, type PrepareParts, type Refusal } from './prepare.ts';
import type { Redact } from './redact.ts';

export type SendResult =
  | { readonly ok: true; readonly send: Send }
  | { readonly ok: false; readonly refusal: Refusal };

export type Sender = {
  /** Returns when the outcome is known or known to stay unknown; the same `clientRequestId` is the same send. */
  send(input: SendInput, signal: AbortSignal): Promise<SendResult>;
};

export type SenderParts = PrepareParts & {
  readonly history: History;
  readonly log: Log;
  readonly changed: (sendId: string) => void;
  readonly timeouts?: Timeouts;
};

const KEPT_ANSWER = 64 * 1024;

export function openSender(parts: SenderParts): Sender {
  const underWay = new Map<string, Promise<SendResult>>();
  return {
    send(input, signal) {
      const running = underWay.get(input.clientRequestId);
      if (running !== undefined) return running;
      const done = sendOnce(parts, input, signal).finally(() => underWay.delete(input.clientRequestId));
      underWay.set(input.clientRequestId, done);
      return done;
    },
  };
}

async function sendOnce(parts: SenderParts, input: SendInput, signal: AbortSignal): Promise<SendResult> {
  const earlier = parts.history.findByRequest(input.clientRequestId);
  if (earlier !== undefined) return { ok: true, send: earlier };
  const prepared = prepare(parts, input);
  if (!prepared.ok) return prepared;
  const { request, redact, provider, used } = prepared;

  const begun: Send = { ...prepared.send, state: 'in_flight', attempts: [firstAttempt(parts.now())] };
  try {
    parts.history.begin({ ...begun, clientRequestId: input.clientRequestId });
  } catch (error) {
    parts.log.error({ err: error }, 'an intent could not be recorded');
    return { ok: false, refusal: { code: 'HISTORY_UNWRITABLE', detail: codeOf(error) } };
  }
  parts.changed(begun.id);
  for (const { meta } of used) parts.secrets.used(meta.id);

  const result = await exchange(request, signal, parts.timeouts);
  const ended = finished(begun, result, classify(result, provider), redact, parts.now());
  try {
    parts.history.finish(ended);
  } catch (error) {
    // the outcome is told all the same; the next start finds the send in flight and calls it unknown
    parts.log.error({ err: error, sendId: ended.id }, 'an outcome could not be recorded');
  }
  parts.changed(ended.id);
  return { ok: true, send: ended };
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
