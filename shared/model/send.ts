import { z } from '#shared/zod.ts';
import { environment } from './destination.ts';
import { params } from './draft.ts';
import { id, time } from './ids.ts';

/** `retry_wait`: an attempt ended, and another one begins by itself at `retryAt`. */
export const sendState = z.enum([
  'queued',
  'in_flight',
  'retry_wait',
  'delivered',
  'rejected',
  'failed',
  'unknown',
  'cancelled',
]);
export type SendState = z.infer<typeof sendState>;

/** Why it ended as it did. Facts; the words are in `shared/outcome/explain.ts`. */
export const reason = z.enum([
  // nothing left this computer
  'dns',
  'refused',
  'unreachable',
  'connect_timeout',
  'tls',
  'address_blocked',
  // the proxy on the way would not let it through
  'proxy',
  // the proxy or the certificates of the settings cannot be used
  'settings',
  // an earlier message about the same incident is unknown, and nothing may pass it
  'held_back',
  // a later message about the same incident has acknowledged or resolved it, and this one would open it again
  'overtaken',
  // cut off after something may have left
  'reset',
  'timeout',
  'protocol',
  'crash',
  'aborted',
  // the answer is not one the vendor gives
  'not_understood',
  'too_large',
  'server_error',
  // a clear no
  'content',
  'auth',
  'not_found',
  'redirect',
  'rate_limited',
  'not_processed',
  // a yes with a footnote
  'duplicate',
  // a person said so; it was unknown before
  'marked',
]);
export type Reason = z.infer<typeof reason>;

/** How far an attempt is known to have come. Past `connected`, only the far side knows what it has. */
const phase = z.enum(['prepared', 'connected', 'answered', 'complete']);
export type Phase = z.infer<typeof phase>;

const header = z.tuple([z.string(), z.string()]);

/** What left, or would have, with every secret masked. */
const sentRequest = z.strictObject({
  method: z.string(),
  url: z.string(),
  headers: z.array(header),
  body: z.string(),
  /** Of the request as sent, with the secrets in it. */
  contentLength: z.int(),
});
export type SentRequest = z.infer<typeof sentRequest>;

const answer = z.strictObject({
  status: z.int(),
  statusText: z.string(),
  headers: z.array(header),
  /** Redacted, and cut after 64 KiB. */
  body: z.string(),
  truncated: z.boolean(),
});
export type Answer = z.infer<typeof answer>;

export const attempt = z.strictObject({
  n: z.int(),
  startedAt: time,
  endedAt: time.nullable(),
  phase,
  /** The system's or library's own word, such as ECONNREFUSED. */
  error: z.string().nullable(),
  status: z.int().nullable(),
  /** What this attempt alone proves; null while it is under way. */
  state: sendState.nullable(),
});
export type Attempt = z.infer<typeof attempt>;

/** What a message does to its incident. */
export const effect = z.enum(['opens', 'acknowledges', 'resolves', 'none']);

/** Who made it: a person in a window or at a command line, a timer that was set before, a try of a key. */
export const sendOrigin = z.enum(['window', 'cli', 'timer', 'check']);
export type SendOrigin = z.infer<typeof sendOrigin>;

/** Seconds after which an incident is resolved by itself. */
export const resolveAfter = z
  .int()
  .min(10)
  .max(30 * 86_400);

export const sendSummary = z.strictObject({
  id,
  at: time,
  provider: z.string(),
  kind: z.string(),
  /** As it was then; the destination may since have changed or gone. */
  destination: z.strictObject({ id, name: z.string(), environment, host: z.string() }),
  /** The vendor's word for what the message does: trigger, critical, RECOVERY… */
  action: z.string(),
  summary: z.string(),
  incidentKey: z.string().nullable(),
  effect,
  origin: sendOrigin,
  /** The batch it is a row of. */
  batchId: id.nullable(),
  state: sendState,
  reason: reason.nullable(),
  status: z.int().nullable(),
  latencyMs: z.number().nullable(),
});
export type SendSummary = z.infer<typeof sendSummary>;

export const send = sendSummary.extend({
  params,
  request: sentRequest,
  answer: answer.nullable(),
  /** The vendor's own words out of the answer, redacted. */
  vendorMessage: z.string().nullable(),
  attempts: z.array(attempt),
  /** When the next attempt begins, or, with `rate_limited`, from when on the vendor takes calls again. */
  retryAt: time.nullable(),
  /** Who said what became of it, where the answer did not. `state` is what they said. */
  decision: z.strictObject({ by: sendOrigin, at: time }).nullable(),
  /** Counts from when it is accepted; null where nothing resolves its incident by itself. */
  resolveAfter: resolveAfter.nullable(),
  /** 1 for the first row. */
  batchRow: z.int().nullable(),
  /** What is kept is all that was sent. False where a key had to be taken out of a field, and then it can't be sent once more. */
  isWhole: z.boolean(),
});
export type Send = z.infer<typeof send>;

/** For a production destination; the engine asks for it, not the window. */
export const guardInput = z.strictObject({
  /** Its name, typed by a person. */
  typed: z.string().max(80),
  /** Wait 5 s before it leaves; cancelling the call in that time stops it. */
  hold: z.boolean(),
  /** Do not ask again for this destination for 10 minutes. */
  remember: z.boolean(),
});
export type GuardInput = z.infer<typeof guardInput>;

export const sendInput = z.strictObject({
  /** Made by the caller; the same one twice is the same send. */
  clientRequestId: id,
  provider: z.string().max(32),
  kind: z.string().max(32),
  destinationId: id,
  params,
  /** A resolve leaves although a trigger before it is unknown: to clean up, and the trigger is never repeated then. */
  overtake: z.boolean().optional(),
  /** Absent: as the destination says. Null: never. */
  resolveAfter: resolveAfter.nullable().optional(),
  guard: guardInput.optional(),
});
export type SendInput = z.infer<typeof sendInput>;

/**
 * What to do about a send whose outcome is unknown: once more with the same key and the same bytes, or what a person
 * found out at the vendor.
 */
export const decisionInput = z.strictObject({
  id,
  decision: z.enum(['resend', 'delivered', 'failed']),
  guard: guardInput.optional(),
});
export type DecisionInput = z.infer<typeof decisionInput>;

/** How far the vendor's limit for a key is used up. */
export const meter = z.strictObject({
  /** Calls in the stretch of time that ends now, those that wait for a place included. */
  used: z.int(),
  calls: z.int(),
  perSeconds: z.number(),
  /** Until a call that asked now could be made. */
  freeInMs: z.number(),
});
export type Meter = z.infer<typeof meter>;
