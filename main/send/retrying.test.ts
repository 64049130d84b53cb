import { afterEach, beforeEach, expect, test } from 'vitest';
import { exampleFor, openTestEngine, type TestEngine } from '#main/testing/test-engine.ts';
import { explain } from '#shared/outcome/explain.ts';
import type { Destination } from '#shared/model/destination.ts';
import { httpAnswer, openRawServer, type RawServer } from './testing/raw-server.ts';

let at: TestEngine;
let server: RawServer;
/** What is answered next; a yes when there is nothing left. */
let script: string[];
beforeEach(async () => {
  at = await openTestEngine({ timeouts: { connect: 2000, headers: 2000, whole: 3000 }, holdMs: 50 });
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

async function destination(): Promise<Destination> {
  const { id } = await at.client.secrets.set({
    label: 'key',
    provider: 'pagerduty',
    slot: 'routingKey',
    boundOrigin: server.origin,
    value: 'abcdef0123456789abcdef0123456789',
  });
  return at.client.destinations.save({
    name: 'payments',
    provider: 'pagerduty',
    environment: 'test',
    url: `${server.origin}/v2/enqueue`,
    settings: {},
    secrets: { routingKey: id },
  });
}
const FAULT = httpAnswer(503, '');
const latest = async () => (await at.client.history.list({ before: null, limit: 1 })).sends[0];

test('a fault of the vendor is tried again with the same bytes, and every attempt is on record', async () => {
  script = [FAULT, httpAnswer(429, '', ['retry-after: 1'])];
  const sent = await at.client.sends.send(exampleFor(await destination(), 'alert'));
  expect(sent).toMatchObject({ state: 'delivered', status: 202, retryAt: null });
  expect(sent.attempts.map(({ n, status, state }) => [n, status, state])).toEqual([
    [1, 503, 'unknown'],
    [2, 429, 'failed'],
    [3, 202, 'delivered'],
  ]);
  expect(new Set(server.received).size).toBe(1);
  expect(await at.client.history.get({ id: sent.id })).toEqual(sent);
});

test('a doubt stays, whatever the next attempt finds', async () => {
  script = [FAULT, httpAnswer(400, '{"errors":["no"]}')];
  const sent = await at.client.sends.send(exampleFor(await destination(), 'alert'));
  expect(sent).toMatchObject({ state: 'unknown', reason: 'server_error', status: 503 });
  expect(explain(sent).text).toContain('may or may not have it');
  expect(server.received).toHaveLength(2);
});

test('a vendor that asks for an hour is not waited for, and the time is told', async () => {
  script = [httpAnswer(429, '', ['retry-after: 3600'])];
  const sent = await at.client.sends.send(exampleFor(await destination(), 'alert'));
  expect(sent).toMatchObject({ state: 'failed', reason: 'rate_limited' });
  expect(Date.parse(sent.retryAt ?? '') - Date.now()).toBeGreaterThan(3_500_000);
  expect(explain(sent).text).toMatch(/It takes calls again at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\./);
});

test('without a key that tells a repetition from a second alert nothing doubtful is repeated', async () => {
  script = [FAULT];
  const sent = await at.client.sends.send(exampleFor(await destination(), 'change'));
  expect(sent).toMatchObject({ state: 'unknown', reason: 'server_error' });
  expect(server.received).toHaveLength(1);
});

test('stopped while it waits for the next attempt: not taken is cancelled, in doubt is unknown', async () => {
  const slow = await openTestEngine({ clock: { now: () => 0, random: () => 0.5, wait: waitForStop } });
  const here = at;
  at = slow;
  try {
    const target = await destination();
    for (const [answer, state] of [
      [httpAnswer(429, ''), 'cancelled'],
      [FAULT, 'unknown'],
    ] as const) {
      script = [answer];
      const stop = new AbortController();
      const done = at.client.sends
        .send(exampleFor(target, 'alert'), { signal: stop.signal })
        .catch(() => null);
      await expect.poll(async () => (await latest())?.state, { timeout: 3000 }).toBe('retry_wait');
      stop.abort();
      await done;
      await expect.poll(async () => (await latest())?.state).toBe(state);
    }
  } finally {
    at = here;
    await slow.close();
  }
});

test('nothing passes an unknown one, also after a restart; a resolve does when it is asked to', async () => {
  script = ['cut'];
  const target = await destination();
  const trigger = exampleFor(target, 'alert');
  expect((await at.client.sends.send(trigger)).state).toBe('unknown');
  const again = { ...trigger, clientRequestId: 'again' };
  const held = await at.client.sends.send(again);
  expect(held).toMatchObject({ state: 'cancelled', reason: 'held_back', attempts: [] });
  expect(explain(held).text).toContain('Nothing was sent');

  const resolve = { ...trigger, params: { ...trigger.params, eventAction: 'resolve' } };
  expect((await at.client.sends.send({ ...resolve, clientRequestId: 'r1' })).reason).toBe('held_back');
  const overtaking = await at.client.sends.send({ ...resolve, clientRequestId: 'r2', overtake: true });
  expect(overtaking.state).toBe('delivered');
  expect(server.received).toHaveLength(2);

  const others = {
    ...trigger,
    clientRequestId: 'other',
    params: { ...trigger.params, dedupKey: 'fd-other' },
  };
  await at.client.sends.send(others);
  expect(server.received).toHaveLength(3);
});

test('messages about one incident leave in the order they were made, each after the one before', async () => {
  script = ['silence'];
  const target = await destination();
  const one = exampleFor(target, 'alert');
  const first = at.client.sends.send(one);
  const second = at.client.sends.send({ ...one, clientRequestId: 'second' });
  await expect.poll(() => server.received.length).toBe(1);
  await expect.poll(async () => (await latest())?.state, { timeout: 3000 }).toBe('queued');
  expect((await first).state).toBe('unknown');
  expect(await second).toMatchObject({ state: 'cancelled', reason: 'held_back' });
  expect(server.received).toHaveLength(1);
});

test('closing ends what waits at once and records it', async () => {
  const slow = await openTestEngine({ clock: { now: () => 0, random: () => 0.5, wait: waitForStop } });
  const here = at;
  at = slow;
  script = [FAULT];
  const done = at.client.sends.send(exampleFor(await destination(), 'alert'));
  await expect.poll(async () => (await latest())?.state, { timeout: 3000 }).toBe('retry_wait');
  await slow.close();
  expect((await done).state).toBe('unknown');
  at = here;
});

function waitForStop(_: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(false);
    signal.addEventListener('abort', () => resolve(false));
  });
}
