import type { Refusal } from '#main/send/prepare.ts';

/** Why a batch stopped by itself, for the person who goes on with it: what happened, what to do. */
export function whyPaused(refusal: Refusal): string {
  switch (refusal.code) {
    case 'VAULT_LOCKED':
      return 'The vault was locked, and the key is in it. Unlock it, then go on.';
    case 'SECRET_MISSING':
      return `The destination has no ${refusal.label} any more. Add it under “Edit destination”, then go on.`;
    case 'NOT_FOUND':
      return 'The destination is no longer there. Cancel the rest, and make a new batch for another one.';
    case 'NOT_REPEATABLE':
      return `${refusal.problem} Look at it, then go on: rows that have not left go to it as it is then.`;
    case 'HISTORY_UNWRITABLE':
      return `The history could not be written (${refusal.detail}), and nothing is sent that could not be remembered. Free some space, then go on.`;
    default:
      return whyNot(refusal);
  }
}

/** Why a row cannot be taken, or could not leave. */
export function whyNot(refusal: Refusal): string {
  switch (refusal.code) {
    case 'INVALID_ALERT': {
      const [first] = refusal.findings;
      const where = first === undefined || first.path.length === 0 ? '' : `${first.path.join('.')}: `;
      return `${where}${first?.message ?? 'It breaks a rule of the vendor.'}`;
    }
    case 'SECRET_MISSING':
      return `The destination has no ${refusal.label} yet.`;
    case 'SECRET_ORIGIN_MISMATCH':
      return `${refusal.label} may only go to ${refusal.boundOrigin}, and the destination points to ${refusal.origin}. Enter the key again if that is meant.`;
    case 'VAULT_LOCKED':
      return 'The vault is locked, and the key is in it.';
    case 'CONFIRMATION_NEEDED':
      return `${refusal.destination} is a production destination: its name has to be typed.`;
    case 'NOT_FOUND':
      return 'The destination is no longer there.';
    case 'HISTORY_NOT_ACCEPTED':
      return 'The history is not the one of before, and nobody has said yet that they know.';
    case 'NOT_REPEATABLE':
      return refusal.problem;
    case 'WRONG_STATE':
      return `It is ${refusal.state}.`;
    case 'HISTORY_UNWRITABLE':
      return `The history could not be written (${refusal.detail}).`;
  }
}
