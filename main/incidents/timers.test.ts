import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openManualClock, type ManualClock } from '#main/send/testing/manual-clock.ts';
import { httpAnswer, openRawServer, type RawServer } from '#main/send/testing/raw-server.ts';
import { exampleFor, openTestEngine, type TestEngine } from '#main/testing/test-engine.ts';
import type { EngineOptions } from '#main/engine.ts';
import type { Destination } from '#shared/model/destination.ts';
import type { Incident } from '#shared/model/incident.ts';
import type { SendInput } from '#shared/model/send.ts';

// The time of the calendar and the time of delays are both told to pass.

const PASSPHRASE = 'correct horse battery staple';
let wall: number;
let clock: ManualClock;
let at: TestEngine;
let server: RawServer;
let script: string[];

const options = (): Partial<EngineOptions> => ({
  now: () => new Date(wall),
  clock,
  timeouts: { connect: 500, headers: 500, whole: 1000 },
  kdf: { logN: 10 },
});
async function pass(ms: number): Promise<void> {
  wall += ms;
  await clock.pass(ms);
}
/** Nothing runs meanwhile. */
async function stoppedFor(ms: number, more: Partial<EngineOptions> = {}): Promise<void> {
  const { dataDir } = at;
  await at.engine.close();
  wall += ms;
  clock = openManualClock();
  at = await openTestEngine({ ...options(), ...more, dataDir });
}

beforeEach(async () => {
  wall = Date.parse('2026-11-20T10:00:00.000Z');
  clock = openManualClock();
  script = [];
  at = await openTestEngine(options());
  server = await openRawServer((socket, request) => {
    const key = /"dedup_key":"([^"]*)"/.exec(request)?.[1] ?? '';
    const next = script.shift();
    if (next === 'cut') socket.resetAndDestroy();
    else socket.end(next ?? httpAnswer(202, `{"status":"success","message":"ok","dedup_key":"${key}"}`));
  });
});
afterEach(async () => {
  await at.close();
  await server.close();
});

async function sandbox(): Promise<Destination> {
  const found = (await at.client.destinations.list({})).find(({ provider }) => provider === 'pagerduty');
  if (found === undefined) throw new Error('the sandbox has no such vendor');
  return found;
}
async function destination(change: object = {}): Promise<Destination> {
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
    ...change,
  });
}
const inputOf = ({ id, name, provider, url, settings, secrets }: Destination) => ({
  id,
  name,
  provider,
  environment: 'test' as const,
  url,
  settings,
  secrets,
});
const trigger = (to: Destination, resolveAfter?: number | null): SendInput => ({
  ...exampleFor(to, 'alert'),
  ...(resolveAfter === undefined ? {} : { resolveAfter }),
});
async function incident(): Promise<Incident> {
  const [first] = (await at.client.incidents.list({ before: null, limit: 10 })).incidents;
  if (first === undefined) throw new Error('there is no incident');
  return first;
}
/** As soon as it is so; else what it still is. */
async function settledAs(expected: string): Promise<Incident> {
  for (let tries = 0; tries < 300; tries++) {
    const now = await incident();
    if (now.state === expected || (now.resolveProblem?.includes(expected) ?? false)) return now;
    await setTimeout(10);
  }
  return incident();
}
const newest = async () => (await at.client.history.list({ before: null, limit: 1 })).sends[0];
const count = async () => (await at.client.history.list({ before: null, limit: 1 })).total;

test('an incident is resolved when its time has come, and not before', async () => {
  await at.client.sends.send(trigger(await sandbox(), 900));
  expect(await incident()).toMatchObject({ state: 'open', resolveAt: '2026-11-20T10:15:00.000Z' });
  await pass(899_000);
  expect((await incident()).state).toBe('open');
  await pass(1000);
  expect(await settledAs('resolved')).toMatchObject({
    state: 'resolved',
    resolveAt: null,
    resolveProblem: null,
  });
  expect(await newest()).toMatchObject({ origin: 'timer', effect: 'resolves', state: 'delivered' });
  await pass(3_600_000);
  expect(await count()).toBe(2);
});

test('the destination says when, unless the send says something else', async () => {
  const to = await destination({ resolveAfter: 60 });
  await at.client.sends.send(trigger(to));
  expect((await incident()).resolveAt).toBe('2026-11-20T10:01:00.000Z');
  const never = trigger(to, null);
  await at.client.sends.send({ ...never, params: { ...never.params, dedupKey: 'another' } });
  const { incidents } = await at.client.incidents.list({ before: null, limit: 10 });
  expect(incidents.find(({ key }) => key === 'another')?.resolveAt).toBeNull();
});

test('one that is to come survives a restart', async () => {
  await at.client.sends.send(trigger(await sandbox(), 900));
  await stoppedFor(600_000);
  expect(at.engine.info.missedTimers).toBe(0);
  expect((await incident()).state).toBe('open');
  await pass(300_000);
  expect(await settledAs('resolved')).toMatchObject({ state: 'resolved' });
});

test('one that was missed fires at the next start, which says so', async () => {
  await at.client.sends.send(trigger(await sandbox(), 60));
  await stoppedFor(3_600_000);
  expect(at.engine.info.missedTimers).toBe(1);
  expect(await settledAs('resolved')).toMatchObject({ state: 'resolved' });
  await stoppedFor(1000);
  expect(at.engine.info.missedTimers).toBe(0);
});

test('a program that is there for something else leaves it to the next one', async () => {
  await at.client.sends.send(trigger(await sandbox(), 60));
  await stoppedFor(3_600_000, { firesTimers: false });
  expect(at.engine.info.missedTimers).toBe(1);
  await pass(60_000);
  expect(await count()).toBe(1);
});

test('a laptop that slept catches up within half a minute of its waking', async () => {
  await at.client.sends.send(trigger(await sandbox(), 900));
  await pass(1000);
  // the calendar goes on, and no delay does
  wall += 3_600_000;
  await pass(30_000);
  expect(await settledAs('resolved')).toMatchObject({ state: 'resolved' });
});

test('another trigger sets it anew, a resolve by hand takes it away, and so does a person', async () => {
  const to = await sandbox();
  await at.client.sends.send(trigger(to, 900));
  await pass(600_000);
  await at.client.sends.send(trigger(to, 900));
  expect((await incident()).resolveAt).toBe('2026-11-20T10:25:00.000Z');
  const ref = { destinationId: to.id, key: 'fd-test-key' };
  await at.client.incidents.setResolveAt({ ...ref, resolveAt: null });
  await pass(3_600_000);
  expect(await incident()).toMatchObject({ state: 'open', resolveAt: null });
  await at.client.incidents.setResolveAt({ ...ref, resolveAt: new Date(wall + 60_000).toISOString() });
  await at.client.incidents.step({ ...ref, clientRequestId: 'by-hand', step: 'resolve' });
  await pass(3_600_000);
  expect(await incident()).toMatchObject({ state: 'resolved', resolveAt: null });
  expect(await count()).toBe(3);
});

test('a time in the past is now', async () => {
  const to = await sandbox();
  await at.client.sends.send(trigger(to));
  const ref = { destinationId: to.id, key: 'fd-test-key' };
  await at.client.incidents.setResolveAt({ ...ref, resolveAt: '2001-01-01T00:00:00Z' });
  expect(await settledAs('resolved')).toMatchObject({ state: 'resolved' });
});

test('an unknown trigger has a timer too, and its resolve passes it', async () => {
  script = ['cut'];
  await at.client.sends.send(trigger(await destination(), 60));
  expect(await incident()).toMatchObject({ state: 'unknown', resolveAt: '2026-11-20T10:01:00.000Z' });
  await pass(60_000);
  expect(await settledAs('resolved')).toMatchObject({ state: 'resolved' });
  expect(server.received).toHaveLength(2);
});

test('production that was confirmed with its timer is not asked for again', async () => {
  const to = await destination({ environment: 'production' });
  const guard = { typed: 'payments', hold: false, remember: false };
  await at.client.sends.send({ ...trigger(to, 60), guard });
  await pass(60_000);
  expect(await settledAs('resolved')).toMatchObject({ state: 'resolved' });
});

test('a destination that has become production since is left alone, in words', async () => {
  const to = await destination();
  await at.client.sends.send(trigger(to, 60));
  await at.client.destinations.save({ ...inputOf(to), environment: 'production' });
  await pass(60_000);
  expect(await settledAs('by hand')).toMatchObject({
    state: 'open',
    resolveProblem: expect.stringContaining('by hand'),
  });
  expect(server.received).toHaveLength(1);
});

test('behind a locked vault it waits, says so, and is resolved as soon as the vault is open', async () => {
  await at.client.vault.create({ passphrase: PASSPHRASE, keyring: false });
  await at.client.sends.send(trigger(await destination(), 60));
  await stoppedFor(3_600_000);
  expect(await settledAs('vault is locked')).toMatchObject({
    state: 'open',
    resolveProblem: expect.stringContaining('vault is locked'),
  });
  await pass(120_000);
  expect(await count()).toBe(1);
  await at.client.vault.unlock({ passphrase: PASSPHRASE });
  expect(await settledAs('resolved')).toMatchObject({ state: 'resolved', resolveProblem: null });
});

test('a destination that is gone, or points elsewhere, keeps it waiting in words', async () => {
  const to = await destination();
  await at.client.sends.send(trigger(to, 60));
  const url = 'https://events.example/v2/enqueue';
  await at.client.destinations.save({ ...inputOf(to), url, secrets: {} });
  await pass(60_000);
  expect(await settledAs('events.example')).toMatchObject({
    state: 'open',
    resolveProblem: expect.stringContaining('events.example'),
  });
  await at.client.destinations.remove({ id: to.id });
  expect(await settledAs('no longer there')).toMatchObject({
    state: 'open',
    resolveProblem: expect.stringContaining('no longer there'),
  });
  expect(server.received).toHaveLength(1);
});

test('what cannot be reached is tried again, what is refused is not, and both are told', async () => {
  const to = await destination();
  await at.client.sends.send(trigger(to, 60));
  script = [httpAnswer(407, '')];
  await pass(60_000);
  expect(await settledAs('tried again')).toMatchObject({
    state: 'open',
    resolveProblem: expect.stringContaining('tried again'),
  });
  script = [httpAnswer(400, '{"status":"invalid event","errors":["no"]}')];
  await pass(300_000);
  expect(await settledAs('did not accept')).toMatchObject({
    state: 'open',
    resolveAt: null,
    resolveProblem: expect.stringContaining('did not accept'),
  });
  await pass(3_600_000);
  expect(server.received).toHaveLength(3);
});

test('a resolve that nobody knows of is not repeated', async () => {
  await at.client.sends.send(trigger(await destination(), 60));
  script = ['cut'];
  await pass(60_000);
  expect(await settledAs('may or may not')).toMatchObject({
    state: 'unknown',
    resolveAt: null,
    resolveProblem: expect.stringContaining('may or may not'),
  });
  await pass(3_600_000);
  expect(server.received).toHaveLength(2);
});

test('many at once are resolved a few at a time, all of them', async () => {
  const to = await sandbox();
  for (let n = 0; n < 20; n++) {
    const one = trigger(to, 60);
    await at.client.sends.send({ ...one, params: { ...one.params, dedupKey: `fd-${n}` } });
  }
  await pass(60_000);
  const states = async () => (await at.client.incidents.list({ before: null, limit: 50 })).counts.resolved;
  await expect.poll(states, { timeout: 5000 }).toBe(20);
  expect(await count()).toBe(40);
});
