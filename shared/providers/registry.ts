import { bigpanda } from './bigpanda/bigpanda.ts';
import { pagerduty } from './pagerduty/pagerduty.ts';
import type { MessageKind, Provider } from './provider.ts';
import { victorops } from './victorops/victorops.ts';

export const providers: readonly Provider[] = [pagerduty, bigpanda, victorops];

export function findProvider(id: string): Provider | undefined {
  return providers.find((provider) => provider.id === id);
}

export function findKind(providerId: string, kindId: string): MessageKind | undefined {
  return findProvider(providerId)?.kinds.find((kind) => kind.id === kindId);
}
