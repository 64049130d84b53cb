import type { Secret } from '#shared/model/secret.ts';
import { findProvider } from '#shared/providers/registry.ts';

/** "Routing key", in the vendor's words. A key from the environment is for any slot. */
export function slotLabel({ provider, slot }: Pick<Secret, 'provider' | 'slot'>): string {
  const found = findProvider(provider)?.slots.find((candidate) => candidate.id === slot);
  return found?.label ?? (slot === '' ? 'Key' : slot);
}

/** The one host that it may go to, in the few characters a table has room for. */
export function boundHost({ boundOrigin }: Pick<Secret, 'boundOrigin'>): string {
  if (boundOrigin === '') return 'vendor’s own';
  return URL.canParse(boundOrigin) ? new URL(boundOrigin).host : boundOrigin;
}
