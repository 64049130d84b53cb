import { expect, it } from 'vitest';
import { newPassphraseProblems, passphraseHint } from './passphrase-hint.ts';

it('a new passphrase has to be good enough first, and then typed twice', () => {
  expect(newPassphraseProblems({ typed: '', again: '' }).typed).toContain('missing');
  expect(newPassphraseProblems({ typed: 'short', again: 'short' }).typed).toContain('at least 12');
  const typed = 'four more random words';
  expect(newPassphraseProblems({ typed, again: '' })).toEqual({ typed: null, again: 'Type it once more.' });
  expect(newPassphraseProblems({ typed, again: 'four more' }).again).toContain('not the same');
  expect(newPassphraseProblems({ typed, again: typed })).toEqual({ typed: null, again: null });
});

it.each([
  ['', 'At least 12'],
  ['abc', '9 more are needed'],
  ['aaaaaaaaaaaaaaaa', 'few different'],
  ['ababababababababababababab', 'few different'],
  ['twelve chars', 'Long enough.'],
  ['correct horse battery staple', 'Good'],
])('the hint for %j says %j', (typed, words) => {
  expect(passphraseHint(typed)).toContain(words);
});
