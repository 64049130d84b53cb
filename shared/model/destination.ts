import { z } from '#shared/zod.ts';
import { id, time } from './ids.ts';

export const environment = z.enum(['sandbox', 'test', 'production']);
export type Environment = z.infer<typeof environment>;

const settings = z.record(z.string().max(64), z.string().max(2048));
const slots = z.record(z.string().max(64), id);

/** Somewhere an alert can go: an address, the keys it takes, and what it would do to people. */
export const destination = z.strictObject({
  id,
  name: z.string(),
  /** A provider's id; the registry says which there are. */
  provider: z.string(),
  environment,
  url: z.string(),
  /** What every alert to here says unless it says otherwise: client, monitoring tool, routing key… */
  settings,
  /** Slot → secret. A slot that is missing has no key yet. */
  secrets: slots,
  /** Seconds after which what was opened here is resolved by itself; null for never. */
  resolveAfter: z
    .int()
    .min(10)
    .max(30 * 86_400)
    .nullable(),
  /** The sandbox's own: made at every start, cannot be changed or removed. */
  builtIn: z.boolean(),
  updatedAt: time,
});
export type Destination = z.infer<typeof destination>;

export const destinationInput = z.strictObject({
  /** Absent for a new one. */
  id: id.optional(),
  name: z.string().trim().min(1, 'Give it a name; it is what you will pick it by.').max(80),
  provider: z.string().min(1).max(32),
  environment: environment.exclude(['sandbox']),
  url: z
    .string()
    .trim()
    .max(2048)
    .superRefine((url, context) => {
      const problem = urlProblem(url);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    }),
  settings,
  secrets: slots,
  resolveAfter: destination.shape.resolveAfter.optional(),
});
export type DestinationInput = z.infer<typeof destinationInput>;

/** Names that only ever mean this computer; plain HTTP is allowed to nowhere else. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/** Why an alert may not go to this address, in words, or null. The rules are `main/send/address.ts`'s first half. */
export function urlProblem(url: string): string | null {
  if (url === '') return 'The address is missing.';
  if (!URL.canParse(url))
    return 'This is not an address. It looks like https://events.pagerduty.com/v2/enqueue.';
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')
    return 'The address has to start with https://.';
  if (parsed.protocol === 'http:' && !isLoopback(parsed.hostname)) {
    return 'Plain http would show the key to everyone on the way. Use https; http is only for 127.0.0.1.';
  }
  if (parsed.username !== '' || parsed.password !== '')
    return 'Take the user name and password out of the address.';
  if (parsed.hash !== '') return 'Take the part after # out of the address; it would not be sent.';
  return null;
}
