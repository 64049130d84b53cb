import { afterEach, beforeEach, expect, test } from 'vitest';
import { type History, openHistory } from '#main/history/history.ts';
import { openTestHistory, testSend, type TestHistory } from '#main/history/testing/history-file.ts';
import type { Send } from '#shared/model/send.ts';
import { type Ledger, openLedger } from './ledger.ts';

let file: TestHistory;
let ledger: Ledger;
let history: History;
let changes = 0;
beforeEach(() => {
  file = openTestHistory();
  changes = 0;
  ledger = openLedger(file.database, () => changes++);
  ledger.catchUp();
  history = openHistory(file.database, (send) => ledger.record(send));
});
afterEach(() => file.remove());

const ref = { destinationId: 'd1', key: 'fd-1' };
let minute = 0;
const nextTime = () => new Date(Date.UTC(2026, 10, 20, 10, minute++)).toISOString();

function begin(change: Partial<Send> = {}): Send {
  const sent = testSend({ at: nextTime(), ...change });
  history.begin({ ...sent, clientRequestId: sent.id, state: 'in_flight', answer: null });
  return sent;
}
async function sent(change: Partial<Send> = {}): Promise<Send> {
  const begun = begin(change);
  await history.finish(begun);
  return begun;
}
const page = (change: Partial<Parameters<Ledger['page']>[0]> = {}) =>
  ledger.page({ states: [], environments: [], before: null, limit: 50, ...change });

test('a trigger opens it, and what follows moves it on', async () => {
  const trigger = await sent({ summary: 'disk full' });
  expect(ledger.find(ref)).toEqual({
    destination: trigger.destination,
    key: 'fd-1',
    provider: 'pagerduty',
    summary: 'disk full',
    state: 'open',
    openedAt: trigger.at,
    changedAt: trigger.at,
    sends: 1,
    openedBy: trigger.id,
    resolveAt: null,
    resolveProblem: null,
  });
  await sent({ effect: 'acknowledges', summary: 'a step does not rename it' });
  expect(ledger.find(ref)).toMatchObject({ state: 'acknowledged', sends: 2, summary: 'disk full' });
  await sent({ effect: 'resolves', state: 'rejected' });
  expect(ledger.find(ref)).toMatchObject({ state: 'acknowledged', sends: 3 });
  const resolve = await sent({ effect: 'resolves' });
  expect(ledger.find(ref)).toMatchObject({ state: 'resolved', changedAt: resolve.at, sends: 4 });
  const again = await sent({ summary: 'again' });
  expect(ledger.find(ref)).toMatchObject({ state: 'open', openedBy: again.id, summary: 'again' });
  expect(changes).toBe(5);
});

test('the same key at another destination is another incident, and no key is none', async () => {
  await sent();
  await sent({ destination: { ...testSend().destination, id: 'd2' }, effect: 'acknowledges' });
  await sent({ destination: { ...testSend().destination, id: 'd2' } });
  await sent({ incidentKey: null });
  expect(page().incidents.map(({ destination, state }) => [destination.id, state])).toEqual([
    ['d2', 'open'],
    ['d1', 'open'],
  ]);
});

test('what was made first and ends last has its place before what ended meanwhile', async () => {
  const slow = begin();
  await sent({ effect: 'resolves' });
  expect(ledger.find(ref)).toBeUndefined();
  await history.finish(slow);
  expect(ledger.find(ref)).toMatchObject({ state: 'resolved', sends: 2 });
});

test('what a person decides about an unknown one has it counted anew', async () => {
  const trigger = await sent({ state: 'unknown', reason: 'reset' });
  expect(ledger.find(ref)).toMatchObject({ state: 'unknown' });
  const decide = (state: 'delivered' | 'failed') => {
    file.database.exec(
      `UPDATE sends SET state = '${state}', decided_by = 'window', decided_at = '${trigger.at}'`,
    );
    const decided = history.get(trigger.id);
    if (decided !== undefined) ledger.record(decided);
  };
  file.database.exec('SAVEPOINT before');
  decide('delivered');
  expect(ledger.find(ref)).toMatchObject({ state: 'open' });
  file.database.exec('ROLLBACK TO before');
  decide('failed');
  expect(ledger.find(ref)).toBeUndefined();
});

test('what was under way at a crash is unknown, and so is its incident', async () => {
  begin({ resolveAfter: 60 });
  const now = new Date('2026-11-20T12:00:00Z');
  expect(history.recover(now).unknown).toBe(1);
  expect(ledger.find(ref)).toMatchObject({ state: 'unknown', resolveAt: '2026-11-20T12:01:00.000Z' });
  expect(history.recover(now).unknown).toBe(0);
});

test('a timer counts from when the trigger was taken, begins again with the next, and goes with a resolve', async () => {
  const trigger = await sent({ resolveAfter: 60 });
  const at = (send: Send, seconds: number) => new Date(Date.parse(send.at) + seconds * 1000).toISOString();
  expect(ledger.find(ref)?.resolveAt).toBe(at(trigger, 60));
  await sent({ effect: 'acknowledges' });
  await sent();
  expect(ledger.find(ref)?.resolveAt).toBe(at(trigger, 60));
  const second = await sent({ resolveAfter: 600, state: 'unknown' });
  expect(ledger.find(ref)).toMatchObject({ state: 'acknowledged', resolveAt: at(second, 600) });
  expect(ledger.nextDue(new Date(second.at))?.toISOString()).toBe(at(second, 600));
  expect(ledger.due(new Date(at(second, 599)), 9, () => true)).toEqual([]);
  expect(ledger.due(new Date(at(second, 600)), 9, () => true)).toEqual([ref]);
  expect(ledger.due(new Date(at(second, 600)), 9, () => false)).toEqual([]);
  expect(ledger.countDue(new Date(at(second, 600)))).toBe(1);
  await sent({ effect: 'resolves' });
  expect(ledger.find(ref)).toMatchObject({ state: 'resolved', resolveAt: null });
  expect(ledger.nextDue(new Date(0))).toBeNull();
});

test('a trigger that was refused sets no timer', async () => {
  await sent();
  await sent({ resolveAfter: 60, state: 'rejected' });
  expect(ledger.find(ref)?.resolveAt).toBeNull();
});

test('one that is forgotten stays so until something is sent about it again', async () => {
  const old = await sent({ state: 'unknown' });
  expect(ledger.forget(ref)).toBe(true);
  expect(ledger.forget(ref)).toBe(false);
  expect(page().incidents).toEqual([]);
  file.database.exec(`UPDATE sends SET state = 'delivered', decided_by = 'window', decided_at = '${old.at}'`);
  const decided = history.get(old.id);
  if (decided !== undefined) ledger.record(decided);
  expect(ledger.find(ref)).toBeUndefined();
  await sent({ effect: 'resolves' });
  expect(ledger.find(ref)).toBeUndefined();
  const trigger = await sent();
  expect(ledger.find(ref)).toMatchObject({ state: 'open', openedBy: trigger.id, sends: 1 });
});

test('pages follow each other without a gap or a repetition, whatever has the same time', async () => {
  const at = '2026-11-20T10:00:00.000Z';
  for (let n = 0; n < 25; n++) {
    await sent({
      at,
      incidentKey: `k${n % 3}-${n}`,
      destination: { ...testSend().destination, id: `d${n % 2}` },
    });
    if (n % 2 === 0)
      await sent({
        at,
        incidentKey: `k${n % 3}-${n}`,
        effect: 'resolves',
        destination: { ...testSend().destination, id: 'd0' },
      });
  }
  const seen: string[] = [];
  let before: Parameters<Ledger['page']>[0]['before'] = null;
  for (;;) {
    const { incidents, isMore, counts } = page({ before, limit: 4 });
    expect(counts).toEqual({ open: 12, acknowledged: 0, unknown: 0, resolved: 13 });
    seen.push(...incidents.map(({ key }) => key));
    const last = incidents.at(-1);
    if (!isMore || last === undefined) break;
    before = { destinationId: last.destination.id, key: last.key, changedAt: last.changedAt };
  }
  expect(seen).toHaveLength(25);
  expect(new Set(seen).size).toBe(25);
});

test('the list is narrowed by state and environment, and the counts are of all', async () => {
  await sent({ incidentKey: 'a' });
  await sent({ incidentKey: 'b', destination: { ...testSend().destination, environment: 'production' } });
  await sent({ incidentKey: 'c', effect: 'opens', state: 'unknown' });
  const keys = (change: Parameters<typeof page>[0]) => page(change).incidents.map(({ key }) => key);
  expect(keys({ states: ['open'] })).toEqual(['b', 'a']);
  expect(keys({ states: ['open', 'unknown'], environments: ['test'] })).toEqual(['c', 'a']);
  expect(page({ states: ['resolved'] })).toEqual({
    incidents: [],
    isMore: false,
    counts: { open: 2, acknowledged: 0, unknown: 1, resolved: 0 },
  });
  expect(ledger.unresolved(['test', 'sandbox']).map(({ key }) => key)).toEqual(['a', 'c']);
});

test('what an older version sent is counted once, at the next start', async () => {
  const plain = openHistory(file.database);
  const write = async (change: Partial<Send>) => {
    const old = testSend({ at: nextTime(), ...change });
    plain.begin({ ...old, clientRequestId: old.id, state: 'in_flight', answer: null });
    await plain.finish(old);
  };
  await write({ incidentKey: 'a' });
  await write({ incidentKey: 'b' });
  await write({ incidentKey: 'a', effect: 'resolves' });
  await write({ incidentKey: 'b', destination: { ...testSend().destination, id: 'd2' } });
  file.database.exec("INSERT INTO history_settings VALUES ('incidents', 'uncounted')");
  ledger.catchUp();
  const states = () => page().incidents.map(({ destination: { id }, key, state }) => [id, key, state]);
  const expected = [
    ['d2', 'b', 'open'],
    ['d1', 'a', 'resolved'],
    ['d1', 'b', 'open'],
  ];
  expect(states()).toEqual(expected);
  ledger.forget({ destinationId: 'd2', key: 'b' });
  ledger.catchUp();
  expect(states()).toEqual(expected.slice(1));
});

test('an incident goes when the send that opened it is forgotten', async () => {
  const trigger = await sent();
  await sent({ effect: 'resolves' });
  file.database.prepare('DELETE FROM sends WHERE id = ?').run(trigger.id);
  expect(ledger.find(ref)).toBeUndefined();
});

test('ten thousand messages about one incident take no longer at the end than at the beginning', async () => {
  file.database.exec('PRAGMA synchronous = OFF');
  const thousand = async () => {
    const begun = Array.from({ length: 1000 }, () => testSend({ at: nextTime() }));
    history.beginAll(
      begun.map((one) => ({ ...one, clientRequestId: one.id, state: 'in_flight', answer: null })),
    );
    const start = performance.now();
    await Promise.all(begun.map((one) => history.finish(one)));
    return performance.now() - start;
  };
  await thousand();
  const early = await thousand();
  for (let n = 0; n < 7; n++) await thousand();
  const late = await thousand();
  expect(ledger.find(ref)?.sends).toBe(10_000);
  expect(late).toBeLessThan(early * 4 + 200);
}, 60_000);
