import { environmentSigns } from '#renderer/ui/environment.ts';
import { shortTime } from '#renderer/ui/times.ts';
import { sendState, type SendState } from '#shared/model/send.ts';
import { outcomeWord } from '#shared/outcome/explain.ts';
import { findProvider } from '#shared/providers/registry.ts';
import { type ListFilter, spans } from './list-filter.ts';

/** What the ids of a filter are called; undefined where that is not known any more. */
export type Names = {
  readonly destination: (id: string) => string | undefined;
  readonly batch: (id: string) => string | undefined;
};

/** In the order in which they are offered: what ended first, then what has not. */
export const outcomes: readonly SendState[] = [
  'delivered',
  'rejected',
  'failed',
  'unknown',
  'cancelled',
  ...sendState.options.filter((state) => ['queued', 'in_flight', 'retry_wait'].includes(state)),
];

export function stateWord(state: SendState): string {
  return outcomeWord({ state, reason: null }).word;
}

/** By what the list is narrowed, each in a few words. */
export function filterWords(filter: ListFilter, names: Names): readonly string[] {
  const anyOf = (words: readonly string[] | undefined) =>
    words === undefined || words.length === 0 ? [] : [words.join(' or ')];
  return [
    ...(filter.search === undefined ? [] : [`“${filter.search}”`]),
    ...anyOf(filter.environments?.map((one) => environmentSigns[one].word)),
    ...anyOf(filter.providers?.map((one) => findProvider(one)?.shortName ?? one)),
    ...anyOf(filter.destinations?.map((one) => names.destination(one) ?? 'a destination that is gone')),
    ...anyOf(filter.states?.map(stateWord)),
    ...anyOf(filter.batches?.map((one) => `batch ${names.batch(one) ?? one}`)),
    ...(filter.incidentKey === undefined ? [] : [`key ${filter.incidentKey}`]),
    ...timeWords(filter),
  ];
}

/** "Last 24 h", "since 20 Nov 22:41", "19 Nov – 20 Nov"; nothing for any time. */
export function timeWords({ last, since, until }: ListFilter): readonly string[] {
  if (last !== undefined) return [spans[last].words];
  if (since !== undefined && until !== undefined) return [`${shortTime(since)} – ${shortTime(until)}`];
  if (since !== undefined) return [`Since ${shortTime(since)}`];
  return until === undefined ? [] : [`Until ${shortTime(until)}`];
}
