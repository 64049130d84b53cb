import { expect, test } from 'vitest';
import { mayLeave, mayRepeat, openLanes } from './lanes.ts';

const never = new AbortController().signal;

test('nothing passes what is unknown, except a resolve that is asked to, past triggers', () => {
  expect(mayLeave([], 'opens', false)).toBe(true);
  for (const effect of ['opens', 'acknowledges', 'resolves', 'none'] as const) {
    expect(mayLeave(['opens'], effect, false)).toBe(false);
    expect(mayLeave(['opens', 'opens'], effect, true)).toBe(effect === 'resolves');
    expect(mayLeave(['opens', 'resolves'], effect, true)).toBe(false);
  }
});

test('a trigger is not repeated after a later resolve or acknowledgement; anything else is', () => {
  expect(mayRepeat([], 'opens')).toBe(true);
  expect(mayRepeat(['opens'], 'opens')).toBe(true);
  expect(mayRepeat(['opens', 'resolves'], 'opens')).toBe(false);
  expect(mayRepeat(['acknowledges'], 'opens')).toBe(false);
  expect(mayRepeat(['resolves'], 'resolves')).toBe(true);
});

test('first come, first served, each lane for itself', async () => {
  const lanes = openLanes();
  const order: string[] = [];
  const first = await lanes.turn('a', never);
  const second = lanes.turn('a', never).then((leave) => {
    order.push('second');
    leave?.();
  });
  const third = lanes.turn('a', never).then((leave) => {
    order.push('third');
    leave?.();
  });
  (await lanes.turn('b', never))?.();
  order.push('other lane');
  first?.();
  await Promise.all([second, third]);
  expect(order).toEqual(['other lane', 'second', 'third']);
});

test('whoever is stopped while waiting steps out, and those behind move up', async () => {
  const lanes = openLanes();
  const first = await lanes.turn('a', never);
  const giveUp = new AbortController();
  const second = lanes.turn('a', giveUp.signal);
  const third = lanes.turn('a', never);
  giveUp.abort();
  expect(await second).toBeNull();
  first?.();
  expect(await third).not.toBeNull();
  expect(await lanes.turn('a', AbortSignal.abort())).toBeNull();
});
