import { exactly } from '#renderer/ui/durations.ts';
import { resolveAfter } from '#shared/model/send.ts';

/** After how long an incident resolves itself, as somebody picks or types it; kept as typed, valid or not. */
export type ResolveChoice = {
  /** `usual`: as the destination says. `other`: the amount and its unit. Else a number of seconds. */
  readonly pick: string;
  readonly amount: string;
  readonly unit: string;
};

export const usualSeconds = [300, 900, 3600] as const;

/** In seconds. */
export const unitsOfTime = [
  { value: '1', label: 'seconds' },
  { value: '60', label: 'minutes' },
  { value: '3600', label: 'hours' },
  { value: '86400', label: 'days' },
] as const;

export const asUsual: ResolveChoice = { pick: 'usual', amount: '30', unit: '60' };

export type Picked =
  /** Undefined: as the destination says; null: never. */
  | { readonly ok: true; readonly seconds: number | null | undefined }
  | { readonly ok: false; readonly why: string };

export function pickedSeconds({ pick, amount, unit }: ResolveChoice): Picked {
  if (pick === 'usual') return { ok: true, seconds: undefined };
  if (pick === 'never') return { ok: true, seconds: null };
  const typed = amount.trim();
  if (pick === 'other' && !/^\d+(?:\.\d+)?$/.test(typed)) {
    return { ok: false, why: 'Say after how long it resolves itself, as a number.' };
  }
  const seconds = pick === 'other' ? Math.round(Number(typed) * Number(unit)) : Number(pick);
  return resolveAfter.safeParse(seconds).success
    ? { ok: true, seconds }
    : { ok: false, why: 'It can resolve itself after 10 seconds at the earliest and 30 days at the latest.' };
}

/** What shows that many seconds again. */
export function choiceFor(seconds: number | null): ResolveChoice {
  if (seconds === null) return { ...asUsual, pick: 'never' };
  if (usualSeconds.some((usual) => usual === seconds)) return { ...asUsual, pick: String(seconds) };
  const unit = unitsOfTime.findLast(({ value }) => seconds % Number(value) === 0) ?? unitsOfTime[0];
  return { pick: 'other', amount: String(seconds / Number(unit.value)), unit: unit.value };
}

export function secondsInWords(seconds: number | null): string {
  return seconds === null ? 'never' : `after ${exactly(seconds)}`;
}
