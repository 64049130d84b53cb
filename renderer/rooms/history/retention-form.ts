import { type Retention, retention } from '#shared/model/history.ts';

export type Limit = { readonly isOn: boolean; readonly text: string };
export type Limits = { readonly days: Limit; readonly count: Limit };

type Read =
  | { readonly ok: true; readonly retention: Retention }
  | { readonly ok: false; readonly problem: string };

/** What the form starts as; a limit that is off offers one that most can live with. */
export function limitsOf({ days, count }: Retention): Limits {
  return {
    days: { isOn: days !== null, text: String(days ?? 365) },
    count: { isOn: count !== null, text: String(count ?? 100_000) },
  };
}

export function readLimits({ days, count }: Limits): Read {
  const number = ({ isOn, text }: Limit) =>
    isOn ? Number(text.replaceAll(/[\s,]/g, '') || Number.NaN) : null;
  const parsed = retention.safeParse({ days: number(days), count: number(count) });
  if (parsed.success) return { ok: true, retention: parsed.data };
  return {
    ok: false,
    problem:
      parsed.error.issues[0]?.path[0] === 'days'
        ? 'The days are a whole number from 1 to 36,500.'
        : 'At least 100 sends have to be kept, in whole numbers.',
  };
}
