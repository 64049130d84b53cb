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
      state: 'delivered',
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
    expect(attemptSteps(cut).at(-2)).toMatchObject({
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
    expect(attemptSteps(half).at(-2)?.detail).toContain('broke off');
  });

  const twice: Send = {
    ...accepted,
    attempts: [
      { ...attempt, status: 503, state: 'unknown' },
      { ...attempt, n: 2, startedAt: '2026-11-20T22:36:07.402Z', endedAt: '2026-11-20T22:36:07.500Z' },
    ],
  };

  it('tells what each attempt proved by itself, and how long it waited in between', () => {
    const steps = attemptSteps(twice);
    expect(steps.map(({ title }) => title)).toEqual([
      'Attempt 1 written down',
      'Connected to events.pagerduty.com',
      '503',
      'Waited 3.1 s',
      'Attempt 2 written down',
      'Connected to events.pagerduty.com',
      '202 Accepted',
    ]);
    expect(steps.map(({ tone }) => tone)).toEqual(['info', 'info', 'unknown', 'info', 'info', 'info', 'ok']);
  });

  it('says which attempt begins when, while it waits for it', () => {
    const [first] = twice.attempts;
    const waiting: Send = {
      ...twice,
      state: 'retry_wait',
      retryAt: '2026-11-20T22:36:07.402Z',
      attempts: first === undefined ? [] : [first],
    };
    expect(attemptSteps(waiting).at(-1)).toMatchObject({
      title: 'Attempt 2 is next',
      at: '2026-11-20T22:36:07.402Z',
    });
    expect(attemptSteps(waiting).at(-2)?.tone).toBe('unknown');
  });

  it('asks for a decision about what is unknown, and says when one was made', () => {
    const unknown: Send = { ...twice, state: 'unknown', reason: 'reset' };
    expect(attemptSteps(unknown).at(-1)?.title).toBe('Needs your decision');
    const decided: Send = {
      ...unknown,
      state: 'delivered',
      reason: 'marked',
      decision: { by: 'cli', at: '2026-11-20T23:00:00.000Z' },
    };
    expect(attemptSteps(decided).at(-1)).toMatchObject({
      title: 'Marked as arrived',
      tone: 'ok',
      at: '2026-11-20T23:00:00.000Z',
    });
    expect(attemptSteps(decided).at(-1)?.detail).toContain('at the command line');
  });
});
