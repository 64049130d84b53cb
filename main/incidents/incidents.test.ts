import { v7 as uuid } from 'uuid';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { httpAnswer, openRawServer, type RawServer } from '#main/send/testing/raw-server.ts';
import { exampleFor, openTestEngine, type TestEngine } from '#main/testing/test-engine.ts';
import type { Destination } from '#shared/model/destination.ts';
import type { Incident, IncidentRef, ResolveAllProgress } from '#shared/model/incident.ts';
import type { SendInput } from '#shared/model/send.ts';
import { findKind } from '#shared/providers/registry.ts';

let at: TestEngine;
beforeEach(async () => {
  at = await openTestEngine({ timeouts: { connect: 500, headers: 500, whole: 1000 }, holdMs: 10 });
});
afterEach(() => at.close());

const all = async (states: Incident['state'][] = []) =>
  (await at.client.incidents.list({ states, before: null, limit: 200 })).incidents;
const left = () => all(['open', 'acknowledged', 'unknown']);
const refOf = ({ destination, key }: Incident): IncidentRef => ({ destinationId: destination.id, key });
const step = (ref: IncidentRef, does: 'acknowledge' | 'resolve', more: object = {}) =>
  at.client.incidents.step({ ...ref, clientRequestId: uuid(), step: does, ...more });
async function only(): Promise<Incident> {
  const [first, second] = await all();
  if (first === undefined || second !== undefined) throw new Error('there is not one incident');
  return first;
}
async function progressOf(
  environments: ('sandbox' | 'test')[] = ['sandbox', 'test'],
): Promise<ResolveAllProgress[]> {
  const heard: ResolveAllProgress[] = [];
  for await (const one of await at.client.incidents.resolveAll({ environments })) heard.push(one);
  return heard;
}

describe('in the sandbox', () => {
  test('each vendor’s alert is opened, acknowledged and resolved, and then nothing is left open', async () => {
    const destinations = await at.client.destinations.list({});
    for (const destination of destinations) {
      await at.client.sends.send(exampleFor(destination, findAlert(destination)));
    }
    const opened = await left();
    expect(opened.map(({ state, sends, resolveAt }) => [state, sends, resolveAt])).toEqual(
      destinations.map(() => ['open', 1, null]),
    );
    for (const incident of opened) {
      const held = await step(refOf(incident), 'acknowledge');
      expect(held, incident.provider).toMatchObject({ state: 'delivered', effect: 'acknowledges' });
      expect((await at.client.incidents.timeline(refOf(incident))).incident.state).toBe('acknowledged');
    }
    at = await at.restart();
    for (const incident of await left()) {
      const ended = await step(refOf(incident), 'resolve');
      expect(ended, incident.provider).toMatchObject({
        state: 'delivered',
        effect: 'resolves',
        origin: 'window',
      });
      const { incident: after, sends } = await at.client.incidents.timeline(refOf(incident));
      expect(after).toMatchObject({ state: 'resolved', sends: 3 });
      expect(sends.map(({ effect }) => effect)).toEqual(['opens', 'acknowledges', 'resolves']);
    }
    expect(await left()).toEqual([]);
    expect((await at.client.incidents.list({ before: null, limit: 1 })).counts).toEqual({
      open: 0,
      acknowledged: 0,
      unknown: 0,
      resolved: destinations.length,
    });
  });

  test.each([
    ['pagerduty', 'dedupKey'],
    ['victorops', 'entityID'],
  ])('%s without a key of ours is resolved with the key of the answer', async (provider, field) => {
    const destination = (await at.client.destinations.list({})).find((one) => one.provider === provider);
    if (destination === undefined) throw new Error(`no sandbox of ${provider}`);
    const input = exampleFor(destination, findAlert(destination));
    const sent = await at.client.sends.send({ ...input, params: { ...input.params, [field]: '' } });
    expect(sent.incidentKey).not.toBe('');
    const incident = await only();
    expect(incident).toMatchObject({ key: sent.incidentKey, state: 'open' });
    const resolved = await step(refOf(incident), 'resolve');
    expect(resolved).toMatchObject({ state: 'delivered', incidentKey: sent.incidentKey });
    expect(await left()).toEqual([]);
  });

  test('the same step twice is one message, and none is sent about what is resolved', async () => {
    const ref = await openOne();
    const clientRequestId = uuid();
    const [first, second] = await Promise.all([
      step(ref, 'resolve', { clientRequestId }),
      step(ref, 'resolve', { clientRequestId }),
    ]);
    expect(second.id).toBe(first.id);
    expect((await step(ref, 'resolve', { clientRequestId })).id).toBe(first.id);
    await expect(step(ref, 'resolve')).rejects.toMatchObject({
      code: 'WRONG_STATE',
      data: { state: 'resolved' },
    });
    await expect(step({ ...ref, key: 'nothing' }, 'resolve')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await only()).sends).toBe(2);
  });

  test('all of them are resolved together, and each is told', async () => {
    for (let n = 0; n < 9; n++) await openOne(`fd-${n}`);
    const heard = await progressOf();
    expect(heard[0]).toEqual({ of: 9, done: 0, incident: null, send: null, problem: null });
    expect(heard.map(({ done }) => done)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(new Set(heard.slice(1).map(({ incident }) => incident?.key)).size).toBe(9);
    expect(heard.slice(1).every(({ send }) => send?.state === 'delivered')).toBe(true);
    expect(await left()).toEqual([]);
    expect(await progressOf()).toHaveLength(1);
    expect((await all()).every(({ sends }) => sends === 2)).toBe(true);
  });

  test('whoever stops listening stops the rest', async () => {
    for (let n = 0; n < 12; n++) await openOne(`fd-${n}`);
    for await (const { done } of await at.client.incidents.resolveAll({ environments: ['sandbox'] })) {
      if (done === 1) break;
    }
    await expect.poll(async () => (await left()).length).toBeLessThan(12);
    expect((await left()).length).toBeGreaterThanOrEqual(12 - 8);
  });

  test('one that is looked after elsewhere leaves the list, and nothing is sent', async () => {
    const ref = await openOne();
    await at.client.incidents.forget(ref);
    expect(await all()).toEqual([]);
    await expect(at.client.incidents.forget(ref)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await at.client.history.list({ before: null, limit: 10 })).total).toBe(1);
  });

  test('open pages hear of every change', async () => {
    const heard: string[] = [];
    const stop = new AbortController();
    const updates = await at.client.live.updates({}, { signal: stop.signal });
    const listening = (async () => {
      for await (const { room } of updates) heard.push(room);
    })().catch(() => {});
    const ref = await openOne();
    await expect.poll(() => heard.filter((room) => room === 'incidents').length).toBe(2);
    await at.client.incidents.setResolveAt({ ...ref, resolveAt: '2999-01-01T00:00:00Z' });
    await expect.poll(() => heard.filter((room) => room === 'incidents').length).toBe(3);
    stop.abort();
    await listening;
  });
});

test('what an open incident is resolved with is kept however old it is, and goes with it', async () => {
  let wall = Date.parse('2026-11-20T10:00:00.000Z');
  await at.close();
  at = await openTestEngine({ now: () => new Date(wall) });
  const days = (count: number) => (wall += count * 86_400_000);
  const [held, ended] = [await openOne('fd-held'), await openOne('fd-ended')];
  await step(held, 'acknowledge');
  await openOne('fd-held');
  await step(ended, 'resolve');
  days(40);
  const retention = { days: 7, count: null };
  // the newest send of all stays too
  expect(await at.client.history.setRetention(retention)).toEqual({ forgotten: 2 });
  expect((await all()).map(({ key, state }) => [key, state])).toEqual([['fd-held', 'acknowledged']]);
  const { sends } = await at.client.incidents.timeline(held);
  expect(sends.map(({ effect }) => effect)).toEqual(['opens', 'acknowledges']);
  expect(await step(held, 'resolve')).toMatchObject({ state: 'delivered' });
  days(40);
  expect(await at.client.history.setRetention(retention)).toEqual({ forgotten: 3 });
  expect(await all()).toEqual([]);
});

describe('elsewhere', () => {
  let server: RawServer;
  let script: string[];
  beforeEach(async () => {
    script = [];
    server = await openRawServer((socket, request) => {
      const key = /"dedup_key":"([^"]*)"/.exec(request)?.[1] ?? '';
      const next = script.shift();
      if (next === 'cut') socket.resetAndDestroy();
      else socket.end(next ?? httpAnswer(202, `{"status":"success","message":"ok","dedup_key":"${key}"}`));
    });
  });
  afterEach(() => server.close());

  async function destination(environment: 'test' | 'production'): Promise<Destination> {
    const { id } = await at.client.secrets.set({
      label: 'key',
      provider: 'pagerduty',
      slot: 'routingKey',
      boundOrigin: server.origin,
      value: 'abcdef0123456789abcdef0123456789',
    });
    return at.client.destinations.save({
      name: `payments ${environment}`,
      provider: 'pagerduty',
      environment,
      url: `${server.origin}/v2/enqueue`,
      settings: {},
      secrets: { routingKey: id },
    });
  }
  const guard = { typed: 'payments production', hold: false, remember: false };

  test('production is resolved behind the guard, one by one, and never among all', async () => {
    await at.client.sends.send({ ...exampleFor(await destination('production'), 'alert'), guard });
    const ref = refOf(await only());
    expect(await progressOf()).toHaveLength(1);
    await expect(step(ref, 'resolve')).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' });
    const resolveAt = '2999-01-01T00:00:00.000Z';
    await expect(at.client.incidents.setResolveAt({ ...ref, resolveAt })).rejects.toMatchObject({
      code: 'CONFIRMATION_NEEDED',
    });
    expect((await only()).resolveAt).toBeNull();
    await at.client.incidents.setResolveAt({ ...ref, resolveAt, guard });
    // moved or taken away it asks for nothing that was not granted
    const later = '2999-01-02T00:00:00.000Z';
    expect(await at.client.incidents.setResolveAt({ ...ref, resolveAt: later })).toMatchObject({
      resolveAt: later,
    });
    await at.client.incidents.setResolveAt({ ...ref, resolveAt: null });
    expect(await step(ref, 'resolve', { guard })).toMatchObject({ state: 'delivered' });
    expect(server.received).toHaveLength(2);
  });

  test('an unknown trigger makes an unknown incident, which a resolve may clean up when it is asked to', async () => {
    script = ['cut'];
    const input = exampleFor(await destination('test'), 'alert');
    expect((await at.client.sends.send(input)).state).toBe('unknown');
    const incident = await only();
    expect(incident).toMatchObject({ state: 'unknown', key: 'fd-test-key' });
    expect(await step(refOf(incident), 'resolve')).toMatchObject({ state: 'cancelled', reason: 'held_back' });
    expect(await step(refOf(incident), 'resolve', { overtake: true })).toMatchObject({ state: 'delivered' });
    expect(await only()).toMatchObject({ state: 'resolved' });
  });

  test('a resolve that nobody knows of leaves it unknown', async () => {
    const input = exampleFor(await destination('test'), 'alert');
    await at.client.sends.send(input);
    script = ['cut'];
    expect((await step(refOf(await only()), 'resolve')).state).toBe('unknown');
    expect(await only()).toMatchObject({ state: 'unknown' });
  });

  test('what cannot be sent among all is told in words, and the others are resolved', async () => {
    const first = await destination('test');
    for (const key of ['a', 'b']) {
      const input = exampleFor(first, 'alert');
      await at.client.sends.send({ ...input, params: { ...input.params, dedupKey: key } });
    }
    await openOne('c');
    await at.client.destinations.remove({ id: first.id });
    const heard = await progressOf();
    const problems = heard.flatMap(({ incident, problem }) =>
      problem === null ? [] : [[incident?.key, problem]],
    );
    expect(problems).toEqual([
      ['a', expect.stringContaining('no longer there')],
      ['b', expect.stringContaining('no longer there')],
    ]);
    expect((await left()).map(({ key }) => key).toSorted()).toEqual(['a', 'b']);
  });

  test('a destination that points elsewhere now is not where the incident is', async () => {
    const target = await destination('test');
    await at.client.sends.send(exampleFor(target, 'alert'));
    const { id, name, provider, settings } = target;
    const url = 'https://events.example/v2/enqueue';
    const moved = { id, name, provider, environment: 'test', url, settings, secrets: {} } as const;
    await at.client.destinations.save(moved);
    await expect(step(refOf(await only()), 'resolve')).rejects.toMatchObject({
      code: 'NOT_REPEATABLE',
      data: { problem: expect.stringContaining('events.example') },
    });
    expect(server.received).toHaveLength(1);
  });

  test('a message with a key taken out of it is not the beginning of another one', async () => {
    const input: SendInput = exampleFor(await destination('test'), 'alert');
    const params = { ...input.params, source: 'abcdef0123456789abcdef0123456789' };
    await at.client.sends.send({ ...input, params });
    await expect(step(refOf(await only()), 'resolve')).rejects.toMatchObject({ code: 'NOT_REPEATABLE' });
  });
});

/** The kind of message that opens incidents. */
function findAlert({ provider }: Destination): string {
  const found = ['alert', 'oim'].find((id) => findKind(provider, id)?.blank !== undefined);
  if (found === undefined) throw new Error(`${provider} has no alerts`);
  return found;
}

async function openOne(key = 'fd-one'): Promise<IncidentRef> {
  const destination = (await at.client.destinations.list({})).find((one) => one.provider === 'pagerduty');
  if (destination === undefined) throw new Error('the sandbox has no such vendor');
  const input = exampleFor(destination, 'alert');
  await at.client.sends.send({ ...input, params: { ...input.params, dedupKey: key } });
  return { destinationId: destination.id, key };
}
