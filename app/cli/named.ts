import type { Destination } from '#shared/model/destination.ts';
import { InputError } from './print.ts';

/** The one that is called so: exactly, else in other letter case, else by its id. Undefined when none is. */
export function findNamed<T extends { readonly id: string }>(
  things: readonly T[],
  asked: string,
  nameOf: (thing: T) => string,
): T | undefined {
  const lower = asked.toLowerCase();
  for (const found of [
    things.filter((thing) => nameOf(thing) === asked),
    things.filter((thing) => nameOf(thing).toLowerCase() === lower),
    things.filter(({ id }) => id === asked),
  ]) {
    if (found.length > 1) {
      const ids = found.map((thing) => `${thing.id} (${nameOf(thing)})`).join(', ');
      throw new InputError(`“${asked}” could be several. Name one by its id: ${ids}.`);
    }
    if (found[0] !== undefined) return found[0];
  }
  return undefined;
}

/** What there is to choose from, for a message. */
export function choices(names: readonly string[]): string {
  return names.length === 0 ? 'There is none yet.' : `There are: ${names.join(', ')}.`;
}

/** The destination of that name or id; throws in words when there is none. */
export function findDestination(all: readonly Destination[], name: string): Destination {
  const found = findNamed(all, name, (one) => one.name);
  if (found !== undefined) return found;
  throw new InputError(`There is no destination “${name}”. ${choices(all.map((one) => one.name))}`);
}
