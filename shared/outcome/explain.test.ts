import { describe, expect, test } from 'vitest';
import { reason, type Send, sendState } from '#shared/model/send.ts';
import { findKind } from '#shared/providers/registry.ts';
import { explain, outcomeWord } from './explain.ts';

const example = findKind('pagerduty', 'alert')?.example ?? {};
const send = (parts: Partial<Send>): Send => ({
  id: 'id',
  at: '2026-11-20T22:40:41.000Z',
  provider: 'pagerduty',
  kind: 'alert',
  destination: { id: 'd', name: 'oncall', environment: 'test', host: 'events.pagerduty.com' },
  action: 'trigger',
  summary: 's',
  incidentKey: 'k',
  effect: 'opens',
  origin: 'window',
  batchId: null,
  retryAt: null,
  decision: null,
  resolveAfter: null,
  batchRow: null,
  isWhole: true,
  state: 'delivered',
  reason: null,
  status: 202,
  latencyMs: 184,
  params: example,
  request: { method: 'POST', url: '', headers: [], body: '', contentLength: 0 },
  answer: null,
  vendorMessage: null,
  attempts: [],
  ...parts,
});
const text = (parts: Partial<Send>) => explain(send(parts)).text;

describe('every outcome has words', () => {
  const combinations = sendState.options.flatMap((state) =>
    [null, ...reason.options].map((why) => ({ state, reason: why })),
  );

  test.each(combinations)('$state, $reason', (outcome) => {
    const explained = explain(send(outcome));
    expect(explained.word).toMatch(/^[A-Z]/);
    expect(explained.text).toMatch(/\.$|”$/);
    expect(explained.text).not.toMatch(/undefined|null|\[object|successfully|please|!/i);
    if (outcome.state !== 'delivered') expect(explained.word).not.toBe('Accepted');
  });

  test('unknown is never failed, and accepted is never delivered to a person', () => {
    expect(outcomeWord({ state: 'unknown', reason: 'reset' })).toEqual({ word: 'Unknown', tone: 'unknown' });
    expect(outcomeWord({ state: 'failed', reason: 'dns' })).toEqual({ word: 'Not sent', tone: 'error' });
    expect(outcomeWord({ state: 'delivered', reason: null })).toEqual({ word: 'Accepted', tone: 'ok' });
    expect(outcomeWord({ state: 'delivered', reason: 'duplicate' }).word).toBe('Duplicate');
  });
});

test('accepted says what the message kind says', () => {
  expect(text({})).toBe('PagerDuty queued the event. This does not prove that anybody was paged.');
  expect(text({ provider: 'victorops', kind: 'alert', params: { messageType: 'INFO' } })).toBe(
    'INFO goes to the Splunk On-Call timeline and pages nobody.',
  );
  expect(text({ provider: 'gone', kind: 'gone' })).toBe('gone took the message.');
});

test('a duplicate says how to make it a new one', () => {
  expect(text({ provider: 'bigpanda', reason: 'duplicate', status: 204 })).toBe(
    'BigPanda already has this exact event and dropped it. Change the time or any field to send it as a new one.',
  );
});

test('the vendor’s own words are quoted', () => {
  expect(text({ state: 'rejected', reason: 'content', vendorMessage: "'payload.source' is missing" })).toBe(
    "PagerDuty did not accept the content. Nothing was opened. PagerDuty says: “'payload.source' is missing”",
  );
});

test('what nobody can know is said so', () => {
  for (const why of ['reset', 'timeout', 'protocol', 'crash', 'aborted', 'server_error'] as const) {
    expect(text({ state: 'unknown', reason: why })).toContain('may or may not have it');
  }
  for (const why of ['dns', 'refused', 'unreachable', 'tls', 'connect_timeout'] as const) {
    expect(text({ state: 'failed', reason: why })).toContain('Nothing left this computer');
  }
});
