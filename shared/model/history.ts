import { z } from '#shared/zod.ts';
import { environment } from './destination.ts';
import { id, time } from './ids.ts';
import { sendState, sendSummary } from './send.ts';

/** What is left out does not narrow anything; several of one kind mean any of them. */
export const historyFilter = z.strictObject({
  /** Words, all of which have to be there; the last may be the beginning of one. */
  search: z.string().max(400).optional(),
  providers: z.array(z.string().max(32)).max(50).optional(),
  destinations: z.array(id).max(100).optional(),
  environments: z.array(environment).max(3).optional(),
  states: z.array(sendState).max(16).optional(),
  /** The rows of these batches. */
  batches: z.array(id).max(20).optional(),
  /** About this incident; with `destinations`, since a key means something at one destination only. */
  incidentKey: z.string().max(4096).optional(),
  since: time.optional(),
  /** Up to this moment and not with it. */
  until: time.optional(),
});
export type HistoryFilter = z.infer<typeof historyFilter>;

export const historyPage = z.strictObject({
  sends: z.array(sendSummary),
  /** How many match, as far as it is known without counting: `history.count` counts. */
  total: z.int(),
  /** There are more than `total`. */
  isMore: z.boolean(),
});
export type HistoryPage = z.infer<typeof historyPage>;

export const savedFilter = z.strictObject({
  id,
  name: z.string().trim().min(1, 'Give it a name.').max(80),
  filter: historyFilter,
});
export type SavedFilter = z.infer<typeof savedFilter>;

export const historyStatistics = z.strictObject({
  /** Oldest first; a day (UTC) on which nothing was sent is left out. */
  days: z.array(z.strictObject({ day: z.iso.date(), state: sendState, sends: z.int() })),
  /** Of the last sends that were answered, 1,000 for each destination. */
  latencies: z.array(
    z.strictObject({
      destinationId: id,
      name: z.string(),
      sends: z.int(),
      p50: z.number(),
      p95: z.number(),
      p99: z.number(),
    }),
  ),
});
export type HistoryStatistics = z.infer<typeof historyStatistics>;

export const exportFormat = z.enum(['csv', 'json', 'ndjson']);
export type ExportFormat = z.infer<typeof exportFormat>;

/** What is older or beyond the count is forgotten; a send whose outcome is unknown is kept whatever is said here. */
export const retention = z.strictObject({
  days: z.int().min(1).max(36_500).nullable(),
  count: z.int().min(100).nullable(),
});
export type Retention = z.infer<typeof retention>;
