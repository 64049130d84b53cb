import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { v7 as uuid } from 'uuid';
import { openDatabase } from '#main/database/database.ts';
import type { Send } from '#shared/model/send.ts';
import { openHistory } from '../history.ts';
import { historyMigrations } from '../migrations.ts';

export type TestHistory = {
  readonly dataDir: string;
  readonly path: string;
  readonly database: DatabaseSync;
  /** A send with its outcome, written as the sender writes it. Returns its id. */
  add(change?: Partial<Send>): string;
  remove(): void;
};

/** A real history in a folder of its own. */
export function openTestHistory(): TestHistory {
  const dataDir = mkdtempSync(join(tmpdir(), 'firedrill-history-'));
  const path = join(dataDir, 'history.db');
  const database = openDatabase(path, historyMigrations);
  return {
    dataDir,
    path,
    database,
    add: (change) => addTo(database, change),
    remove() {
      if (database.isOpen) database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Written as the sender writes it, with its outcome. */
export function addTo(database: DatabaseSync, change: Partial<Send> = {}): string {
  const history = openHistory(database);
  const sent = testSend(change);
  if (sent.batchId !== null) addBatch(database, sent.batchId);
  history.begin({ ...sent, clientRequestId: sent.id, state: 'in_flight', answer: null });
  if (sent.state !== 'in_flight') {
    void history.finish(sent);
    history.flush();
  }
  return sent.id;
}

function addBatch(database: DatabaseSync, id: string): void {
  database
    .prepare(
      `INSERT INTO batches (id, name, at, destination_id, destination_name, origin, state, concurrency)
       VALUES (?, 'a batch', '2026-11-20T10:00:00.000Z', 'd', 'D', 'window', 'running', 8) ON CONFLICT DO NOTHING`,
    )
    .run(id);
}

export function testSend(change: Partial<Send> = {}): Send {
  const at = change.at ?? '2026-11-20T10:00:00.000Z';
  return {
    id: uuid({ msecs: Date.parse(at) }),
    at,
    provider: 'pagerduty',
    kind: 'alert',
    destination: { id: 'd1', name: 'Team A', environment: 'test', host: 'events.example' },
    action: 'trigger',
    summary: 'checkout latency is above 2 s',
    incidentKey: 'fd-1',
    effect: 'opens',
    origin: 'window',
    batchId: null,
    state: 'delivered',
    reason: null,
    status: 202,
    latencyMs: 12.5,
    params: {},
    request: {
      method: 'POST',
      url: 'https://events.example/v2/enqueue',
      headers: [],
      body: '{}',
      contentLength: 2,
    },
    answer: {
      status: 202,
      statusText: 'Accepted',
      headers: [],
      body: '{"status":"success"}',
      truncated: false,
    },
    vendorMessage: 'Event processed',
    attempts: [
      // the database takes no outcome that no attempt had
      {
        n: 1,
        startedAt: at,
        endedAt: change.state === 'in_flight' ? null : at,
        phase: 'complete',
        error: null,
        status: 202,
        state: provedBy(change.state ?? 'delivered'),
      },
    ],
    retryAt: null,
    decision: null,
    resolveAfter: null,
    batchRow: null,
    isWhole: true,
    ...change,
  };
}

function provedBy(state: Send['state']): Send['state'] | null {
  if (state === 'in_flight') return null;
  return state === 'retry_wait' ? 'failed' : state;
}
