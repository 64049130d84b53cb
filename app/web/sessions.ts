import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const CODE_LIFE_MS = 60_000;
const TOKEN_IDLE_MS = 12 * 60 * 60_000;
const MAX_TABS = 5;
const BAD_TRIES = 20;
const BAD_WINDOW_MS = 60_000;
const PAUSE_MS = 30_000;

export type Sessions = {
  /** A code for one tab, good once and for 60 s. The code before it stops working. */
  newCode(): string;
  /** The tab's token, or null for a code that is wrong, used or too old. */
  redeem(code: string): string | null;
  isValid(token: string | null): boolean;
  /** Too many wrong ones of late: 30 s without another try. A tab with a valid token is never held up by it. */
  isPaused(what: 'code' | 'token'): boolean;
};

/**
 * Who a request is from. Tokens live in this process's memory and in one tab's sessionStorage: cookies would be sent
 * to every other program on 127.0.0.1, whatever its port.
 */
export function openSessions(now: () => number): Sessions {
  let code: { digest: Buffer; until: number } | null = null;
  const tokens: { digest: Buffer; lastUsed: number }[] = [];
  const failures = { code: countFailures(now), token: countFailures(now) };
  return {
    newCode() {
      const fresh = randomBytes(32).toString('base64url');
      code = { digest: digest(fresh), until: now() + CODE_LIFE_MS };
      return fresh;
    },
    redeem(given) {
      const isGood = code !== null && now() <= code.until && timingSafeEqual(code.digest, digest(given));
      if (!isGood) {
        failures.code.add();
        return null;
      }
      code = null;
      const token = randomBytes(32).toString('base64url');
      tokens.push({ digest: digest(token), lastUsed: now() });
      if (tokens.length > MAX_TABS) tokens.shift();
      return token;
    },
    isValid(token) {
      const given = token === null ? null : digest(token);
      const at = now();
      const found = tokens.find((known) => given !== null && timingSafeEqual(known.digest, given));
      if (found === undefined || at - found.lastUsed > TOKEN_IDLE_MS) {
        failures.token.add();
        return false;
      }
      found.lastUsed = at;
      return true;
    },
    isPaused: (what) => failures[what].isPaused(),
  };
}

function countFailures(now: () => number) {
  let recent: number[] = [];
  let pausedUntil = 0;
  return {
    add() {
      const at = now();
      recent = [...recent.filter((time) => at - time < BAD_WINDOW_MS), at];
      if (recent.length <= BAD_TRIES) return;
      pausedUntil = at + PAUSE_MS;
      recent = [];
    },
    isPaused: () => now() < pausedUntil,
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
