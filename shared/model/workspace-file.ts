import { z } from '#shared/zod.ts';
import { destinationInput } from './destination.ts';

/** Destinations in a file, for a colleague or another computer. Strict, and without any place for a secret. */
export const workspaceFile = z.strictObject({
  $schema: z.string().optional(),
  firedrill: z.literal('destinations/1'),
  destinations: z.array(destinationInput.omit({ id: true, secrets: true })).max(1000),
});
export type WorkspaceFile = z.infer<typeof workspaceFile>;

/** What a file would change, one line for each destination in it. Matched by provider and name. */
export const importPlan = z.array(
  z.strictObject({
    name: z.string(),
    provider: z.string(),
    does: z.enum(['add', 'replace', 'nothing']),
    /** It points to another host than before: its keys stay behind. */
    losesKeys: z.boolean(),
  }),
);
export type ImportPlan = z.infer<typeof importPlan>;
