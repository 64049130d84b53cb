import { passphraseProblem } from '#shared/vault/passphrase-rules.ts';

export type NewPassphrase = { readonly typed: string; readonly again: string };
export const noPassphrase: NewPassphrase = { typed: '', again: '' };

/** What keeps the two fields from being used, for each of them. */
export function newPassphraseProblems({ typed, again }: NewPassphrase): {
  readonly typed: string | null;
  readonly again: string | null;
} {
  const problem = typed === '' ? 'The passphrase is missing.' : passphraseProblem(typed);
  if (problem !== null) return { typed: problem, again: null };
  if (again === typed) return { typed: null, again: null };
  return { typed: null, again: again === '' ? 'Type it once more.' : 'This is not the same as above.' };
}

/** How good a passphrase is that may be used, as far as that can be seen from outside: never more than a hint. */
export function passphraseHint(typed: string): string {
  if (typed === '')
    return 'At least 12 characters. Five or six random words are strong and can be remembered.';
  const problem = passphraseProblem(typed);
  if (problem !== null) return problem;
  const characters = Array.from(typed.normalize('NFKC').toLowerCase());
  if (new Set(characters).size < 7) {
    return 'Long enough, but few different characters: that is quickly guessed.';
  }
  const words = typed.trim().split(/[\s\-_.,]+/).length;
  if (characters.length >= 24 || (words >= 4 && characters.length >= 18)) {
    return 'Good, if nobody can know or guess the words.';
  }
  return 'Long enough. Each more random word makes it about ten thousand times as hard to guess.';
}
