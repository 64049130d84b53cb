const SHORTEST_PASSPHRASE = 12;
const LONGEST_PASSPHRASE_BYTES = 1024;

/** What is wrong with a passphrase that somebody wants to use from now on, in words; null when nothing is. */
export function passphraseProblem(passphrase: string): string | null {
  if (!passphrase.isWellFormed()) return 'This has half a character in it. Type the passphrase again.';
  const typed = passphrase.normalize('NFKC');
  const missing = SHORTEST_PASSPHRASE - Array.from(typed).length;
  if (missing > 0) {
    return `A passphrase has at least ${SHORTEST_PASSPHRASE} characters; ${missing} more ${missing === 1 ? 'is' : 'are'} needed.`;
  }
  if (isTooLong(passphrase) || isTooLong(typed)) {
    return `A passphrase has at most ${LONGEST_PASSPHRASE_BYTES} bytes; this one is longer.`;
  }
  return null;
}

const utf8 = new TextEncoder();

/** Nothing that long was ever set, so it need not be tried. */
export function isTooLong(passphrase: string): boolean {
  return (
    passphrase.length > LONGEST_PASSPHRASE_BYTES || utf8.encode(passphrase).length > LONGEST_PASSPHRASE_BYTES
  );
}
