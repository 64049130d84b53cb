import { z } from '#shared/zod.ts';

/** A UUIDv7, or the fixed id of something that is built in. */
export const id = z.string().min(1).max(64);
export const time = z.iso.datetime();
