import { z } from '#shared/zod.ts';
import { id, time } from './ids.ts';

/** What the form of one message kind holds: text, or rows of text. Kept as typed, valid or not. */
export const params = z.record(
  z.string().max(64),
  z.union([
    z.string().max(2_000_000),
    z.array(z.record(z.string().max(64), z.string().max(2_000_000))).max(1000),
  ]),
);
export type Params = z.infer<typeof params>;

/** An alert that is being written. */
export const draft = z.strictObject({
  id,
  provider: z.string().max(32),
  kind: z.string().max(32),
  destinationId: id.nullable(),
  /** One form for each `provider.kind` that was touched, so that switching to another and back loses nothing. */
  forms: z.record(z.string().max(80), params),
  updatedAt: time,
});
export type Draft = z.infer<typeof draft>;

export const draftInput = draft.omit({ updatedAt: true });
export type DraftInput = z.infer<typeof draftInput>;
