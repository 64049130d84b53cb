import { expect, it } from 'vitest';
import type { Send } from '#shared/model/send.ts';
import { explainCheck } from './check-words.ts';

const send = (over: Partial<Send>): Send => ({
  id: '1',
  at: '2026-11-20T10:00:00.000Z',
  provider: 'bigpanda',
  kind: 'alert',
  destination: { id: 'd', name: 'staging', environment: 'test', host: 'api.bigpanda.io' },
  action: 'ok',
  summary: '',
  incidentKey: null,
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
  status: 201,
  latencyMs: 12,
  params: {},
  request: { method: 'POST', url: '', headers: [], body: '', contentLength: 0 },
  answer: null,
  vendorMessage: null,
  attempts: [],
  ...over,
});

it('a check that was taken is never called right, correct or valid', () => {
  const { word, tone, text } = explainCheck(send({}));
  expect(word).toBe('Not refused');
  expect(tone).not.toBe('ok');
  expect(text).toContain('did not say that the key is right');
  expect(text).toContain('BigPanda took the message (201)');
});

it('a refused key is said to be refused, with the reason', () => {
  const { word, tone, text } = explainCheck(send({ state: 'rejected', reason: 'auth', status: 401 }));
  expect([word, tone]).toEqual(['Refused', 'critical']);
  expect(text).toContain('did not accept the key');
});

it('where nothing left, it says so as any send does', () => {
  expect(explainCheck(send({ state: 'failed', reason: 'dns', status: null })).word).toBe('Not sent');
});
