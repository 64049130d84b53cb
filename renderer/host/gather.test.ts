import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gather } from './gather.ts';

describe('what comes in bursts', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is passed on at once when it is alone', () => {
    const passed: (readonly number[])[] = [];
    const { add } = gather<number>(100, (items) => passed.push(items));
    add(1);
    expect(passed).toEqual([[1]]);
    vi.advanceTimersByTime(1000);
    add(2);
    expect(passed).toEqual([[1], [2]]);
  });

  it('is passed on together, in its order, and at most once in that time', () => {
    const passed: (readonly number[])[] = [];
    const { add } = gather<number>(100, (items) => passed.push(items));
    for (let item = 1; item <= 4; item++) add(item);
    vi.advanceTimersByTime(99);
    expect(passed).toEqual([[1]]);
    vi.advanceTimersByTime(1);
    expect(passed).toEqual([[1], [2, 3, 4]]);
    add(5);
    expect(passed).toHaveLength(2);
    vi.advanceTimersByTime(100);
    expect(passed).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('is not passed on any more after it was stopped', () => {
    const passed: (readonly number[])[] = [];
    const { add, stop } = gather<number>(100, (items) => passed.push(items));
    add(1);
    add(2);
    stop();
    vi.advanceTimersByTime(1000);
    expect(passed).toEqual([[1]]);
  });
});
