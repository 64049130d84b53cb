import { pickedSeconds } from '#renderer/forms/resolve-after.ts';
import type { Client } from '#renderer/host/client.ts';
import type { Destination } from '#shared/model/destination.ts';
import type { Secret } from '#shared/model/secret.ts';
import type { Provider } from '#shared/providers/provider.ts';
import { type DestinationFormOutput, originOf, slotState } from './destination-form.ts';

type Parts = {
  readonly client: Pick<Client, 'secrets' | 'destinations'>;
  readonly provider: Provider;
  readonly secrets: readonly Secret[];
  readonly destinations: readonly Destination[];
  /** Keys that are not listed may be in it, so they stay where they are. */
  readonly vaultIsShut: boolean;
  /** Slot → secret that an earlier try at saving already made; a second try must not make another. */
  readonly made: Map<string, string>;
};

/** First the keys, because a destination names them; then the destination itself. */
export async function saveDestination(parts: Parts, form: DestinationFormOutput): Promise<Destination> {
  const { client, provider, made } = parts;
  const { keys, resolves, ...input } = form;
  const picked = pickedSeconds(resolves);
  const resolveAfter = picked.ok ? (picked.seconds ?? null) : null;
  const slots: Record<string, string> = {};
  for (const slot of provider.slots) {
    const held = made.get(slot.id) ?? input.secrets[slot.id];
    const value = keys[slot.id]?.trim() ?? '';
    if (value === '') {
      const { kind } = slotState(held, parts.secrets, input.url, parts.vaultIsShut);
      // made by the try before this one: newer than the list of secrets
      const isUsable = kind === 'kept' || kind === 'locked' || made.has(slot.id);
      if (held !== undefined && isUsable) slots[slot.id] = held;
      continue;
    }
    const saved = await client.secrets.set({
      id: replaceable(parts, input.id, slot.id, held),
      label: `${input.name} ${provider.slots.length === 1 ? 'key' : slot.label}`.slice(0, 80),
      provider: provider.id,
      slot: slot.id,
      boundOrigin: originOf(input.url) ?? input.url,
      value,
    });
    if (saved.id !== input.secrets[slot.id]) made.set(slot.id, saved.id);
    slots[slot.id] = saved.id;
  }
  const settings = Object.fromEntries(Object.entries(input.settings).filter(([, value]) => value !== ''));
  return client.destinations.save({ ...input, settings, secrets: slots, resolveAfter });
}

/** The secret whose value is replaced. One that another destination uses too is left alone, and a new one is made. */
function replaceable(
  parts: Parts,
  destinationId: string | undefined,
  slot: string,
  held: string | undefined,
): string | undefined {
  if (held === undefined) return undefined;
  if (parts.made.get(slot) === held) return held;
  if (!parts.secrets.some((secret) => secret.id === held)) return undefined;
  const isShared = parts.destinations.some(
    (other) => other.id !== destinationId && Object.values(other.secrets).includes(held),
  );
  return isShared ? undefined : held;
}
