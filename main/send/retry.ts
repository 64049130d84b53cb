import type { Outcome } from './classify.ts';

/** What one attempt proved, and how long the far side asked to be left alone. */
export type Tried = {
  readonly outcome: Pick<Outcome, 'state' | 'reason' | 'again'>;
  readonly retryAfterMs: number | null;
};

export type Step =
  | { readonly does: 'wait'; readonly ms: number }
  /** `retryAfterMs`: it would be worth another try then, but too late for this send. */
  | { readonly does: 'end'; readonly retryAfterMs: number | null };

/** One, and three more. */
export const ATTEMPTS = 4;
const DEADLINE_MS = 10 * 60_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Where a vendor that says "too many" says no more than that: the first one that names a number says this one. */
const LIMITED_MS = 30_000;

/** What follows the last of `tried`. `elapsedMs`: since the first of them began. */
export function nextStep(
  tried: readonly Tried[],
  facts: {
    readonly hasKey: boolean;
    readonly attempts: number;
    readonly elapsedMs: number;
    readonly random: number;
  },
): Step {
  const last = tried.at(-1);
  if (last === undefined || !mayRepeat(tried, facts.hasKey)) return { does: 'end', retryAfterMs: null };
  const asked = last.retryAfterMs ?? (last.outcome.reason === 'rate_limited' ? LIMITED_MS : 0);
  const ms = Math.max(backoff(tried.length, facts.random), asked);
  if (tried.length >= facts.attempts || ms > LONGEST_WAIT_MS || facts.elapsedMs + ms > DEADLINE_MS) {
    return { does: 'end', retryAfterMs: last.retryAfterMs };
  }
  return { does: 'wait', ms };
}

function mayRepeat(tried: readonly Tried[], hasKey: boolean): boolean {
  switch (tried.at(-1)?.outcome.again) {
    case 'yes':
      return true;
    case 'with-key':
      return hasKey;
    case 'once':
      return tried.filter(({ outcome }) => outcome.again === 'once').length === 1;
    case 'no':
    case undefined:
      return false;
  }
}

/** Anywhere between 1 s and twice as much each time: all who were refused together must not come back together. */
function backoff(attempts: number, random: number): number {
  const most = Math.min(60_000, 2000 * 2 ** (attempts - 1));
  return 1000 + random * (most - 1000);
}

/**
 * Which of them decides what became of the send: accepted once is accepted, and a doubt about one is not taken away
 * by what another one found.
 */
export function deciding<T extends Tried>(tried: readonly T[]): T | undefined {
  return (
    tried.find(({ outcome }) => outcome.state === 'delivered') ??
    tried.findLast(({ outcome }) => outcome.state === 'unknown') ??
    tried.at(-1)
  );
}

/**
 * How long the answer asks to be left alone: seconds, or a date held against the answer's own, because two clocks
 * need not agree. Null where it does not say, or says what is neither (RFC 9110, 10.2.3). Of two, the longer.
 */
export function retryAfterMs(
  headers: readonly (readonly [name: string, value: string])[],
  now: number,
): number | null {
  const all = (name: string) => headers.filter(([one]) => one === name).map(([, value]) => value.trim());
  const answered = httpDate(all('date')[0] ?? '') ?? now;
  const waits = all('retry-after').flatMap((value) => {
    if (/^\d+$/.test(value)) return [Number(value) * 1000];
    const date = httpDate(value);
    return date === null ? [] : [Math.max(0, date - answered)];
  });
  return waits.length === 0 ? null : Math.max(...waits);
}

/** Only the form that is sent today; `Date.parse` takes "-1" for a year. */
function httpDate(value: string): number | null {
  if (!/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(value)) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at;
}
