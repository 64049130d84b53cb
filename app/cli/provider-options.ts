import { Option } from 'commander';
import { urlProblem } from '#shared/model/destination.ts';
import type { Provider, SecretSlot } from '#shared/providers/provider.ts';
import { findProvider, providers } from '#shared/providers/registry.ts';
import { UsageError } from './print.ts';

export function providerOption(): Option {
  return new Option('--provider <id>', 'whose it is')
    .choices(providers.map(({ id }) => id))
    .makeOptionMandatory();
}

export function providerOf(id: string): Provider {
  const found = findProvider(id);
  if (found === undefined) throw new UsageError(`There is no provider ${id}.`);
  return found;
}

/** The slot that was asked for; one need not ask where there is only one. */
export function slotOf(provider: Provider, asked: string | undefined): SecretSlot {
  const [only, second] = provider.slots;
  const found = asked === undefined && second === undefined ? only : findById(provider.slots, asked);
  if (found !== undefined) return found;
  throw new UsageError(
    `${provider.shortName} has these keys: ${described(provider.slots)}. Say which: --slot`,
  );
}

/** Where a destination points: an address, or one of the vendor's regions, or the first of them. */
export function addressOf(provider: Provider, { url, region }: { url?: string; region?: string }): string {
  if (url !== undefined) return url;
  const endpoint = region === undefined ? provider.endpoints[0] : findById(provider.endpoints, region);
  if (endpoint !== undefined) return endpoint.url;
  throw new UsageError(`${provider.shortName} has these regions: ${described(provider.endpoints)}.`);
}

/** The one origin that a key may go to, of an address or of the vendor's first endpoint. */
export function originOf(provider: Provider, asked: string | undefined): string {
  const url = asked ?? addressOf(provider, {});
  const problem = urlProblem(url);
  if (problem !== null) throw new UsageError(`--origin: ${problem}`);
  return new URL(url).origin;
}

/** `name=text` as often as given. What is wrong with one is said without it: it may be a key in the wrong place. */
export function pairs(
  option: string,
  given: readonly string[],
  known: readonly { readonly id: string; readonly label: string }[],
): Map<string, string> {
  const found = new Map<string, string>();
  for (const pair of given) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, Math.max(at, 0));
    if (at < 1 || at === pair.length - 1 || findById(known, name) === undefined) {
      const choice = known.length === 0 ? 'there are none here' : `one of: ${described(known)}`;
      throw new UsageError(`${option} takes NAME=…, and the name is ${choice}.`);
    }
    found.set(name, pair.slice(at + 1));
  }
  return found;
}

function findById<T extends { readonly id: string }>(
  all: readonly T[],
  id: string | undefined,
): T | undefined {
  return all.find((one) => one.id === id);
}

function described(all: readonly { readonly id: string; readonly label: string }[]): string {
  return all.map(({ id, label }) => `${id} (${label})`).join(', ');
}
