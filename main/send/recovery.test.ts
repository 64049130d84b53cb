import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { takeEnvironmentSecrets } from '#main/secrets/environment.ts';
import { crashImage } from '#main/testing/crash-image.ts';
import { exampleFor, openTestEngine, type TestEngine } from '#main/testing/test-engine.ts';
import type { Destination } from '#shared/model/destination.ts';
import { openManualClock, type ManualClock } from './testing/manual-clock.ts';
import { httpAnswer, openRawServer, type RawServer } from './testing/raw-server.ts';

// What a start does about what the last process left: the crash is an image of the disk, taken in the middle.

// a crash in the middle of an exchange waits for its end before the image is put back
vi.setConfig({ testTimeout: 20_000 });

let at: TestEngine;
let server: RawServer;
let script: string[];
let clock: ManualClock;
let time: number;

const FAULT = httpAnswer(503, '');
const LIMITED = httpAnswer(429, '');
const MINUTE = 60_000;
/** On both clocks, as time does. */
async function pass(ms: number): Promise<void> {
  time += ms;
  await clock.pass(ms);
}
const latest = async () => (await at.client.history.list({ before: null, limit: 1 })).sends[0];
const sent = async (id: string) => at.client.history.get({ id });

function options() {
  clock = openManualClock();
  const variables = {
    FIREDRILL_SECRET_CI: 'abcdef0123456789abcdef0123456789',
    FIREDRILL_SECRET_CI_ORIGIN: server.origin,
  };
  return {
    clock,
    now: () => new Date(time),
    environment: takeEnvironmentSecrets(variables, new Date(time)),
    timeouts: { connect: 2000, headers: 3000, whole: 4000 },
  };
}

beforeEach(async () => {
  script = [];
  time = Date.parse('2026-11-21T10:00:00Z');
  server = await openRawServer((socket) => {
    const next =
      script.shift() ?? httpAnswer(202, '{"status":"success","message":"ok","dedup_key":"fd-test-key"}');
    if (next !== 'silence') socket.end(next);
  });
  at = await openTestEngine(options());
});
afterEach(async () => {
  await at.close();
  await server.close();
});

const destination = (): Promise<Destination> =>
  at.client.destinations.save({
    name: 'payments',
    provider: 'pagerduty',
    environment: 'test',
    url: `${server.origin}/v2/enqueue`,
    settings: {},
    secrets: { routingKey: 'env:CI' },
  });

/** Sends, and dies when it is in that state; `later` is how long it is dead. */
async function dieWhen(state: string, later = 0): Promise<string> {
  const done = at.client.sends.send(exampleFor(await destination(), 'alert')).catch(() => null);
  await expect.poll(async () => (await latest())?.state, { timeout: 3000 }).toBe(state);
  const crash = await crashImage(at.dataDir);
  const id = (await latest())?.id ?? '';
  at = await openAgain(crash, later);
  await done;
  return id;
}
async function openAgain(crash: () => void, later: number): Promise<TestEngine> {
  const { dataDir, engine } = at;
  await engine.close();
  crash();
  time += later;
  return openTestEngine({ ...options(), dataDir });
}

test('an attempt that is still owed is made when its time has come, with the same bytes', async () => {
  script = [FAULT];
  const id = await dieWhen('retry_wait');
  expect(at.engine.info.interruptedSends).toBe(0);
  expect((await sent(id)).state).toBe('retry_wait');
  await pass(900);
  expect(server.received, 'never at once').toHaveLength(1);
  await pass(MINUTE);
  await expect.poll(async () => (await sent(id)).state).toBe('delivered');
  expect(new Set(server.received).size).toBe(1);
  expect((await sent(id)).attempts.map(({ n, state }) => [n, state])).toEqual([
    [1, 'unknown'],
    [2, 'delivered'],
  ]);
});

test('the attempts of before count, and so does their doubt', async () => {
  script = [FAULT, LIMITED, LIMITED, LIMITED, LIMITED];
  const id = await dieWhen('retry_wait');
  for (let minute = 0; minute < 8; minute++) {
    await pass(MINUTE);
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  await expect.poll(async () => (await sent(id)).state).toBe('unknown');
  expect(server.received).toHaveLength(4);
  expect(await sent(id)).toMatchObject({ reason: 'server_error', status: 503 });
});

test.each([
  ['unknown', FAULT, 1],
  ['failed', LIMITED, 0],
] as const)('after ten minutes nothing is owed any more: it is %s', async (state, answer, interrupted) => {
  script = [answer];
  const id = await dieWhen('retry_wait', 11 * MINUTE);
  expect(at.engine.info.interruptedSends).toBe(interrupted);
  expect(await sent(id)).toMatchObject({ state, retryAt: null });
  await pass(MINUTE);
  expect(server.received).toHaveLength(1);
});

test('what has changed meanwhile is not sent: what is known so far stands', async () => {
  script = [FAULT];
  const target = await destination();
  const done = at.client.sends.send(exampleFor(target, 'alert')).catch(() => null);
  await expect.poll(async () => (await latest())?.state, { timeout: 3000 }).toBe('retry_wait');
  const { name, provider, settings, secrets } = target;
  const moved = { name, provider, settings, secrets, environment: 'test' as const };
  await at.client.destinations.save({ ...moved, id: target.id, url: `${server.origin}/elsewhere` });
  at = await openAgain(await crashImage(at.dataDir), 0);
  await done;
  await pass(MINUTE);
  await expect.poll(async () => (await latest())?.state, { timeout: 5000 }).toBe('unknown');
  expect(server.received).toHaveLength(1);
});

test('what was under way is unknown, and what had not begun to leave is cancelled; twice is once', async () => {
  script = ['silence'];
  const target = await destination();
  const input = exampleFor(target, 'alert');
  const done = at.client.sends.send(input).catch(() => null);
  await expect.poll(() => server.received.length).toBe(1);
  const second = at.client.sends.send({ ...input, clientRequestId: 'second' }).catch(() => null);
  await expect.poll(async () => (await latest())?.state, { timeout: 3000 }).toBe('queued');
  at = await openAgain(await crashImage(at.dataDir), 0);
  await Promise.all([done, second]);
  expect(at.engine.info.interruptedSends).toBe(1);
  const states = async () =>
    (await at.client.history.list({ before: null, limit: 5 })).sends.map(({ state, reason }) => [
      state,
      reason,
    ]);
  const recovered = await states();
  expect(recovered).toEqual([
    ['cancelled', 'crash'],
    ['unknown', 'crash'],
  ]);
  at = await openAgain(() => {}, 0);
  expect(at.engine.info.interruptedSends).toBe(0);
  expect(await states()).toEqual(recovered);
});
