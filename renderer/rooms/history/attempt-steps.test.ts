import { describe, expect, it } from 'vitest';
import type { Send } from '#shared/model/send.ts';
import { attemptSteps } from './attempt-steps.ts';

const accepted: Send = {
  id: '01a1',
  at: '2026-11-20T22:36:04.118Z',
  provider: 'pagerduty',
  kind: 'event',
  destination: { id: 'd', name: 'payments-oncall', environment: 'test', host: 'events.pagerduty.com' },
  action: 'trigger',
  summary: 'Disk full',
  incidentKey: 'fd-1',
  state: 'delivered',
  reason: null,
  status: 202,
  latencyMs: 184,
  params: {},
  request: {
    method: 'POST',
    url: 'https://events.pagerduty.com/v2/enqueue',
    headers: [],
    body: '{}',
    contentLength: 611,
  },
  answer: { status: 202, statusText: 'Accepted', headers: [], body: '', truncated: false },
  vendorMessage: null,
  attempts: [
    {
      n: 1,
      startedAt: '2026-11-20T22:36:04.118Z',
      endedAt: '2026-11-20T22:36:04.302Z',
      phase: 'complete',
      error: null,
      status: 202,
    },
  ],
};
const [attempt] = accepted.attempts;
if (attempt === undefined) throw new Error('The example has an attempt.');

const titles = (send: Send) => attemptSteps(send).map((step) => step.title);

describe('the attempts of a send', () => {
  it('tells an accepted send from its intent to its answer', () => {
    expect(titles(accepted)).toEqual([
      'Attempt 1 written down',
      'Connected to events.pagerduty.com',
      '202 Accepted',
    ]);
    expect(attemptSteps(accepted).at(-1)?.detail).toBe('After 184 ms.');
  });

  it('does not claim a connection that there never was', () => {
    const refused: Send = {
      ...accepted,
      state: 'failed',
      reason: 'refused',
      status: null,
      answer: null,
      attempts: [{ ...attempt, phase: 'prepared', error: 'ECONNREFUSED', status: null }],
    };
    expect(titles(refused)).toEqual(['Attempt 1 written down', 'No connection']);
    expect(attemptSteps(refused).at(-1)?.detail).toContain('ECONNREFUSED');
  });

  it('says of a send that Firedrill did not live to see the end of that nothing is known', () => {
    const cut: Send = {
      ...accepted,
      state: 'unknown',
      reason: 'crash',
      status: null,
      answer: null,
      attempts: [{ ...attempt, phase: 'prepared', endedAt: null, status: null }],
    };
    expect(attemptSteps(cut).at(-1)).toMatchObject({
      title: 'No record of an end',
      tone: 'unknown',
      at: null,
    });
  });

  it('says when an answer broke off', () => {
    const half: Send = {
      ...accepted,
      state: 'unknown',
      reason: 'reset',
      attempts: [{ ...attempt, phase: 'answered' }],
    };
    expect(attemptSteps(half).at(-1)?.detail).toContain('broke off');
  });
});
