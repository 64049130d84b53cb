import { expect, it } from 'vitest';
import type { Attempt, Send } from '#shared/model/send.ts';
import { waitInWords } from './under-way.ts';

const now = new Date(2026, 10, 20, 22, 41, 0);
const attempt: Attempt = {
  n: 1,
  startedAt: now.toISOString(),
  endedAt: now.toISOString(),
  phase: 'complete',
  error: null,
  status: 429,
  state: 'failed',
};

const send = (change: Partial<Send>): Send => ({
  id: 'a',
  at: now.toISOString(),
  provider: 'one',
  kind: 'alert',
  destination: { id: 'd', name: 'payments-oncall', environment: 'test', host: 'events.example.net' },
  action: 'trigger',
  summary: 'Disk full',
  incidentKey: 'fd-1',
  effect: 'opens',
  origin: 'window',
  batchId: null,
  batchRow: null,
  state: 'in_flight',
  reason: null,
  status: null,
  latencyMs: null,
  params: {},
  request: { method: 'POST', url: '', headers: [], body: '', contentLength: 0 },
  answer: null,
  vendorMessage: null,
  attempts: [attempt],
  retryAt: null,
  decision: null,
  resolveAfter: null,
  isWhole: true,
  ...change,
});

it('says when the next attempt begins, and which one it is', () => {
  const retryAt = new Date(2026, 10, 20, 22, 41, 30).toISOString();
  expect(waitInWords(send({ state: 'retry_wait', retryAt }), now)).toBe(
    'Trying again at 22:41:30, attempt 2 of 4.',
  );
});

it('says that it waits for its turn, and nothing while it is being sent', () => {
  expect(waitInWords(send({ state: 'queued', attempts: [] }))).toContain(
    'an earlier message about this incident',
  );
  expect(waitInWords(send({}))).toBeNull();
});
