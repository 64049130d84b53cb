import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openPacing } from './pacing.ts';
import { openManualClock, settled } from './testing/manual-clock.ts';

const never = new AbortController().signal;

test('no stretch of that length ever has more calls in it, and each leaves as soon as it may', async () => {
  const moves = fc.array(fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 7000 })), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(moves, fc.integer({ min: 1, max: 5 }), async (moves, calls) => {
      const clock = openManualClock();
      const pacing = openPacing(clock);
      const pace = { calls, perSeconds: 10 };
      const left: number[] = [];
      let asked = 0;
      for (const move of [...moves, 1_000_000]) {
        if (move === null) {
          asked++;
          void pacing.turn('key', pace, never).then(() => left.push(clock.now()));
          await settled();
        } else await clock.pass(move);
      }
      expect(left).toHaveLength(asked);
      for (const [index, at] of left.entries()) {
        const before = left[index - calls];
        if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(10_000);
      }
    }),
  );
});

test('another key has a pace of its own, and the meter says how far each is', async () => {
  const clock = openManualClock();
  const pacing = openPacing(clock);
  const pace = { calls: 2, perSeconds: 60 };
  await pacing.turn('a', pace, never);
  await clock.pass(10_000);
  await pacing.turn('a', pace, never);
  expect(pacing.meter('a', pace)).toEqual({ used: 2, ...pace, freeInMs: 50_000 });
  expect(pacing.meter('b', pace)).toEqual({ used: 0, ...pace, freeInMs: 0 });
  await clock.pass(50_000);
  expect(pacing.meter('a', pace)).toEqual({ used: 1, ...pace, freeInMs: 0 });
});

test('a call that is given up while it waits leaves its place to others', async () => {
  const clock = openManualClock();
  const pacing = openPacing(clock);
  const pace = { calls: 1, perSeconds: 60 };
  await pacing.turn('a', pace, never);
  const giveUp = new AbortController();
  const waiting = pacing.turn('a', pace, giveUp.signal);
  expect(pacing.meter('a', pace).freeInMs).toBe(120_000);
  giveUp.abort();
  expect(await waiting).toBe(false);
  expect(pacing.meter('a', pace).freeInMs).toBe(60_000);
});
