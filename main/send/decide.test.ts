import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exampleFor, openTestEngine, type TestEngine } from '#main/testing/test-engine.ts';
import { explain } from '#shared/outcome/explain.ts';
import type { Destination } from '#shared/model/destination.ts';
import type { Send } from '#shared/model/send.ts';
import { httpAnswer, openRawServer, type RawServer } from './testing/raw-server.ts';

let at: TestEngine;
let server: RawServer;
let script: string[];
const KEY = 'abcdef0123456789abcdef0123456789';
const NO = httpAnswer(400, '{"errors":["no"]}');

beforeEach(async () => {
  at = await openTestEngine({ timeouts: { connect: 2000, headers: 10_000, whole: 12_000 }, holdMs: 50 });
  script = [];
  server = await openRawServer((socket) => {
    const yes = httpAnswer(202, '{"status":"success","message":"ok","dedup_key":"fd-test-key"}');
    const next = script.shift() ?? yes;
    if (next === 'cut') socket.resetAndDestroy();
    else if (next !== 'silence') socket.end(next);
  });
});
afterEach(async () => {
  await at.close();
  await server.close();
});

const keyOf = () =>
  at.client.secrets.set({
    label: 'key',
    provider: 'pagerduty',
    slot: 'routingKey',
    boundOrigin: server.origin,
    value: KEY,
  });
async function destination(environment: 'test' | 'production' = 'test'): Promise<Destination> {
  const { id } = await keyOf();
  return at.client.destinations.save({
    name: 'payments',
    provider: 'pagerduty',
    environment,
    url: `${server.origin}/v2/enqueue`,
    settings: {},
    secrets: { routingKey: id },
  });
}
const guard = { typed: 'payments', hold: false, remember: false };

/** A send that was cut off. */
async function unknown(to: Destination, change: Record<string, string> = {}): Promise<Send> {
  script = ['cut'];
  const input = exampleFor(to, 'alert');
  const sent = await at.client.sends.send({ ...input, params: { ...input.params, ...change }, guard });
  expect(sent.state).toBe('unknown');
  return sent;
}

describe('what is unknown', () => {
  test('is sent once more as it was, and accepted then', async () => {
    const sent = await unknown(await destination());
    const again = await at.client.sends.decide({ id: sent.id, decision: 'resend' });
    expect(again).toMatchObject({ id: sent.id, state: 'delivered', reason: null, decision: null });
    expect(again.attempts.map(({ n, state }) => [n, state])).toEqual([
      [1, 'unknown'],
      [2, 'delivered'],
    ]);
    expect(server.received).toHaveLength(2);
    expect(server.received[1]).toBe(server.received[0]);
    expect(await at.client.history.get({ id: sent.id })).toEqual(again);
  });

  test('is tried once for each decision, and what another attempt finds takes no doubt away', async () => {
    const sent = await unknown(await destination());
    for (const answer of [NO, httpAnswer(503, ''), httpAnswer(429, '')]) {
      script = [answer];
      const again = await at.client.sends.decide({ id: sent.id, decision: 'resend' });
      expect(again.state).toBe('unknown');
    }
    expect(server.received).toHaveLength(4);
    expect((await at.client.history.get({ id: sent.id })).attempts.map(({ state }) => state)).toEqual([
      'unknown',
      'rejected',
      'unknown',
      'failed',
    ]);
  });

  test.each([
    ['delivered', 'has it'],
    ['failed', 'does not have it'],
  ] as const)('is what a person says: %s, once', async (decision, words) => {
    const sent = await unknown(await destination());
    const decided = await at.client.sends.decide({ id: sent.id, decision });
    expect(decided).toMatchObject({ state: decision, reason: 'marked', decision: { by: 'window' } });
    expect(explain(decided).text).toContain(words);
    expect(await at.client.history.get({ id: sent.id })).toEqual(decided);
    for (const other of ['delivered', 'failed', 'resend'] as const) {
      await expect(at.client.sends.decide({ id: sent.id, decision: other })).rejects.toMatchObject({
        code: 'WRONG_STATE',
        data: { state: decision },
      });
    }
    expect(server.received).toHaveLength(1);
    // and its lane is free again
    const after = await at.client.sends.send(exampleFor(await sameDestination(sent), 'alert'));
    expect(after.state).toBe('delivered');
  });

  test('in production is not sent once more without the name', async () => {
    const sent = await unknown(await destination('production'));
    const input = { id: sent.id, decision: 'resend' as const };
    await expect(at.client.sends.decide(input)).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' });
    expect(server.received).toHaveLength(1);
    expect((await at.client.sends.decide({ ...input, guard })).state).toBe('delivered');
  });

  test('is one send however often it is asked for at once', async () => {
    const sent = await unknown(await destination());
    const both = await Promise.allSettled([
      at.client.sends.decide({ id: sent.id, decision: 'resend' }),
      at.client.sends.decide({ id: sent.id, decision: 'resend' }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(server.received).toHaveLength(2);
  });
});

const sameDestination = async (sent: Send): Promise<Destination> => {
  const found = (await at.client.destinations.list({})).find(({ id }) => id === sent.destination.id);
  if (found === undefined) throw new Error('the destination is gone');
  return found;
};

describe('is not sent once more', () => {
  /** Why not, in words; and nothing has left or changed. */
  const refusal = async (sent: Send): Promise<unknown> => {
    const before = server.received.length;
    const error: unknown = await at.client.sends
      .decide({ id: sent.id, decision: 'resend' })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'NOT_REPEATABLE' });
    expect(server.received).toHaveLength(before);
    expect((await at.client.history.get({ id: sent.id })).state).toBe('unknown');
    return error instanceof Error && 'data' in error ? error.data : null;
  };
  const saying = (problem: string) => ({ problem: expect.stringContaining(problem) as string });

  test('what is not all here', async () => {
    const sent = await unknown(await destination(), { source: `oops ${KEY}` });
    expect(await refusal(sent)).toMatchObject(saying('A key was taken out'));
  });

  test('what would go elsewhere, or say something else', async () => {
    const to = await destination();
    // left to the destination to say
    const sent = await unknown(to, { client: '' });
    const { id, name, provider, secrets, url } = to;
    const saved = { id, name, provider, secrets, environment: 'test' as const };
    await at.client.destinations.save({ ...saved, settings: {}, url: `${server.origin}/v2/other` });
    expect(await refusal(sent)).toMatchObject(saying('the address'));
    await at.client.destinations.save({ ...saved, settings: { client: 'another' }, url });
    expect(await refusal(sent)).toMatchObject(saying('the content'));
  });

  test('what has another key now, even one of the same length', async () => {
    const to = await destination();
    const sent = await unknown(to);
    const id = to.secrets['routingKey'] ?? '';
    const input = { id, label: 'key', provider: 'pagerduty', slot: 'routingKey', boundOrigin: server.origin };
    await at.client.secrets.set({ ...input, value: KEY.replaceAll('0', '1') });
    expect(await refusal(sent)).toMatchObject(saying('replaced'));
  });

  test('a trigger that a later resolve has closed, or may have', async () => {
    const to = await destination();
    const sent = await unknown(to);
    const input = exampleFor(to, 'alert');
    const resolve = { ...input, params: { ...input.params, eventAction: 'resolve' }, overtake: true };
    script = ['cut'];
    const doubtful = await at.client.sends.send({ ...resolve, clientRequestId: 'r1' });
    expect(doubtful.state).toBe('unknown');
    expect(await refusal(sent)).toMatchObject(saying('unknown as well'));
    await at.client.sends.decide({ id: doubtful.id, decision: 'delivered' });
    expect(await refusal(sent)).toMatchObject(saying('would open it again'));
  });

  test('what nobody knows', async () => {
    await expect(at.client.sends.decide({ id: 'none', decision: 'resend' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('cancelling', () => {
  const latest = async () => (await at.client.history.list({ before: null, limit: 1 })).sends[0];

  test('cuts what is under way, which is unknown then, and ends what waits behind it', async () => {
    script = ['silence'];
    const input = exampleFor(await destination(), 'alert');
    const first = at.client.sends.send(input);
    await expect.poll(() => server.received.length).toBe(1);
    const under = await latest();
    const second = at.client.sends.send({ ...input, clientRequestId: 'second' });
    await expect.poll(async () => (await latest())?.state).toBe('queued');
    const behind = await latest();
    expect(await at.client.sends.cancel({ id: behind?.id ?? '' })).toMatchObject({
      state: 'cancelled',
      reason: null,
    });
    expect(await at.client.sends.cancel({ id: under?.id ?? '' })).toMatchObject({
      state: 'unknown',
      reason: 'aborted',
    });
    expect([(await first).state, (await second).state]).toEqual(['unknown', 'cancelled']);
    await expect(at.client.sends.cancel({ id: under?.id ?? '' })).rejects.toMatchObject({
      code: 'WRONG_STATE',
      data: { state: 'unknown' },
    });
  });

  test('a wait for another attempt ends at once', async () => {
    const slow = await openTestEngine({ clock: { now: () => 0, random: () => 0.5, wait: waitForStop } });
    const here = at;
    at = slow;
    try {
      script = [httpAnswer(429, '')];
      const done = at.client.sends.send(exampleFor(await destination(), 'alert'));
      await expect.poll(async () => (await latest())?.state, { timeout: 3000 }).toBe('retry_wait');
      await at.client.sends.cancel({ id: (await latest())?.id ?? '' });
      expect((await done).state).toBe('cancelled');
    } finally {
      at = here;
      await slow.close();
    }
  });
});

test('the meter says how far the limit of a key is used up', async () => {
  const to = await destination();
  expect(await at.client.sends.meter({ destinationId: to.id })).toMatchObject({ used: 0, calls: 120 });
  await at.client.sends.send(exampleFor(to, 'alert'));
  expect(await at.client.sends.meter({ destinationId: to.id })).toMatchObject({ used: 1, freeInMs: 0 });
  const [sandbox] = await at.client.destinations.list({});
  expect(await at.client.sends.meter({ destinationId: sandbox?.id ?? '' })).toBeNull();
});

function waitForStop(_: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(false);
    signal.addEventListener('abort', () => resolve(false));
  });
}
