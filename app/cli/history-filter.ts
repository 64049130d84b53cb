import { type Command, InvalidArgumentError } from 'commander';
import { environment } from '#shared/model/destination.ts';
import type { HistoryFilter } from '#shared/model/history.ts';
import { sendState } from '#shared/model/send.ts';
import { providers } from '#shared/providers/registry.ts';

export type FilterOptions = {
  readonly search?: string;
  readonly state?: HistoryFilter['states'];
  readonly provider?: readonly string[];
  readonly destination?: readonly string[];
  readonly environment?: HistoryFilter['environments'];
  readonly since?: string;
  readonly until?: string;
};

/** The options that narrow the history; those that take one of a list may be given several times. */
export function withFilterOptions(command: Command): Command {
  return command
    .option('--search <words>', 'in the summary, key, host, destination and answer', searchWords)
    .option('--state <state>', sendState.options.join(', '), oneOf(sendState.options))
    .option('--provider <id>', providers.map(({ id }) => id).join(', '), oneOf(providers.map(({ id }) => id)))
    .option('--destination <name>', 'its name or id', several)
    .option('--environment <name>', environment.options.join(', '), oneOf(environment.options))
    .option('--since <time>', 'such as 2026-11-20, 2026-11-20T10:00Z, 90m, 12h or 7d', moment)
    .option('--until <time>', 'the same; up to it and not with it', moment);
}

/** `idsOf` gives the ids that destinations of that name were sent to under. */
export function filterFrom(
  options: FilterOptions,
  idsOf: (name: string) => readonly string[],
): HistoryFilter {
  const { search, state, provider, destination, environment, since, until } = options;
  return {
    search,
    states: state,
    providers: provider === undefined ? undefined : [...provider],
    destinations: destination?.flatMap(idsOf),
    environments: environment,
    since,
    until,
  };
}

function several(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function oneOf<T extends string>(choices: readonly T[]): (value: string, before?: readonly T[]) => T[] {
  return (value, before = []) => {
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw new InvalidArgumentError(`One of: ${choices.join(', ')}.`);
    return [...before, found];
  };
}

function searchWords(text: string): string {
  if (text.length > 400) throw new InvalidArgumentError('At most 400 characters.');
  return text;
}

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

function moment(text: string): string {
  const ago = /^(\d{1,6})([mhd])$/.exec(text);
  const unit = ago?.[2];
  const time =
    unit === 'm' || unit === 'h' || unit === 'd'
      ? Date.now() - Number(ago?.[1]) * UNITS[unit]
      : /^\d{4}-\d{2}-\d{2}(?:T.*)?$/.test(text)
        ? Date.parse(text)
        : Number.NaN;
  const date = new Date(time);
  if (Number.isNaN(time) || date.getUTCFullYear() < 0 || date.getUTCFullYear() > 9999) {
    throw new InvalidArgumentError(
      'A date, a time, or how long ago: 2026-11-20, 2026-11-20T10:00Z, 90m, 12h, 7d.',
    );
  }
  return date.toISOString();
}
