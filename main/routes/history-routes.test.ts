import { afterEach, beforeEach, expect, test } from 'vitest';
import { exampleFor, openTestEngine, type TestEngine } from '#main/testing/test-engine.ts';

let at: TestEngine;
beforeEach(async () => {
  at = await openTestEngine();
});
afterEach(() => at.close());

async function sendToEach(): Promise<string[]> {
  const ids: string[] = [];
  for (const destination of await at.client.destinations.list({})) {
    ids.push((await at.client.sends.send(exampleFor(destination, 'alert'))).id);
  }
  return ids;
}

test('the list takes a filter or none, and says how many there are', async () => {
  const ids = await sendToEach();
  const [destination] = await at.client.destinations.list({});
  if (destination === undefined) throw new Error('no destinations');
  const all = await at.client.history.list({ before: null, limit: 50 });
  expect(all).toMatchObject({ total: ids.length, isMore: false });
  expect(all.sends.map(({ id }) => id)).toEqual(ids.toReversed());
  const narrowed = await at.client.history.list({
    before: null,
    limit: 50,
    filter: { destinations: [destination.id], states: ['delivered'], search: 'accept' },
  });
  expect(narrowed.total).toBeLessThanOrEqual(1);
  const statistics = await at.client.history.statistics({ days: 1 });
  expect(statistics.days.reduce((sum, { sends }) => sum + sends, 0)).toBe(ids.length);
  expect(statistics.latencies.map(({ destinationId }) => destinationId)).toContain(destination.id);
});

test('filters are kept over a restart, changed by their id, and removed once', async () => {
  const unknown = { id: 'f1', name: 'to decide', filter: { states: ['unknown' as const] } };
  await at.client.history.saveFilter(unknown);
  await at.client.history.saveFilter({ id: 'f2', name: 'Drills', filter: { search: 'drill' } });
  await at.client.history.saveFilter({ ...unknown, name: 'undecided' });
  at = await at.restart();
  expect(await at.client.history.filters({})).toEqual([
    { id: 'f2', name: 'Drills', filter: { search: 'drill' } },
    { ...unknown, name: 'undecided' },
  ]);
  await at.client.history.removeFilter({ id: 'f1' });
  await expect(at.client.history.removeFilter({ id: 'f1' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
