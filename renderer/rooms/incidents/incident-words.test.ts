import { expect, it } from 'vitest';
import type { Incident } from '#shared/model/incident.ts';
import { ageInWords, nextInWords } from './incident-words.ts';

const NOW = Date.parse('2026-11-20T22:47:00.000Z');

const incident = (change: Partial<Incident>): Incident => ({
  destination: {
    id: 'd',
    name: 'payments-oncall',
    environment: 'test',
    host: 'events.example.net',
  },
  key: 'fd-1',
  provider: 'one',
  summary: 'Disk full',
  state: 'open',
  openedAt: '2026-11-20T22:41:00.000Z',
  changedAt: '2026-11-20T22:45:00.000Z',
  sends: 1,
  openedBy: 's',
  resolveAt: null,
  resolveProblem: null,
  ...change,
});

it.each<[Partial<Incident>, string]>([
  [{ resolveAt: '2026-11-20T22:59:00.000Z' }, 'Resolves itself in 12 min'],
  [{ resolveAt: '2026-11-20T22:46:59.000Z' }, 'Resolves itself now'],
  [{ resolveAt: null }, 'Stays open until resolved'],
  [{ resolveAt: '2026-11-20T22:46:00.000Z', resolveProblem: 'Locked.' }, 'Could not resolve itself'],
  // a doubt comes before a timer: nothing leaves until somebody decides
  [{ state: 'unknown', resolveAt: '2026-11-20T22:59:00.000Z' }, 'Needs a decision'],
])('%j: %s', (change, words) => {
  expect(nextInWords(incident(change), NOW)).toBe(words);
});

it('an open one has an age, a resolved one a length', () => {
  expect(ageInWords(incident({}), NOW)).toBe('opened 6 min ago');
  expect(ageInWords(incident({ state: 'resolved' }), NOW)).toBe('open for 4 min');
});
