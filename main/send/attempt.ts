import type { Answer, Attempt, Send } from '#shared/model/send.ts';
import type { Outcome } from './classify.ts';
import type { Exchange } from './http.ts';
import type { Redact } from './redact.ts';

// What is kept of an attempt.

const KEPT_ANSWER = 64 * 1024;

export const newAttempt = (n: number, now: Date): Attempt => ({
  n,
  startedAt: now.toISOString(),
  endedAt: null,
  phase: 'prepared',
  error: null,
  status: null,
  state: null,
});

export function attemptEnded(result: Exchange, outcome: Outcome, now: Date): Partial<Attempt> {
  return {
    endedAt: now.toISOString(),
    phase: result.phase,
    error: result.failure?.code ?? null,
    status: result.status,
    state: outcome.state,
  };
}

/** The last of them, as it ended. */
export function attemptWithin(attempts: readonly Attempt[], ended: Partial<Attempt>): Attempt[] {
  return attempts.map((one, index) => (index === attempts.length - 1 ? { ...one, ...ended } : one));
}

export function withOutcome(known: Send, result: Exchange, outcome: Outcome, redact: Redact): Send {
  return {
    ...known,
    state: outcome.state,
    reason: outcome.reason,
    status: result.status,
    latencyMs: Math.round(result.latencyMs * 10) / 10,
    answer: result.status === null ? null : answerOf(result, result.status, redact),
    vendorMessage: outcome.vendorMessage === null ? null : redact(outcome.vendorMessage),
    incidentKey: known.incidentKey ?? outcome.incidentKey,
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

/** As far as a calendar goes: a vendor may ask to be left alone for longer. */
export function timeAfter(now: Date, ms: number): string {
  return new Date(Math.min(now.getTime() + ms, Date.UTC(9999, 0))).toISOString();
}
