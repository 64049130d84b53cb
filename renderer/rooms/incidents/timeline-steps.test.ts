import { expect, it } from 'vitest';
import type { SendSummary } from '#shared/model/send.ts';
import { timelineSteps } from './timeline-steps.ts';

const send = (change: Partial<SendSummary>): SendSummary => ({
  id: 'a',
  at: '2026-11-20T22:41:07.000Z',
  provider: 'one',
  kind: 'alert',
  destination: { id: 'd', name: 'payments-oncall', environment: 'test', host: 'events.example.net' },
  action: 'trigger',
  summary: 'Disk full',
  incidentKey: 'fd-1',
  effect: 'opens',
  origin: 'window',
  batchId: null,
  state: 'delivered',
  reason: null,
  status: 202,
  latencyMs: 184.3,
  ...change,
});

const titles = (...sends: Partial<SendSummary>[]) =>
  timelineSteps(sends.map((change, index) => send({ id: String(index), ...change }))).map(
    ({ title }) => title,
  );

it('tells the life of an incident', () => {
  expect(titles({}, { effect: 'acknowledges' }, { effect: 'resolves', origin: 'timer' })).toEqual([
    'Trigger accepted',
    'Acknowledge accepted',
    'Resolve accepted',
  ]);
});

it('a second trigger adds to what is open, and opens again what was resolved', () => {
  expect(titles({}, {})).toEqual(['Trigger accepted', 'Trigger again: adds to it']);
  expect(titles({}, { effect: 'resolves' }, {})).toEqual([
    'Trigger accepted',
    'Resolve accepted',
    'Trigger accepted',
  ]);
});

it('a trigger that was refused opened nothing to add to', () => {
  expect(titles({ state: 'rejected', reason: 'content', status: 400 }, {})).toEqual([
    'Trigger rejected',
    'Trigger accepted',
  ]);
});

it('says what the vendor answered, how fast, and who sent it', () => {
  const [step] = timelineSteps([send({ effect: 'resolves', origin: 'timer' })]);
  expect(step).toMatchObject({ detail: '202 in 184 ms. By the timer.', needsWords: false });
});

it('what did not arrive, and what may not have, needs more words', () => {
  const [lost, doubtful, waiting] = timelineSteps([
    send({ state: 'failed', reason: 'dns', status: null, latencyMs: null }),
    send({ state: 'unknown', reason: 'reset', status: null, latencyMs: null }),
    send({ state: 'retry_wait', reason: 'rate_limited', status: 429, latencyMs: 20 }),
  ]);
  expect(lost).toMatchObject({ title: 'Trigger not sent', needsWords: true, isUnknown: false });
  expect(doubtful).toMatchObject({ title: 'Trigger is unknown', needsWords: true, isUnknown: true });
  expect(waiting).toMatchObject({ needsWords: false, isWaiting: true });
});
