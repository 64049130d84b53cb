import { describe, expect, it } from 'vitest';
import { openSession } from './session.ts';

type Start = { hash?: string; stored?: string; redeem?: (code: string) => Promise<string | null> };

function open({ hash = '', stored, redeem = () => Promise.resolve(null) }: Start) {
  const kept = new Map(stored === undefined ? [] : [['firedrill.token', stored]]);
  const redeemed: string[] = [];
  let cleared = 0;
  const session = openSession({
    hash,
    clearHash: () => cleared++,
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
    redeem: (code) => {
      redeemed.push(code);
      return redeem(code);
    },
  });
  return { session, kept, redeemed, cleared: () => cleared };
}

describe('a session of the web host', () => {
  it('trades the code in the address for a token and takes the code out of the address at once', async () => {
    const { session, kept, redeemed, cleared } = open({
      hash: '#c=abcdefgh12345',
      redeem: () => Promise.resolve('token-1'),
    });
    expect(cleared()).toBe(1);
    expect(await session.token()).toBe('token-1');
    expect(redeemed).toEqual(['abcdefgh12345']);
    expect(kept.get('firedrill.token')).toBe('token-1');
    expect(session.state).toBe('connected');
  });

  it('uses the kept token after a reload, and asks for nothing', async () => {
    const { session, redeemed, cleared } = open({ hash: '#/history', stored: 'token-1' });
    expect(await session.token()).toBe('token-1');
    expect(redeemed).toEqual([]);
    expect(cleared()).toBe(0);
    expect(session.state).toBe('connected');
  });

  it('keeps a token that still holds when the code was used before', async () => {
    const { session } = open({ hash: '#c=abcdefgh12345', stored: 'token-1' });
    expect(await session.token()).toBe('token-1');
    expect(session.state).toBe('connected');
  });

  it('is not connected without a code and without a token', async () => {
    const { session } = open({ hash: '#/vault' });
    expect(await session.token()).toBeNull();
    expect(session.state).toBe('not-connected');
  });

  it('is not connected when the code is refused or the host does not answer', async () => {
    const refused = open({ hash: '#c=abcdefgh12345' });
    expect(await refused.session.token()).toBeNull();
    expect(refused.session.state).toBe('not-connected');
    const silent = open({ hash: '#c=abcdefgh12345', redeem: () => Promise.reject(new Error('refused')) });
    expect(await silent.session.token()).toBeNull();
    expect(silent.session.state).toBe('not-connected');
  });

  it('forgets a token that the host no longer knows, and says so to whoever listens', async () => {
    const { session, kept } = open({ stored: 'token-1' });
    await session.token();
    let told = 0;
    session.subscribe(() => told++);
    session.lost();
    expect(told).toBe(1);
    expect(session.state).toBe('not-connected');
    expect(kept.size).toBe(0);
    expect(await session.token()).toBeNull();
  });
});
