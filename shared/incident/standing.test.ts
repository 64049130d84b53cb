import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effect, sendState } from '#shared/model/send.ts';
import { type IncidentMessage, replay, standingAfter } from './standing.ts';

type Short = readonly [IncidentMessage['effect'], IncidentMessage['state']?];

function messages(short: readonly Short[]): IncidentMessage[] {
  return short.map(([does, state = 'delivered'], index) => ({
    id: `m${index}`,
    at: new Date(Date.UTC(2026, 10, 20, 10, index)).toISOString(),
    effect: does,
    state,
  }));
}
const stateOf = (...short: Short[]) => replay(messages(short))?.state ?? null;

test.each<[Short[], string | null]>([
  [[['opens']], 'open'],
  [[['opens'], ['acknowledges']], 'acknowledged'],
  [[['opens'], ['acknowledges'], ['resolves']], 'resolved'],
  [[['opens'], ['acknowledges'], ['opens']], 'acknowledged'],
  [[['opens'], ['resolves'], ['acknowledges']], 'resolved'],
  [[['opens'], ['resolves'], ['opens']], 'open'],
  [[['opens', 'unknown']], 'unknown'],
  [[['opens'], ['opens', 'unknown']], 'open'],
  [[['opens'], ['resolves'], ['opens', 'unknown']], 'unknown'],
  [[['opens', 'unknown'], ['resolves']], 'resolved'],
  [[['opens', 'unknown'], ['acknowledges']], 'unknown'],
  [[['opens'], ['resolves', 'unknown']], 'unknown'],
  [[['opens'], ['resolves', 'unknown'], ['opens']], 'open'],
  [[['opens'], ['acknowledges', 'unknown']], 'open'],
  [[['opens', 'rejected']], null],
  [[['resolves']], null],
  [[['acknowledges']], null],
  [[['none']], null],
])('%j: %s', (short, state) => {
  expect(stateOf(...short)).toBe(state);
});

test('opened anew after it was resolved, it has a new beginning', () => {
  const all = messages([['opens'], ['resolves'], ['opens'], ['acknowledges'], ['resolves', 'failed']]);
  expect(replay(all)).toEqual({
    state: 'acknowledged',
    openedAt: all[2]?.at,
    openedBy: 'm2',
    changedAt: all[3]?.at,
    sends: 5,
  });
});

describe('whatever was sent, and whatever became of it', () => {
  const one = fc.record({
    effect: fc.constantFrom(...effect.options),
    state: fc.constantFrom(...sendState.options),
  });
  const some = fc
    .array(one, { maxLength: 40 })
    .map((all) => messages(all.map(({ effect: does, state }) => [does, state] as const)));

  type AtVendor = 'none' | 'open' | 'acknowledged' | 'resolved';
  const taken = (at: AtVendor, does: IncidentMessage['effect']): AtVendor => {
    const isLive = at === 'open' || at === 'acknowledged';
    if (does === 'opens') return isLive ? at : 'open';
    if (does === 'acknowledges') return isLive ? 'acknowledged' : at;
    if (does === 'resolves') return isLive ? 'resolved' : at;
    return at;
  };
  /** Everything that may be so at the vendor: an unknown message was taken, or it was not. */
  const possible = (all: readonly IncidentMessage[]): Set<AtVendor> => {
    let states = new Set<AtVendor>(['none']);
    for (const { effect: does, state } of all) {
      const after = [...states].map((at) => taken(at, does));
      if (state === 'delivered') states = new Set(after);
      if (state === 'unknown') states = new Set([...states, ...after]);
    }
    return states;
  };

  test('it says unknown when it may be open or not, and only then', () => {
    fc.assert(
      fc.property(some, (all) => {
        const live = [...possible(all)].map((at) => at === 'open' || at === 'acknowledged');
        expect(replay(all)?.state === 'unknown').toBe(live.includes(true) && live.includes(false));
      }),
      { numRuns: 2000 },
    );
  });

  test('what it claims may be so at the vendor', () => {
    fc.assert(
      fc.property(some, (all) => {
        const state = replay(all)?.state ?? 'none';
        expect(state === 'unknown' ? [state] : [...possible(all)]).toContain(state);
      }),
      { numRuns: 2000 },
    );
  });

  test('what certainly did nothing, or is not over, changes no state', () => {
    fc.assert(
      fc.property(some, (all) => {
        const counting = all.filter(({ state }) => state === 'delivered' || state === 'unknown');
        const { sends: _, ...standing } = replay(all) ?? { sends: 0 };
        const { sends: __, ...expected } = replay(counting) ?? { sends: 0 };
        expect(standing).toEqual(expected);
      }),
    );
  });

  test('one after the other is the same as all at once, and nothing is changed in place', () => {
    fc.assert(
      fc.property(some, fc.nat(40), (all, cut) => {
        const before = replay(all.slice(0, cut));
        const kept = structuredClone(before);
        expect(all.slice(cut).reduce(standingAfter, before)).toEqual(replay(all));
        expect(before).toEqual(kept);
      }),
    );
  });

  test('it was opened by one of the messages, not after it last changed', () => {
    fc.assert(
      fc.property(some, (all) => {
        const standing = replay(all);
        if (standing === null) return;
        const opener = all.find(({ id }) => id === standing.openedBy);
        expect(opener).toMatchObject({ effect: 'opens', at: standing.openedAt });
        expect(standing.openedAt <= standing.changedAt).toBe(true);
        expect(standing.sends).toBeLessThanOrEqual(all.length);
      }),
    );
  });
});
