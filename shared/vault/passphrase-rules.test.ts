import { describe, expect, test } from 'vitest';
import { passphraseProblem } from './passphrase-rules.ts';

describe('passphrases that may not be set', () => {
  test.each([
    ['', 'A passphrase has at least 12 characters; 12 more are needed.'],
    ['elevenchars', 'A passphrase has at least 12 characters; 1 more is needed.'],
    ['🔑🔑🔑🔑🔑🔑', 'A passphrase has at least 12 characters; 6 more are needed.'],
    ['e\u0301'.repeat(11), 'A passphrase has at least 12 characters; 1 more is needed.'],
    ['\ud83dtwelve characters', 'This has half a character in it. Type the passphrase again.'],
    ['x'.repeat(1025), 'A passphrase has at most 1024 bytes; this one is longer.'],
    ['é'.repeat(513), 'A passphrase has at most 1024 bytes; this one is longer.'],
    ['ﷺ'.repeat(100), 'A passphrase has at most 1024 bytes; this one is longer.'],
  ])('%j', (typed, problem) => {
    expect(passphraseProblem(typed)).toBe(problem);
  });

  test.each(['twelve chars', '🔑'.repeat(12), 'x'.repeat(1024), 'with a\u0000NUL and more'])(
    'but %j may',
    (typed) => {
      expect(passphraseProblem(typed)).toBeNull();
    },
  );
});
