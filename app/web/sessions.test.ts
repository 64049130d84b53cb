import { expect, test } from 'vitest';
import { openSessions } from './sessions.ts';

function clocked() {
  let now = 1_000_000;
  return { sessions: openSessions(() => now), pass: (ms: number) => void (now += ms) };
}

test('a code connects one tab, once', () => {
  const { sessions } = clocked();
  const code = sessions.newCode();
  const token = sessions.redeem(code);
  expect(sessions.isValid(token)).toBe(true);
  expect(sessions.redeem(code)).toBeNull();
});

test('a code is good for a minute, and only the newest one', () => {
  const { sessions, pass } = clocked();
  const first = sessions.newCode();
  const second = sessions.newCode();
  expect(sessions.redeem(first)).toBeNull();
  pass(60_001);
  expect(sessions.redeem(second)).toBeNull();
});

test('a wrong try does not use the code up', () => {
  const { sessions } = clocked();
  const code = sessions.newCode();
  expect(sessions.redeem('guess')).toBeNull();
  expect(sessions.redeem(code)).not.toBeNull();
});

test('a token ends after twelve idle hours, and use keeps it alive', () => {
  const { sessions, pass } = clocked();
  const token = sessions.redeem(sessions.newCode());
  pass(11 * 3_600_000);
  expect(sessions.isValid(token)).toBe(true);
  pass(11 * 3_600_000);
  expect(sessions.isValid(token)).toBe(true);
  pass(12 * 3_600_000 + 1);
  expect(sessions.isValid(token)).toBe(false);
});

test('the sixth tab takes the place of the first', () => {
  const { sessions } = clocked();
  const tokens = Array.from({ length: 6 }, () => sessions.redeem(sessions.newCode()));
  expect(tokens.map((token) => sessions.isValid(token))).toEqual([false, true, true, true, true, true]);
});

test('guessing codes stops for half a minute after twenty, and holds up no tab that has a token', () => {
  const { sessions, pass } = clocked();
  const token = sessions.redeem(sessions.newCode());
  for (let i = 0; i < 21; i++) sessions.redeem(`guess ${i}`);
  expect(sessions.isPaused('code')).toBe(true);
  expect(sessions.isPaused('token')).toBe(false);
  expect(sessions.isValid(token)).toBe(true);
  pass(30_001);
  expect(sessions.isPaused('code')).toBe(false);
});

test('a tab that was forgotten by a restart does not keep a new one from connecting', () => {
  const { sessions } = clocked();
  for (let i = 0; i < 50; i++) sessions.isValid('a token of the process before this one');
  expect(sessions.isPaused('code')).toBe(false);
  expect(sessions.redeem(sessions.newCode())).not.toBeNull();
});
