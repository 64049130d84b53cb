import { z } from '#shared/zod.ts';

/** How requests get out: as the system or the environment says, straight, or through a proxy of one's own. */
export const proxySetting = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('system') }),
  z.strictObject({ mode: z.literal('none') }),
  z.strictObject({ mode: z.literal('manual'), url: z.string().trim().max(2048) }),
]);
export type ProxySetting = z.infer<typeof proxySetting>;

export const settings = z.strictObject({
  proxy: proxySetting,
  /** A file with certificates (PEM) that are trusted beside the system's; null for none. */
  caFile: z.string().max(4096).nullable(),
});
export type Settings = z.infer<typeof settings>;

/** The settings, and what is known about them now. */
export const settingsStatus = z.strictObject({
  settings,
  /** The proxy that is used for HTTPS now, without a user name or password; null for none. */
  proxyInUse: z.string().nullable(),
  /** Why no proxy can be used although one is named, in words; then nothing is sent. Null where all is well. */
  proxyProblem: z.string().nullable(),
  /** Why the certificates of `caFile` are not trusted, in words; then nothing is sent. Null where all is well. */
  caProblem: z.string().nullable(),
  /** Subjects of the certificates in `caFile`. */
  caSubjects: z.array(z.string()),
});
export type SettingsStatus = z.infer<typeof settingsStatus>;
