import { expect, test } from 'vitest';
import type { Draft } from '#shared/model/draft.ts';
import type { Destination } from '#shared/model/destination.ts';
import type { Send } from '#shared/model/send.ts';
import { providers } from '#shared/providers/registry.ts';
import {
  draftFromSend,
  draftInput,
  firstDraft,
  formKey,
  nextDraft,
  openParams,
  restore,
  savedDraft,
  subject,
  switchKind,
} from './draft.ts';

const [provider] = providers;
if (provider === undefined) throw new Error('no provider');
const [kind] = provider.kinds;
if (kind === undefined) throw new Error('no kind');
const key = formKey(provider.id, kind.id);

const saved = (id: string, updatedAt: string, forms: Draft['forms'] = {}): Draft => ({
  id,
  provider: provider.id,
  kind: kind.id,
  destinationId: null,
  forms,
  updatedAt,
});

const place = (id: string, builtIn: boolean): Destination => ({
  id,
  name: id,
  provider: provider.id,
  environment: builtIn ? 'sandbox' : 'test',
  url: 'https://events.example.net/',
  settings: {},
  secrets: {},
  resolveAfter: null,
  builtIn,
  updatedAt: '2026-11-20T22:00:00.000Z',
});

test('the first start has an example ready, to the sandbox', () => {
  const draft = firstDraft([place('own', false), place('sandbox', true)]);
  expect(draft.destinationId).toBe('sandbox');
  expect(openParams(draft)).toEqual(kind.example);
});

test('a new draft is empty, goes to the same place and is another draft', () => {
  const first = firstDraft([place('sandbox', true)]);
  const next = nextDraft(first);
  expect(next.id).not.toBe(first.id);
  expect(next.destinationId).toBe('sandbox');
  expect(openParams(next)).toEqual(kind.blank);
});

test('switching to another vendor and back loses nothing', () => {
  const typed = { ...kind.blank, summary: 'half a sen' };
  const there = switchKind(nextDraft(firstDraft([])), typed, { provider: 'elsewhere', kind: 'x' }, null);
  const back = switchKind(there, {}, { provider: provider.id, kind: kind.id }, null);
  expect(back.forms[key]).toEqual(typed);
});

test('the newest draft is restored', () => {
  const older = saved('a', '2026-11-20T22:00:00.000Z');
  const newer = saved('b', '2026-11-20T22:40:00.000Z');
  expect(restore([older, newer], [])).toMatchObject({
    draft: { id: 'b' },
    unsaved: false,
    savedAt: '2026-11-20T22:40:00.000Z',
  });
});

test('what a killed tab left behind wins over an older save of the same draft', () => {
  const save = saved('a', '2026-11-20T22:00:00.000Z', { [key]: { ...kind.blank } });
  const copy = saved('a', '2026-11-20T22:00:01.000Z', { [key]: { ...kind.blank, summary: 'typed last' } });
  const restored = restore([save], [copy]);
  expect(restored).toMatchObject({ unsaved: true, savedAt: null });
  expect(restored?.draft.forms[key]).toMatchObject({ summary: 'typed last' });
});

test('a copy that the engine has already got is left alone', () => {
  const save = saved('a', '2026-11-20T22:00:01.000Z');
  const copy = saved('a', '2026-11-20T22:00:00.000Z');
  expect(restore([save], [copy])).toMatchObject({ unsaved: false });
});

test('with nothing saved there is nothing to restore', () => {
  expect(restore([], [])).toBeNull();
});

test('a draft of a vendor that is not known here opens as the first one', () => {
  const draft = savedDraft({ ...saved('a', '2026-11-20T22:00:00.000Z'), provider: 'gone', kind: 'gone' });
  expect(subject(draft).provider.id).toBe(provider.id);
  expect(openParams(draft)).toEqual(kind.blank);
});

test('what the engine gets has nothing in it that only the page knows', () => {
  expect(Object.keys(draftInput(firstDraft([]))).toSorted()).toEqual([
    'destinationId',
    'forms',
    'id',
    'kind',
    'provider',
  ]);
});

const send: Send = {
  id: 's1',
  at: '2026-11-20T22:34:41.000Z',
  provider: provider.id,
  kind: kind.id,
  destination: { id: 'own', name: 'payments', environment: 'test', host: 'events.example.net' },
  action: 'trigger',
  summary: 'disk full',
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
  status: 202,
  latencyMs: 184,
  params: kind.example,
  request: { method: 'POST', url: 'https://events.example.net/', headers: [], body: '{}', contentLength: 2 },
  answer: null,
  vendorMessage: null,
  attempts: [],
};

test('a send out of the history opens as a new draft with the same alert and destination', () => {
  const opened = draftFromSend(send, [place('own', false)]);
  if (!opened.ok) throw new Error(opened.why);
  expect(opened.note).toBeNull();
  expect(opened.draft.destinationId).toBe('own');
  expect(openParams(opened.draft)).toEqual(kind.example);
});

test('a destination that is gone is said, and none is put in its place', () => {
  const opened = draftFromSend(send, [place('other', false)]);
  expect(opened).toMatchObject({ ok: true, draft: { destinationId: null } });
  expect(opened.ok && opened.note).toContain('payments');
});

test('a message of a kind that is not known here is refused in words', () => {
  expect(draftFromSend({ ...send, kind: 'gone' }, [])).toMatchObject({ ok: false });
});
