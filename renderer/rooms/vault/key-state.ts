import type { Destination } from '#shared/model/destination.ts';
import type { Secret } from '#shared/model/secret.ts';
import { findProvider } from '#shared/providers/registry.ts';

/** Whether a destination could send, as far as its keys go, in the few words that a table has room for. */
export function keyState(
  destination: Destination,
  secrets: readonly Secret[],
): { readonly isComplete: boolean; readonly text: string } {
  const slots = findProvider(destination.provider)?.slots ?? [];
  const held = slots.map((slot) => secrets.find((secret) => secret.id === destination.secrets[slot.id]));
  const missing = slots.filter((_, index) => held[index] === undefined);
  if (missing.length > 0) {
    return {
      isComplete: false,
      text: missing.length === 1 ? `${missing[0]?.label ?? 'Key'} missing` : `${missing.length} keys missing`,
    };
  }
  const ends = held.map((secret) => (secret?.last4 == null ? '••••' : `…${secret.last4}`));
  const label = slots.length === 1 ? (slots[0]?.label ?? 'Key') : `${slots.length} keys`;
  return { isComplete: true, text: `${label} ${ends.join(', ')}`.trim() };
}
