import { expect, it } from 'vitest';
import type { Incident, IncidentPage } from '#shared/model/incident.ts';
import { missedInWords, stillOpen, undecided } from './start-notices.ts';

const STARTED = '2026-11-20T22:00:00.000Z';

const incident = (change: Partial<Incident>): Incident => ({
  destination: { id: 'd', name: 'payments-oncall', environment: 'test', host: 'events.example.net' },
  key: 'fd-1',
  provider: 'one',
  summary: 'Disk full',
  state: 'open',
  openedAt: '2026-11-20T21:00:00.000Z',
  changedAt: '2026-11-20T21:00:00.000Z',
  sends: 1,
  openedBy: 's',
  resolveAt: null,
  resolveProblem: null,
  ...change,
});

const page = (incidents: Incident[], isMore = false): IncidentPage => ({
  incidents,
  isMore,
  counts: { open: incidents.length, acknowledged: 0, unknown: 0, resolved: 0 },
});

it('reminds of what was open before this start, and not of what came since', () => {
  expect(stillOpen(page([incident({ openedAt: '2026-11-20T22:01:00.000Z' })]), STARTED)).toBeNull();
  expect(stillOpen(page([incident({})]), STARTED)?.words).toBe('One incident is still open from before.');
  expect(stillOpen(page([incident({}), incident({})], true), STARTED)?.words).toBe(
    'More than 2 incidents are still open from before.',
  );
});

it('says that a missed timer did its work at this start', () => {
  expect(missedInWords(0, [], STARTED)).toBeNull();
  expect(missedInWords(2, [], STARTED)).toEqual({
    tone: 'info',
    words:
      '2 incidents were to resolve themselves while Firedrill was not running. That was done at this start.',
  });
});

it('never says that it was done while one is still open', () => {
  const due = incident({ resolveAt: '2026-11-20T21:30:00.000Z' });
  expect(missedInWords(1, [due], STARTED)?.words).toContain('Firedrill is doing it now.');
  const stuck = { ...due, resolveProblem: 'The vault is locked.' };
  expect(missedInWords(2, [stuck], STARTED)).toMatchObject({
    tone: 'warning',
    words: expect.stringContaining('One is still open: The vault is locked.'),
  });
});

it('asks for decisions for as long as there are any to make', () => {
  expect(undecided(0, 3)).toBeNull();
  expect(undecided(2, 0)).toBeNull();
  expect(undecided(2, 2)).toContain('2 sends need a decision');
});
