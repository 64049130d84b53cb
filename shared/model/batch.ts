import { z } from '#shared/zod.ts';
import { params } from './draft.ts';
import { id, time } from './ids.ts';
import { guardInput, sendOrigin } from './send.ts';

/**
 * `filling`: rows are still being added. `paused`: by a person, or because Firedrill stopped meanwhile; nothing leaves
 * until it is resumed. `ended`: every row has its outcome. `cancelled`: what had not left never will.
 */
export const batchState = z.enum(['filling', 'running', 'paused', 'ended', 'cancelled']);
export type BatchState = z.infer<typeof batchState>;

/** Many alerts to one destination, sent as one thing. */
export const batch = z.strictObject({
  id,
  name: z.string(),
  at: time,
  destination: z.strictObject({ id, name: z.string() }),
  origin: sendOrigin,
  state: batchState,
  /** It was running when Firedrill stopped, and waits to be resumed. */
  isInterrupted: z.boolean(),
  /** Why it was paused by itself, in words. */
  problem: z.string().nullable(),
  concurrency: z.int(),
  /** Calls a second at most; null for as many as the vendor's limit allows. */
  perSecond: z.number().nullable(),
  rows: z.int(),
  /** Of the rows; what is not in `rows` of them waits. */
  counts: z.strictObject({
    queued: z.int(),
    underWay: z.int(),
    delivered: z.int(),
    rejected: z.int(),
    failed: z.int(),
    unknown: z.int(),
    cancelled: z.int(),
  }),
  endedAt: time.nullable(),
});
export type Batch = z.infer<typeof batch>;

export const batchInput = z.strictObject({
  /** Made by the caller; the same one twice is the same batch. */
  id,
  name: z.string().trim().min(1).max(200),
  destinationId: id,
  concurrency: z.int().min(1).max(32),
  perSecond: z.number().min(0.01).max(1000).nullable(),
});
export type BatchInput = z.infer<typeof batchInput>;

const batchRow = z.strictObject({
  /** Made by the caller; the same one twice is the same row. */
  clientRequestId: id,
  provider: z.string().max(32),
  kind: z.string().max(32),
  params,
});
export type BatchRow = z.infer<typeof batchRow>;

/** A message may be 1 MiB at most, so a large batch comes in parts. */
export const batchRows = z.strictObject({ id, rows: z.array(batchRow).min(1).max(500) });

/** What can be said no to is said before anything leaves: the row, counted from 1, and why. */
export const batchProblem = z.strictObject({ row: z.int(), message: z.string() });
export type BatchProblem = z.infer<typeof batchProblem>;

export const batchRun = z.strictObject({ id, guard: guardInput.optional() });

/** How long the answers took, in buckets that double. */
export const batchLatencies = z.strictObject({
  buckets: z.array(z.strictObject({ fromMs: z.number(), toMs: z.number(), sends: z.int() })),
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
});
export type BatchLatencies = z.infer<typeof batchLatencies>;
