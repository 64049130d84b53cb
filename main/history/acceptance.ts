import type { DatabaseSync } from 'node:sqlite';
import type { AppInfo } from '#shared/contract/contract.ts';
import { openHistorySettings } from './history-settings.ts';

type Condition = AppInfo['history'];

/**
 * A history that is a backup's, or a new one where there was an old one, does not know what was sent last. Until a
 * person has said that they know, nothing is sent on top of it; it is remembered over restarts.
 */
export type Acceptance = {
  /** How the history was found, now or at an earlier start that nobody has accepted yet. */
  readonly condition: Condition;
  isAwaited(): boolean;
  /** Why nothing may be sent on top of it; null when all is well. */
  readonly obstacle: () => Condition | null;
  accept(): void;
};

const NAME = 'found';

export function openAcceptance(database: DatabaseSync, found: Condition): Acceptance {
  // it cannot be written to, and nothing can be sent in any case
  if (found === 'read-only')
    return { condition: found, isAwaited: () => false, obstacle: () => found, accept: () => {} };
  const settings = openHistorySettings(database);
  if (found !== 'ok') settings.set(NAME, found);
  const kept = settings.get(NAME);
  const condition = kept === 'restored' || kept === 'started-anew' ? kept : 'ok';
  const isAwaited = () => settings.get(NAME) !== null;
  return {
    condition,
    isAwaited,
    obstacle: () => (isAwaited() ? condition : null),
    accept: () => settings.set(NAME, null),
  };
}
