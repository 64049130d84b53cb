import type { Destination, DestinationInput } from '#shared/model/destination.ts';

/** The same with one of them a place further up or down; null where it is at the end already. */
export function moved(list: readonly Destination[], id: string, by: -1 | 1): readonly Destination[] | null {
  const from = list.findIndex((one) => one.id === id);
  const one = list[from];
  const other = list[from + by];
  if (one === undefined || other === undefined) return null;
  return list.toSpliced(Math.min(from, from + by), 2, ...(by === 1 ? [other, one] : [one, other]));
}

/** Another one with the same address, settings and keys, under a name that is free. Null for the sandbox's own. */
export function copyOf(destination: Destination, all: readonly Destination[]): DestinationInput | null {
  const { provider, environment, url, settings, secrets, resolveAfter } = destination;
  if (environment === 'sandbox') return null;
  const taken = new Set(all.map(({ name }) => name));
  let name = '';
  for (let count = 1; name === '' || taken.has(name); count++) {
    const end = count === 1 ? ' copy' : ` copy ${count}`;
    name = destination.name.slice(0, 80 - end.length) + end;
  }
  return { name, provider, environment, url, settings, secrets, resolveAfter };
}
