import { z } from '#shared/zod.ts';
import { params } from './draft.ts';

/** One alert in a file: what a draft holds, without the things that only a window needs. */
export const alertFile = z.strictObject({
  $schema: z.string().optional(),
  provider: z.string(),
  /** The provider's first kind of message when it is left out. */
  kind: z.string().optional(),
  params,
});
