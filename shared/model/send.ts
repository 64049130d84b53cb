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
  // an earlier message about the same incident is unknown, and nothing may pass it
  'held_back',
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
  state: sendState.nullable().optional(),
});
export type Attempt = z.infer<typeof attempt>;

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
  retryAt: time.nullable().optional(),
});
export type Send = z.infer<typeof send>;

export const sendInput = z.strictObject({
  /** Made by the caller; the same one twice is the same send. */
  clientRequestId: id,
  provider: z.string().max(32),
  kind: z.string().max(32),
  destinationId: id,
  params,
  /** A resolve leaves although a trigger before it is unknown: to clean up, and the trigger is never repeated then. */
  overtake: z.boolean().optional(),
  /** For a production destination; the engine asks for it, not the window. */
  guard: z
    .strictObject({
      /** Its name, typed by a person. */
      typed: z.string().max(80),
      /** Wait 5 s before it leaves; cancelling the call in that time stops it. */
      hold: z.boolean(),
      /** Do not ask again for this destination for 10 minutes. */
      remember: z.boolean(),
    })
    .optional(),
});
export type SendInput = z.infer<typeof sendInput>;
