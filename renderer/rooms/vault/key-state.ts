import type { Destination } from '#shared/model/destination.ts';
import type { Secret } from '#shared/model/secret.ts';
import { findProvider } from '#shared/providers/registry.ts';

/** Whether a destination could send, as far as its keys go, in the few words that a table has room for. */
export function keyState(
  destination: Destination,
  secrets: readonly Secret[],
  vaultIsShut: boolean,
): { readonly state: 'complete' | 'missing' | 'locked'; readonly text: string } {
  const slots = findProvider(destination.provider)?.slots ?? [];
  const held = slots.map((slot) => secrets.find((secret) => secret.id === destination.secrets[slot.id]));
  const missing = slots.filter((_, index) => held[index] === undefined);
  if (vaultIsShut && missing.length > 0 && missing.every(({ id }) => destination.secrets[id] !== undefined)) {
    return { state: 'locked', text: 'in the vault' };
  }
  if (missing.length > 0) {
    return {
      state: 'missing',
      text: missing.length === 1 ? `${missing[0]?.label ?? 'Key'} missing` : `${missing.length} keys missing`,
    };
  }
  const ends = held.map((secret) => (secret?.last4 == null ? '••••' : `…${secret.last4}`));
  const label = slots.length === 1 ? (slots[0]?.label ?? 'Key') : `${slots.length} keys`;
  return { state: 'complete', text: `${label} ${ends.join(', ')}`.trim() };
}
