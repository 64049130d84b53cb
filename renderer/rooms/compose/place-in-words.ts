import { splitUrl } from '#shared/http/http-request.ts';
import type { Destination } from '#shared/model/destination.ts';
import type { Secret } from '#shared/model/secret.ts';
import type { Provider } from '#shared/providers/provider.ts';

/** "events.pagerduty.com · Integration key …a41f" */
export function placeInWords(
  destination: Destination,
  provider: Provider,
  secrets: readonly Secret[],
  vaultIsShut: boolean,
): string {
  const keys = provider.slots.map((slot) => {
    const held = destination.secrets[slot.id];
    const secret = secrets.find(({ id }) => id === held);
    if (secret === undefined && held !== undefined && vaultIsShut) return `${slot.label} in the vault`;
    if (secret === undefined) return `no ${slot.label} yet`;
    if (secret.last4 === null) return secret.label;
    return `${provider.slots.length === 1 ? 'key' : slot.label} …${secret.last4}`;
  });
  return [splitUrl(destination.url).host, ...keys].join(' · ');
}
