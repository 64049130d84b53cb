import type { IconName } from '#renderer/ui/Icon.tsx';
import type { Batch } from '#shared/model/batch.ts';
import type { Tone } from '#shared/providers/provider.ts';
import { grouped } from '#shared/text/measure.ts';

/** Nothing of it leaves any more by itself, but something could. */
export function isUnfinished({ state }: Batch): boolean {
  return state === 'filling' || state === 'running' || state === 'paused';
}

type Sign = { readonly word: string; readonly tone: Tone; readonly icon: IconName };

export function batchSign(batch: Batch): Sign {
  switch (batch.state) {
    case 'filling':
      return { word: 'Not started', tone: 'unknown', icon: 'clock' };
    case 'running':
      return { word: 'Running', tone: 'info', icon: 'send' };
    case 'paused':
      return batch.isInterrupted
        ? { word: 'Interrupted', tone: 'warning', icon: 'warning' }
        : { word: 'Paused', tone: 'warning', icon: 'pause' };
    case 'ended':
      return { word: 'Ended', tone: 'ok', icon: 'ok' };
    case 'cancelled':
      return { word: 'Cancelled', tone: 'unknown', icon: 'cancelled' };
  }
}

/** How many of its rows have their outcome. */
export function doneRows({ counts }: Batch): number {
  return counts.delivered + counts.rejected + counts.failed + counts.unknown + counts.cancelled;
}

/** "312 of 1,000 · 300 accepted · 9 rejected · 3 unknown"; what there is none of is left out. */
export function batchProgress(batch: Batch): string {
  const { delivered, rejected, failed, unknown, cancelled, underWay } = batch.counts;
  const parts: readonly (readonly [count: number, word: string])[] = [
    [delivered, 'accepted'],
    [rejected, 'rejected'],
    [failed, 'not sent'],
    [unknown, 'unknown'],
    [cancelled, 'cancelled'],
    [underWay, 'under way'],
  ];
  return [
    `${grouped(doneRows(batch))} of ${grouped(batch.rows)}`,
    ...parts.filter(([count]) => count > 0).map(([count, word]) => `${grouped(count)} ${word}`),
  ].join(' · ');
}
