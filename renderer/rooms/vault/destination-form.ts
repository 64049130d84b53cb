import { choiceFor, pickedSeconds } from '#renderer/forms/resolve-after.ts';
import { type Destination, destinationInput } from '#shared/model/destination.ts';
import { type Secret, secretInput } from '#shared/model/secret.ts';
import type { Provider } from '#shared/providers/provider.ts';
import { z } from '#shared/zod.ts';

const keyValue = secretInput.shape.value;

const resolves = z
  .strictObject({ pick: z.string(), amount: z.string(), unit: z.string() })
  .superRefine((choice, context) => {
    const picked = pickedSeconds(choice);
    if (!picked.ok) context.addIssue({ code: 'custom', message: picked.why });
  });

/** What the dialog edits: the destination, and the keys that were typed into it. Keys go out and never come back. */
export const destinationForm = destinationInput.omit({ resolveAfter: true }).extend({
  resolves,
  keys: z.record(
    z.string(),
    z.string().superRefine((value, context) => {
      if (value.trim() === '') return;
      const checked = keyValue.safeParse(value);
      if (checked.success) return;
      context.addIssue({ code: 'custom', message: checked.error.issues[0]?.message ?? 'This is not a key.' });
    }),
  ),
});
export type DestinationFormInput = z.input<typeof destinationForm>;
export type DestinationFormOutput = z.output<typeof destinationForm>;

export function blankDestination(provider: Provider): DestinationFormInput {
  return {
    name: '',
    provider: provider.id,
    environment: 'test',
    url: provider.endpoints[0]?.url ?? '',
    settings: Object.fromEntries(provider.settings.map(({ id }) => [id, ''])),
    secrets: {},
    resolves: choiceFor(null),
    keys: Object.fromEntries(provider.slots.map(({ id }) => [id, ''])),
  };
}

export function toForm(destination: Destination, provider: Provider): DestinationFormInput {
  const blank = blankDestination(provider);
  return {
    ...blank,
    id: destination.id,
    name: destination.name,
    // the sandbox's own are never edited, so the other two are all there are
    environment: destination.environment === 'production' ? 'production' : 'test',
    url: destination.url,
    settings: { ...blank.settings, ...destination.settings },
    secrets: destination.secrets,
    resolves: choiceFor(destination.resolveAfter),
  };
}

/** What stands in a slot before anything is typed. */
export type SlotState =
  | { readonly kind: 'empty' }
  /** The destination had one, and the engine no longer has it. */
  | { readonly kind: 'gone' }
  /** The destination has one, and it may be in the vault, which is shut. */
  | { readonly kind: 'locked' }
  | { readonly kind: 'kept'; readonly secret: Secret }
  /** It is bound to another origin than the address now has. */
  | { readonly kind: 'bound-elsewhere'; readonly secret: Secret; readonly origin: string };

export function slotState(
  id: string | undefined,
  secrets: readonly Secret[],
  url: string,
  vaultIsShut = false,
): SlotState {
  if (id === undefined) return { kind: 'empty' };
  const secret = secrets.find((candidate) => candidate.id === id);
  if (secret === undefined) return { kind: vaultIsShut ? 'locked' : 'gone' };
  const origin = originOf(url);
  // one from the environment names no origin; the engine knows where it may go
  const isFree = origin === null || secret.boundOrigin === '';
  if (isFree || origin === secret.boundOrigin) return { kind: 'kept', secret };
  return { kind: 'bound-elsewhere', secret, origin };
}

/** Null while the address is not one. */
export function originOf(url: string): string | null {
  return URL.canParse(url.trim()) ? new URL(url.trim()).origin : null;
}

/** Why keys that were there have to be entered again, in one go for all of them; null when none has to. */
export function whyEnterAgain(states: readonly SlotState[]): string | null {
  const elsewhere = states.filter((state) => state.kind === 'bound-elsewhere');
  const [first] = elsewhere;
  if (first !== undefined) {
    const one = elsewhere.length === 1;
    const keys = elsewhere.map(({ secret }) => endOf(secret)).join(' and ');
    return `The ${one ? 'key' : 'keys'} ${keys} may only go to ${first.secret.boundOrigin}, and the address is now at ${first.origin}. A key is bound to one host, so that a changed address cannot carry it off. Enter the ${one ? 'key' : 'keys'} for the new one.`;
  }
  const gone = states.filter((state) => state.kind === 'gone').length;
  if (gone === 0) return null;
  return gone === 1
    ? 'The key is gone: it was kept in memory only, and Firedrill was stopped since. Enter it again.'
    : 'The keys are gone: they were kept in memory only, and Firedrill was stopped since. Enter them again.';
}

/** Keys that are there already and could go into the slot, for an address as it is now. */
export function keysFor(
  provider: Pick<Provider, 'id'>,
  slot: string,
  url: string,
  secrets: readonly Secret[],
): readonly Secret[] {
  const origin = originOf(url);
  return secrets.filter((secret) => {
    if (secret.kept === 'environment') return secret.boundOrigin === '' || secret.boundOrigin === origin;
    const isOfSlot = secret.provider === provider.id && secret.slot === slot && secret.kept !== 'built-in';
    return isOfSlot && secret.boundOrigin === origin;
  });
}

/** What may be shown of a key. */
export function endOf(secret: Secret): string {
  return secret.last4 === null ? '••••••••' : `…${secret.last4}`;
}
