import { randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

/** Time as sending knows it: one that no change of the system's clock can move, so that a delay is a delay. */
export type Clock = {
  /** Milliseconds since some moment. */
  now(): number;
  /** Resolves true when the time is over, false as soon as the signal says stop. */
  wait(ms: number, signal: AbortSignal): Promise<boolean>;
  /** From 0 to below 1. */
  random(): number;
};

export const systemClock: Clock = {
  now: () => performance.now(),
  async wait(ms, signal) {
    try {
      await setTimeout(ms, undefined, { signal });
      return true;
    } catch {
      return false;
    }
  },
  random: () => randomInt(2 ** 32) / 2 ** 32,
};
