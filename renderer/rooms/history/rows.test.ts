import { describe, expect, it } from 'vitest';
import type { SendState, SendSummary } from '#shared/model/send.ts';
import { PAGE, type ReadPage, readOlder, readRows, refreshed } from './rows.ts';

/** An engine's history in memory; the newest send has the highest number. */
function historyOf(count: number) {
  let all = Array.from({ length: count }, (_, index) => send(count - index));
  const asked: { before: string | null; limit: number }[] = [];
  const read: ReadPage = (before, limit) => {
    asked.push({ before, limit });
    const start = before === null ? 0 : all.findIndex(({ id }) => id === before) + 1;
    return Promise.resolve({ sends: all.slice(start, start + limit), total: all.length, isMore: false });
  };
  return {
    read,
    asked,
    ids: () => all.map(({ id }) => id),
    add(count: number) {
      const newest = Number(all[0]?.id.slice(1) ?? 0);
      for (let n = 1; n <= count; n++) all = [send(newest + n), ...all];
    },
    change(id: string, state: SendState) {
      all = all.map((one) => (one.id === id ? { ...one, state } : one));
    },
    remove(id: string) {
      all = all.filter((one) => one.id !== id);
    },
  };
}

function send(n: number): SendSummary {
  return {
    id: `s${n}`,
    at: '2026-11-20T22:36:04.118Z',
    provider: 'pagerduty',
    kind: 'event',
    destination: { id: 'd', name: 'payments', environment: 'test', host: 'events.example.net' },
    action: 'trigger',
    summary: `Send ${n}`,
    incidentKey: null,
    effect: 'opens',
    origin: 'window',
    batchId: null,
    state: 'delivered',
    reason: null,
    status: 202,
    latencyMs: 1,
  };
}

const nothing = new Set<string>();
const idsOf = ({ sends }: { sends: readonly SendSummary[] }) => sends.map(({ id }) => id);

describe('the rows that were read', () => {
  it('are one page at first, and one more each time', async () => {
    const history = historyOf(130);
    const first = await readRows(history.read, PAGE);
    expect(first).toMatchObject({ total: 130, hasOlder: true });
    const second = await readOlder(history.read, first);
    expect(idsOf(second)).toEqual(history.ids().slice(0, 100));
    const third = await readOlder(history.read, second);
    expect(idsOf(third)).toEqual(history.ids());
    expect(third.hasOlder).toBe(false);
  });

  it('stay where they are when new ones come, and only the top is read', async () => {
    const history = historyOf(400);
    const before = await readRows(history.read, 300);
    history.add(3);
    history.asked.length = 0;
    const after = await refreshed(history.read, before, new Set(['s401', 's402', 's403']));
    expect(idsOf(after)).toEqual(history.ids().slice(0, 303));
    expect(after.total).toBe(403);
    expect(history.asked).toEqual([{ before: null, limit: PAGE }]);
  });

  it('have no gap when more came in than a page holds', async () => {
    const history = historyOf(100);
    const before = await readRows(history.read, 100);
    history.add(180);
    expect(idsOf(await refreshed(history.read, before, nothing))).toEqual(history.ids());
  });

  it('begin anew when thousands came in', async () => {
    const history = historyOf(100);
    const before = await readRows(history.read, 100);
    history.add(5000);
    const after = await refreshed(history.read, before, nothing);
    expect(idsOf(after)).toEqual(history.ids().slice(0, after.sends.length));
    expect(after.hasOlder).toBe(true);
  });

  it('change further down without anything else being read', async () => {
    const history = historyOf(500);
    const before = await readRows(history.read, 400);
    const deep = history.ids()[210] ?? '';
    history.change(deep, 'unknown');
    history.asked.length = 0;
    const after = await refreshed(history.read, before, new Set([deep]));
    expect(after.sends[210]).toMatchObject({ id: deep, state: 'unknown' });
    expect(idsOf(after)).toEqual(idsOf(before));
    expect(history.asked).toEqual([
      { before: null, limit: PAGE },
      { before: history.ids()[209], limit: 1 },
    ]);
  });

  it('lose what no longer belongs to the list', async () => {
    const history = historyOf(300);
    const before = await readRows(history.read, 200);
    const [top, deep] = [history.ids()[5] ?? '', history.ids()[120] ?? ''];
    history.remove(top);
    history.remove(deep);
    const after = await refreshed(history.read, before, new Set([top, deep]));
    expect(idsOf(after)).not.toContain(top);
    expect(idsOf(after)).not.toContain(deep);
    expect(idsOf(after)).toEqual(history.ids().slice(0, after.sends.length));
  });

  it('grow from nothing', async () => {
    const history = historyOf(0);
    const before = await readRows(history.read, PAGE);
    expect(before).toMatchObject({ sends: [], hasOlder: false });
    history.add(2);
    const few = await refreshed(history.read, before, nothing);
    expect(idsOf(few)).toEqual(['s2', 's1']);
    history.add(100);
    expect(await refreshed(history.read, before, nothing)).toMatchObject({ total: 102, hasOlder: true });
    expect(idsOf(await refreshed(history.read, few, nothing))).toEqual(history.ids());
  });
});
