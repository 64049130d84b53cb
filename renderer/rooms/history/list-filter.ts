import { type HistoryFilter, historyFilter } from '#shared/model/history.ts';

/** Stretches of time that end now. */
export const spans = {
  '1h': { hours: 1, words: 'Last hour' },
  '24h': { hours: 24, words: 'Last 24 h' },
  '7d': { hours: 7 * 24, words: 'Last 7 days' },
  '30d': { hours: 30 * 24, words: 'Last 30 days' },
} as const;
export type Span = keyof typeof spans;

/** What the list is narrowed to: as the engine takes it, but a stretch that ends now moves along with the clock. */
export type ListFilter = HistoryFilter & { readonly last?: Span | undefined };

const MINUTE_MS = 60_000;

/** Its name in the address. What is not among them, such as what the page compares with, stays where it is. */
const names = {
  search: 'q',
  providers: 'provider',
  destinations: 'destination',
  environments: 'environment',
  states: 'state',
  batches: 'batch',
  incidentKey: 'key',
  since: 'since',
  until: 'until',
  last: 'last',
} as const satisfies Record<keyof ListFilter, string>;

/** Anything in the address that is no filter narrows nothing. */
export function readFilter(query: URLSearchParams): ListFilter {
  const one = (name: string) => query.get(name) ?? undefined;
  const many = (name: string) => (query.has(name) ? query.getAll(name) : undefined);
  const last = one(names.last);
  return {
    ...part('search', one(names.search)),
    ...part('providers', many(names.providers)),
    ...part('destinations', many(names.destinations)),
    ...part('environments', many(names.environments)),
    ...part('states', many(names.states)),
    ...part('batches', many(names.batches)),
    ...part('incidentKey', one(names.incidentKey)),
    ...(isSpan(last) ? { last } : { ...part('since', one(names.since)), ...part('until', one(names.until)) }),
  };
}

/** The same address with another filter in it. */
export function writeFilter(query: URLSearchParams, filter: ListFilter): URLSearchParams {
  const written = new URLSearchParams(query);
  for (const name of Object.values(names)) written.delete(name);
  for (const key of Object.keys(names) as (keyof ListFilter)[]) {
    const value = filter[key];
    if (value === undefined || value === '') continue;
    for (const item of typeof value === 'string' ? [value] : value) written.append(names[key], item);
  }
  return written;
}

/** As the engine takes it, at this moment. */
export function engineFilter({ last, ...filter }: ListFilter, now: number): HistoryFilter {
  if (last === undefined) return filter;
  const from = now - spans[last].hours * 60 * MINUTE_MS;
  return { ...filter, since: new Date(Math.floor(from / MINUTE_MS) * MINUTE_MS).toISOString() };
}

export function isNarrowed(filter: ListFilter): boolean {
  return filterKey(filter) !== '';
}

/** One text for one filter: equal ones narrow to the same. */
export function filterKey(filter: ListFilter): string {
  return writeFilter(new URLSearchParams(), filter).toString();
}

export function isSpan(text: string | undefined): text is Span {
  return text !== undefined && Object.hasOwn(spans, text);
}

/** The change that chooses these of one kind; none of them is any. */
export function choose(
  name: 'providers' | 'destinations' | 'environments' | 'states' | 'batches',
  chosen: readonly string[],
): Partial<ListFilter> {
  return { [name]: undefined, ...part(name, chosen.length === 0 ? undefined : chosen) };
}

/** One member of the filter, when it is what the engine would take. */
function part(name: keyof HistoryFilter, value: unknown): HistoryFilter {
  if (value === undefined || value === '') return {};
  const parsed = historyFilter.safeParse({ [name]: value });
  return parsed.success ? parsed.data : {};
}
