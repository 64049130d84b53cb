import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { v7 as uuid } from 'uuid';
import { httpAnswer, openRawServer, type RawServer } from '#main/send/testing/raw-server.ts';
import { takeEnvironmentSecrets } from '#main/secrets/environment.ts';
import { crashImage } from '#main/testing/crash-image.ts';
import { openTestEngine, type TestEngine } from '#main/testing/test-engine.ts';
import type { Batch, BatchRow } from '#shared/model/batch.ts';
import type { Destination } from '#shared/model/destination.ts';
import { findKind } from '#shared/providers/registry.ts';

let at: TestEngine;
let server: RawServer;
/** What each row came with, in the order they came; and what is said to each. */
let came: string[];
let underWay: number;
let mostUnderWay: number;
let answer: (source: string) => string | null | Promise<string | null>;

const SECRET = 'abcdef0123456789abcdef0123456789';
const YES = (key: string) => httpAnswer(202, `{"status":"success","message":"ok","dedup_key":"${key}"}`);

beforeEach(async () => {
  came = [];
  underWay = 0;
  mostUnderWay = 0;
  answer = () => null;
  server = await openRawServer((socket, request) => {
    const source = /"source":"([^"]*)"/.exec(request)?.[1] ?? '';
    const key = /"dedup_key":"([^"]*)"/.exec(request)?.[1] ?? '';
    came.push(source);
    mostUnderWay = Math.max(mostUnderWay, ++underWay);
    socket.on('close', () => underWay--);
    void Promise.resolve(answer(source)).then((said) => {
      if (said === 'cut') socket.resetAndDestroy();
      else socket.end(said ?? YES(key));
    });
  });
  at = await openTestEngine(options());
});
afterEach(async () => {
  await at.close();
  await server.close();
});

const options = () => ({
  timeouts: { connect: 500, headers: 2000, whole: 3000 },
  holdMs: 50,
  environment: takeEnvironmentSecrets(
    { FIREDRILL_SECRET_CI: SECRET, FIREDRILL_SECRET_CI_ORIGIN: server.origin },
    new Date(),
  ),
});

const target = (environment: 'test' | 'production' = 'test'): Promise<Destination> =>
  at.client.destinations.save({
    name: 'payments',
    provider: 'pagerduty',
    environment,
    url: `${server.origin}/v2/enqueue`,
    settings: {},
    secrets: { routingKey: 'env:CI' },
  });

const example = findKind('pagerduty', 'alert')?.example ?? {};
const row = (source: string, change: Record<string, string> = {}): BatchRow => ({
  clientRequestId: uuid(),
  provider: 'pagerduty',
  kind: 'alert',
  params: { ...example, source, dedupKey: `fd-${source}`, ...change },
});
const rows = (count: number) => Array.from({ length: count }, (_, index) => row(`r${index + 1}`));

async function filled(
  list: readonly BatchRow[],
  change: { concurrency?: number; perSecond?: number | null; destinationId?: string } = {},
): Promise<string> {
  const id = uuid();
  const destinationId = change.destinationId ?? (await target()).id;
  await at.client.batches.create({
    id,
    name: 'drill',
    destinationId,
    concurrency: 4,
    perSecond: null,
    ...change,
  });
  for (let from = 0; from < list.length; from += 500) {
    const added = await at.client.batches.add({ id, rows: list.slice(from, from + 500) });
    expect(added.problems).toEqual([]);
  }
  return id;
}
const stateOf = async (id: string) => (await at.client.batches.get({ id })).state;
const PATIENCE = { timeout: 10_000 };
describe('a batch', () => {
  test('sends every row once, so many at a time, and knows what became of each', async () => {
    answer = async (source) => {
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
      return source === 'r7' ? httpAnswer(400, '{"errors":["no"]}') : source === 'r9' ? 'cut' : null;
    };
    const id = await filled(rows(40));
    expect(await at.client.batches.get({ id })).toMatchObject({ state: 'filling', rows: 40 });
    expect(came).toEqual([]);
    expect((await at.client.batches.run({ id })).state).toBe('running');
    await expect.poll(() => stateOf(id), PATIENCE).toBe('ended');
    const batch = await at.client.batches.get({ id });
    expect(batch.counts).toEqual({
      queued: 0,
      underWay: 0,
      delivered: 38,
      rejected: 1,
      failed: 0,
      unknown: 1,
      cancelled: 0,
    });
    expect(batch.endedAt).not.toBeNull();
    expect(came.toSorted()).toEqual(
      rows(40)
        .map((_, index) => `r${index + 1}`)
        .toSorted(),
    );
    expect(mostUnderWay).toBeLessThanOrEqual(4);
    expect(mostUnderWay).toBeGreaterThan(1);
    const { sends } = await at.client.history.list({ before: null, limit: 200, filter: { batches: [id] } });
    expect(sends).toHaveLength(40);
    const { buckets, p50, p99 } = await at.client.batches.latencies({ id });
    expect(buckets.reduce((sum, { sends }) => sum + sends, 0)).toBe(39);
    expect(p50).toBeLessThanOrEqual(p99 ?? 0);
  });

  test('keeps the rows about one incident in their order, and stops them behind a doubt', async () => {
    answer = (source) => (source === 'a2' ? 'cut' : null);
    const id = await filled([
      row('a1', { dedupKey: 'fd-a' }),
      row('b1', { dedupKey: 'fd-b' }),
      row('a2', { dedupKey: 'fd-a', eventAction: 'acknowledge' }),
      row('b2', { dedupKey: 'fd-b', eventAction: 'acknowledge' }),
      row('a3', { dedupKey: 'fd-a', eventAction: 'resolve' }),
      row('b3', { dedupKey: 'fd-b', eventAction: 'resolve' }),
    ]);
    await at.client.batches.run({ id });
    await expect.poll(() => stateOf(id), PATIENCE).toBe('ended');
    const of = (lane: string) => came.filter((source) => source.startsWith(lane));
    expect([of('a'), of('b')]).toEqual([
      ['a1', 'a2'],
      ['b1', 'b2', 'b3'],
    ]);
    const { sends } = await at.client.history.list({ before: null, limit: 10, filter: { batches: [id] } });
    expect(sends.map(({ state, reason }) => [state, reason]).toReversed()).toEqual([
      ['delivered', null],
      ['delivered', null],
      ['unknown', 'reset'],
      ['delivered', null],
      ['cancelled', 'held_back'],
      ['delivered', null],
    ]);
  });

  test('says which rows it cannot take, and takes none of that part', async () => {
    const id = await filled([row('fine')]);
    const long = row('long', { summary: 'x'.repeat(1025) });
    const pasted = row(`oops ${SECRET}`);
    const added = await at.client.batches.add({ id, rows: [row('fine too'), long, pasted] });
    expect(added).toMatchObject({ rows: 1, problems: [{ row: 2 }, { row: 3 }] });
    expect(added.problems[0]?.message).toContain('1,024');
    expect(added.problems[1]?.message).toContain('key');
    expect(JSON.stringify(added)).not.toContain(SECRET);
  });

  test('takes the same part twice only once', async () => {
    const part = rows(3);
    const id = await filled(part);
    expect(await at.client.batches.add({ id, rows: [...part, row('r4')] })).toEqual({
      rows: 4,
      problems: [],
    });
  });

  test('to production needs the name of the destination each time it is started', async () => {
    const { id: destinationId } = await target('production');
    const id = await filled(rows(2), { destinationId });
    await expect(at.client.batches.run({ id })).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' });
    expect(came).toEqual([]);
    await at.client.batches.run({ id, guard: { typed: 'payments', hold: true, remember: false } });
    await expect.poll(() => stateOf(id), PATIENCE).toBe('ended');
    expect(came).toHaveLength(2);
  });

  test('keeps to its own pace', async () => {
    const id = await filled(rows(11), { concurrency: 8, perSecond: 50 });
    const started = performance.now();
    await at.client.batches.run({ id });
    await expect.poll(() => stateOf(id), PATIENCE).toBe('ended');
    expect(performance.now() - started).toBeGreaterThan(190);
  });

  test('tells how it goes, at most four times a second, until it is over', async () => {
    const id = await filled(rows(30), { perSecond: 40 });
    const told: Batch[] = [];
    const started = performance.now();
    await at.client.batches.run({ id });
    for await (const batch of await at.client.batches.progress({ id })) told.push(batch);
    expect(told.at(-1)).toMatchObject({ state: 'ended', counts: { delivered: 30 } });
    expect(told.length).toBeGreaterThan(1);
    expect(told.length).toBeLessThanOrEqual(2 + (performance.now() - started) / 250);
  });
});

describe('paused', () => {
  test('nothing else leaves, and it goes on where it was', async () => {
    const id = await filled(rows(60), { perSecond: 100 });
    await at.client.batches.run({ id });
    await expect.poll(() => came.length, PATIENCE).toBeGreaterThanOrEqual(5);
    expect((await at.client.batches.pause({ id })).state).toBe('paused');
    await expect.poll(async () => (await at.client.batches.get({ id })).counts.underWay, PATIENCE).toBe(0);
    const stopped = came.length;
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
    expect(came).toHaveLength(stopped);
    const { counts } = await at.client.batches.get({ id });
    expect(counts).toMatchObject({ queued: 60 - stopped, cancelled: 0 });
    await at.client.batches.run({ id });
    await expect.poll(() => stateOf(id), PATIENCE).toBe('ended');
    expect(came.toSorted()).toEqual([...new Set(came)].toSorted());
    expect(came).toHaveLength(60);
  });

  test('cancelled, what had not left never does', async () => {
    const id = await filled(rows(60), { perSecond: 100 });
    await at.client.batches.run({ id });
    await expect.poll(() => came.length, PATIENCE).toBeGreaterThanOrEqual(5);
    await at.client.batches.cancel({ id });
    await expect
      .poll(async () => (await at.client.batches.get({ id })).counts)
      .toMatchObject({ queued: 0, underWay: 0 });
    const { state, counts } = await at.client.batches.get({ id });
    expect([state, counts.delivered + counts.cancelled]).toEqual(['cancelled', 60]);
    expect(came).toHaveLength(counts.delivered);
    await expect(at.client.batches.run({ id })).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  test('by itself when its destination is changed, and says so; then it goes to the new address', async () => {
    const to = await target();
    const id = await filled(rows(40), { perSecond: 100, destinationId: to.id });
    await at.client.batches.run({ id });
    await expect.poll(() => came.length, PATIENCE).toBeGreaterThanOrEqual(3);
    const { name, provider, settings, secrets } = to;
    const moved = { id: to.id, name, provider, settings, secrets, environment: 'test' as const };
    await at.client.destinations.save({ ...moved, url: `${server.origin}/v2/other` });
    await expect.poll(() => stateOf(id), PATIENCE).toBe('paused');
    const { problem, counts } = await at.client.batches.get({ id });
    expect(problem).toContain('payments was changed');
    expect(counts.queued).toBeGreaterThan(0);
    const before = server.received.length;
    await at.client.batches.run({ id });
    await expect.poll(() => stateOf(id), PATIENCE).toBe('ended');
    expect(server.received.slice(before).every((request) => request.startsWith('POST /v2/other '))).toBe(
      true,
    );
    const [last] = (await at.client.history.list({ before: null, limit: 1, filter: { batches: [id] } }))
      .sends;
    expect((await at.client.history.get({ id: last?.id ?? '' })).request.url).toContain('/v2/other');
  });

  test('by a stop of Firedrill it waits to be resumed, and no row is lost or sent twice', async () => {
    const id = await filled(rows(60), { perSecond: 100 });
    await at.client.batches.run({ id });
    await expect.poll(() => came.length, PATIENCE).toBeGreaterThanOrEqual(5);
    at = await reopened();
    expect(await at.client.batches.get({ id })).toMatchObject({ state: 'paused', isInterrupted: true });
    await at.client.batches.run({ id });
    await expect.poll(() => stateOf(id), PATIENCE).toBe('ended');
    expect(came.toSorted()).toEqual([...new Set(came)].toSorted());
    expect(await at.client.batches.get({ id })).toMatchObject({
      counts: { delivered: 60 },
      isInterrupted: false,
    });
  });

  test('by a crash too: rows that were under way are unknown, the others wait', async () => {
    answer = () => new Promise(() => {});
    const id = await filled(rows(10), { concurrency: 3 });
    await at.client.batches.run({ id });
    await expect.poll(() => came.length, PATIENCE).toBeGreaterThanOrEqual(3);
    const crash = await crashImage(at.dataDir);
    answer = () => null;
    at = await reopened(crash);
    expect(at.engine.info.interruptedSends).toBe(3);
    expect(await at.client.batches.get({ id })).toMatchObject({
      state: 'paused',
      isInterrupted: true,
      counts: { queued: 7, unknown: 3 },
    });
    await at.client.batches.run({ id });
    await expect.poll(() => stateOf(id), PATIENCE).toBe('ended');
    expect(came).toHaveLength(10);
  });

  const reopened = async (meanwhile = () => {}) => {
    const { dataDir, engine } = at;
    await engine.close();
    meanwhile();
    return openTestEngine({ ...options(), dataDir });
  };
});

test('a row can be cancelled by itself, before it leaves', async () => {
  const id = await filled(rows(3));
  const { sends } = await at.client.history.list({ before: null, limit: 3, filter: { batches: [id] } });
  expect((await at.client.sends.cancel({ id: sends[1]?.id ?? '' })).state).toBe('cancelled');
  await at.client.batches.run({ id });
  await expect.poll(() => stateOf(id), PATIENCE).toBe('ended');
  expect(came.toSorted()).toEqual(['r1', 'r3']);
});
