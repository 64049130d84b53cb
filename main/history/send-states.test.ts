import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SendState, sendState } from '#shared/model/send.ts';
import { openHistory } from './history.ts';
import { openTestHistory, type TestHistory, testSend } from './testing/history-file.ts';

// The states of a send, enforced by the database itself: whatever the program does wrong, this stays true.

let history: TestHistory;
let database: DatabaseSync;
beforeEach(() => {
  history = openTestHistory();
  database = history.database;
});
afterEach(() => history.remove());

const LEGAL: Readonly<Record<SendState, readonly SendState[]>> = {
  queued: ['in_flight', 'cancelled'],
  in_flight: ['retry_wait', 'delivered', 'rejected', 'failed', 'unknown', 'cancelled'],
  retry_wait: ['in_flight', 'failed', 'unknown', 'cancelled'],
  delivered: [],
  rejected: [],
  failed: [],
  unknown: ['in_flight'],
  cancelled: [],
};
const states = sendState.options;
const every = states.flatMap((from) => states.map((to) => [from, to] as const));
/** What was never tried has no attempt; of what waits, the attempts proved that nothing was taken. */
const proves: Readonly<Record<SendState, string | null>> = {
  queued: null,
  in_flight: null,
  retry_wait: 'failed',
  delivered: 'delivered',
  rejected: 'rejected',
  failed: 'failed',
  unknown: 'unknown',
  cancelled: 'cancelled',
};

/** A send that is in that state, whichever way it came there. */
function inState(state: SendState): string {
  const send = testSend({ state: 'queued', attempts: [], answer: null });
  openHistory(database).begin({ ...send, clientRequestId: send.id });
  if (state === 'queued') return send.id;
  attempt(send.id, 1);
  go(send.id, 'in_flight');
  if (state === 'in_flight') return send.id;
  endAttempt(send.id, 1, proves[state] ?? 'failed');
  go(send.id, state);
  return send.id;
}
const go = (id: string, state: SendState) =>
  database.prepare('UPDATE sends SET state = ? WHERE id = ?').run(state, id);
const attempt = (id: string, n: number) =>
  database
    .prepare(
      "INSERT INTO attempts (send_id, n, started_at, phase) VALUES (?, ?, '2026-11-21T00:00:00Z', 'prepared')",
    )
    .run(id, n);
const endAttempt = (id: string, n: number, state: string) =>
  database
    .prepare("UPDATE attempts SET ended_at = '2026-11-21T00:00:00Z', state = ? WHERE send_id = ? AND n = ?")
    .run(state, id, n);

/** Does all that has to be true for that step, and then the step. */
function step(from: SendState, to: SendState): void {
  const id = inState(from);
  if (to === 'in_flight' && from !== 'in_flight') attempt(id, 2);
  if (from === 'in_flight' && to !== 'in_flight') endAttempt(id, 1, proves[to] ?? 'failed');
  go(id, to);
}

test.each(every.filter(([from, to]) => LEGAL[from].includes(to)))('%s becomes %s', (from, to) => {
  expect(() => step(from, to)).not.toThrow();
});

test.each(every.filter(([from, to]) => from !== to && !LEGAL[from].includes(to)))(
  '%s never becomes %s',
  (from, to) => {
    expect(() => step(from, to)).toThrow(/does not go that way|has ended|answered so|is unknown/);
  },
);

describe('an attempt', () => {
  test.each(['queued', 'retry_wait', 'unknown'] as const)('is on record before %s is under way', (from) => {
    const id = inState(from);
    expect(() => go(id, 'in_flight')).toThrow('no attempt');
  });

  test('that has not ended keeps its send under way', () => {
    const id = inState('in_flight');
    for (const state of states.filter((one) => one !== 'in_flight')) {
      expect(() => go(id, state), state).toThrow();
    }
  });

  test('proves what it proved for good', () => {
    const id = inState('retry_wait');
    expect(() => endAttempt(id, 1, 'delivered')).toThrow('has ended');
  });

  test.each(['delivered', 'rejected'] as const)('has to have been answered so for %s', (state) => {
    const id = inState('in_flight');
    endAttempt(id, 1, 'failed');
    expect(() => go(id, state)).toThrow('answered so');
  });
});

test.each(['rejected', 'failed', 'cancelled'] as const)('a doubt is never taken away: not %s', (state) => {
  const id = inState('in_flight');
  endAttempt(id, 1, 'unknown');
  go(id, 'retry_wait');
  attempt(id, 2);
  go(id, 'in_flight');
  endAttempt(id, 2, state);
  expect(() => go(id, state)).toThrow('is unknown');
  go(id, 'unknown');
});

describe('a decision', () => {
  const decide = (id: string, state: SendState) =>
    database
      .prepare("UPDATE sends SET state = ?, decided_by = 'window', decided_at = '2026-11-21' WHERE id = ?")
      .run(state, id);

  test.each(['delivered', 'failed'] as const)('makes an unknown one %s, once', (state) => {
    const id = inState('unknown');
    decide(id, state);
    expect(() => decide(id, 'delivered')).toThrow();
    expect(() => decide(id, 'failed')).toThrow();
  });

  test('makes nothing else of it, and nothing of any other', () => {
    for (const state of states.filter((one) => !['delivered', 'failed'].includes(one))) {
      const id = inState('unknown');
      expect(() => decide(id, state), state).toThrow();
    }
    for (const state of states.filter((one) => one !== 'unknown')) {
      const id = inState(state);
      expect(() => decide(id, 'delivered'), state).toThrow();
    }
  });
});

test('what is written together fails one by one', async () => {
  const room = openHistory(database);
  const good = inState('in_flight');
  const ended = inState('cancelled');
  const outcome = (id: string) =>
    room.finish(testSend({ id, state: 'delivered' })).then(
      () => 'written',
      () => 'refused',
    );
  expect(await Promise.all([outcome(good), outcome(ended)])).toEqual(['written', 'refused']);
  expect(room.get(good)?.state).toBe('delivered');
  expect(room.get(ended)?.state).toBe('cancelled');
});

test('an outcome that the disk has no room for is kept, shown and written later, and nothing begins meanwhile', async () => {
  const room = openHistory(database);
  const id = inState('in_flight');
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
  database.exec(`PRAGMA max_page_count = ${pages}`);
  const body = 'x'.repeat(60_000);
  const answer = { status: 202, statusText: '', headers: [], body, truncated: false };
  await room.finish(testSend({ id, state: 'delivered', answer }));
  expect(room.unwritten().get(id)?.state).toBe('delivered');
  expect(room.get(id)?.state).toBe('delivered');
  expect(database.prepare('SELECT state FROM sends WHERE id = ?').get(id)).toEqual({ state: 'in_flight' });
  const next = testSend({ state: 'queued', attempts: [] });
  expect(() => room.begin({ ...next, clientRequestId: 'next' })).toThrow('full');

  database.exec('PRAGMA max_page_count = 1000000');
  room.begin({ ...next, clientRequestId: 'next' });
  expect(room.unwritten().size).toBe(0);
  expect(database.prepare('SELECT state FROM sends WHERE id = ?').get(id)).toEqual({ state: 'delivered' });
  room.close();
});
