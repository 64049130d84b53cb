import { z } from '#shared/zod.ts';
import { environment } from './destination.ts';
import { id, time } from './ids.ts';
import { guardInput, sendSummary } from './send.ts';

/** As far as what was sent can tell: the vendor, or somebody at it, may have done more. */
export const incidentState = z.enum(['open', 'acknowledged', 'resolved', 'unknown']);
export type IncidentState = z.infer<typeof incidentState>;

const key = z.string().min(1).max(4096);

/** All messages with one key to one destination, and what they come to. */
export const incident = z.strictObject({
  destination: z.strictObject({ id, name: z.string(), environment, host: z.string() }),
  key,
  provider: z.string(),
  /** Of the message that opened it. */
  summary: z.string(),
  state: incidentState,
  openedAt: time,
  changedAt: time,
  sends: z.int(),
  /** The message that opened it: what follows is made from it. */
  openedBy: id,
  /** When it is resolved by itself; null where nothing does. */
  resolveAt: time.nullable(),
  /** Why the timer has not resolved it although its time has come, in words. */
  resolveProblem: z.string().nullable(),
});
export type Incident = z.infer<typeof incident>;

export const incidentPage = z.strictObject({
  incidents: z.array(incident),
  isMore: z.boolean(),
  /** Of all there are. */
  counts: z.strictObject({ open: z.int(), acknowledged: z.int(), unknown: z.int(), resolved: z.int() }),
});
export type IncidentPage = z.infer<typeof incidentPage>;

export const incidentRef = z.strictObject({ destinationId: id, key });
export type IncidentRef = z.infer<typeof incidentRef>;

export const incidentTimeline = z.strictObject({ incident, sends: z.array(sendSummary) });

export const incidentStep = incidentRef.extend({
  /** Made by the caller; the same one twice is the same send. */
  clientRequestId: id,
  step: z.enum(['acknowledge', 'resolve']),
  /** A resolve leaves although the trigger before it is unknown: to clean up. */
  overtake: z.boolean().optional(),
  guard: guardInput.optional(),
});
export type IncidentStep = z.infer<typeof incidentStep>;

/** One of the many of a "resolve all", as it ends. */
export const resolveAllProgress = z.strictObject({
  of: z.int(),
  done: z.int(),
  /** Null in the first, which only says how many there are. */
  incident: incidentRef.nullable(),
  /** Null where it was refused before anything left; then `problem` says why, in words. */
  send: sendSummary.nullable(),
  problem: z.string().nullable(),
});
export type ResolveAllProgress = z.infer<typeof resolveAllProgress>;
