import { describe, expect, it } from 'vitest';
import type { Batch } from '#shared/model/batch.ts';
import { batchProgress, batchSign, doneRows, isUnfinished } from './batch-words.ts';

const running: Batch = {
  id: 'b1',
  name: 'Friday drill',
  at: '2026-11-20T22:36:04.118Z',
  destination: { id: 'd', name: 'payments' },
  origin: 'window',
  state: 'running',
  isInterrupted: false,
  problem: null,
  concurrency: 4,
  perSecond: null,
  rows: 1200,
  counts: { queued: 880, underWay: 4, delivered: 300, rejected: 9, failed: 0, unknown: 3, cancelled: 4 },
  endedAt: null,
};

describe('a batch in words', () => {
  it('says how far it has come, and only what there is any of', () => {
    expect(doneRows(running)).toBe(316);
    expect(batchProgress(running)).toBe(
      '316 of 1,200 · 300 accepted · 9 rejected · 3 unknown · 4 cancelled · 4 under way',
    );
  });

  it('says that it was interrupted rather than paused', () => {
    expect(batchSign({ ...running, state: 'paused' }).word).toBe('Paused');
    expect(batchSign({ ...running, state: 'paused', isInterrupted: true }).word).toBe('Interrupted');
  });

  it.each([
    ['filling', true],
    ['running', true],
    ['paused', true],
    ['ended', false],
    ['cancelled', false],
  ] as const)('one that is %s can go on: %s', (state, expected) => {
    expect(isUnfinished({ ...running, state })).toBe(expected);
  });
});
