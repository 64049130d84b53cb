import type { VaultRefusal, VaultState } from '#shared/model/vault.ts';
import { explainRefusal, explainVault } from '#shared/outcome/explain-vault.ts';

/** What went wrong with a call, for the person who made it: what happened, why, what to do next. */
export function explainError(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : null;
  const data = typeof error === 'object' && error !== null && 'data' in error ? error.data : undefined;
  const facts = (typeof data === 'object' && data !== null ? data : {}) as Record<string, unknown>;
  const fact = (name: string) => (typeof facts[name] === 'string' ? facts[name] : '');
  switch (code) {
    case 'NOT_FOUND':
      return `This ${fact('what')} is no longer there. It may have been removed in another window.`;
    case 'INVALID_ALERT': {
      const [first] = Array.isArray(facts['findings']) ? (facts['findings'] as { message?: string }[]) : [];
      return `Nothing was sent. ${first?.message ?? 'The alert breaks a rule of the vendor.'}`;
    }
    case 'SECRET_MISSING':
      return `Nothing was sent. The destination has no ${fact('label')} yet. Add it under “Edit destination”.`;
    case 'SECRET_ORIGIN_MISMATCH': {
      const home = fact('boundOrigin') === '' ? "its vendor's own addresses" : fact('boundOrigin');
      return `${fact('label')} may only go to ${home}, and the destination points to ${fact('origin')}. Nothing was sent or saved. Enter the key again if that is meant.`;
    }
    case 'CONFIRMATION_NEEDED':
      return `Nothing was sent. ${fact('destination')} is a production destination: type its name to send to it.`;
    case 'VAULT_LOCKED':
      return 'Nothing was sent. The vault is locked, and the key is in it. Unlock it, then send again.';
    case 'VAULT': {
      const refused = facts['refused'] as VaultRefusal | null;
      const state = facts['state'] as VaultState;
      const detail = fact('detail') === '' ? null : fact('detail');
      return refused === null
        ? explainVault({ state, detail, hasBackup: false }).text
        : explainRefusal(refused);
    }
    case 'BAD_FILE':
      return `${fact('problem')} Nothing was changed.`;
    case 'BUILT_IN':
      return `${fact('destination')} belongs to the sandbox and cannot be changed or removed.`;
    case 'HISTORY_UNWRITABLE':
      return `Nothing was sent: the history cannot be written (${fact('detail')}), and Firedrill sends nothing that it could not remember. Free some space, then try again.`;
    case 'HISTORY_NOT_ACCEPTED':
      return fact('condition') === 'read-only'
        ? 'Nothing was sent. The history was written by a newer Firedrill, and this one can only show it. Update this Firedrill, then send again.'
        : 'Nothing was sent. The history is not the one of before: the latest sends may be missing in it. Read what happened on the History page, and say there that you know.';
    case 'BAD_SETTING':
      return `${fact('problem')} Nothing was changed.`;
    case 'WRONG_STATE':
      return `It is ${fact('state')} by now, so this cannot be done any more. Nothing was sent or changed.`;
    case 'NOT_REPEATABLE':
      return `Nothing was sent. ${fact('problem')}`;
    case 'HISTORY_UNREADABLE':
      return `The history cannot be read at the moment (${fact('detail')}). What was sent is not lost. Try again.`;
    case 'BAD_REQUEST':
      return 'Firedrill could not read what this window asked for. Nothing was changed. Reload the page.';
    case 'UNAUTHORIZED':
      return 'This tab is no longer connected to Firedrill. Open the address that it printed in its terminal.';
    default:
      return code === null
        ? 'Firedrill does not answer. It may have been stopped; start it again, what you typed is kept.'
        : 'Firedrill made a mistake of its own. Nothing was sent unless the history says so. The log has the details.';
  }
}
