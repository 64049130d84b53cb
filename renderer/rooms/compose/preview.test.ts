import { expect, test } from 'vitest';
import { jsonPost, USER_AGENT } from '#shared/http/http-request.ts';
import { object, text } from '#shared/json/json.ts';
import type { Destination } from '#shared/model/destination.ts';
import type { Params } from '#shared/model/draft.ts';
import type { Secret } from '#shared/model/secret.ts';
import type { MessageKind, Provider } from '#shared/providers/provider.ts';
import { z } from '#shared/zod.ts';
import { type Alert, check, curlText, httpText, needsVault, preview } from './preview.ts';

const summaryOf = ({ summary }: Params) => (typeof summary === 'string' ? summary : '');

const kind: MessageKind = {
  id: 'event',
  label: 'Event',
  api: 'Events',
  shape: z.strictObject({ summary: z.string() }),
  fields: { summary: { kind: 'text', label: 'Summary' } },
  sections: [{ id: 'event', title: 'Event', rows: ['summary'] }],
  blank: { summary: '' },
  example: { summary: 'disk full' },
  rules: [
    {
      id: 'summary.required',
      passed: 'Summary is there.',
      check: (params) =>
        params['summary'] === ''
          ? [{ level: 'error', message: 'Summary is missing.', path: ['summary'] }]
          : [],
    },
  ],
  bodyLimit: 1000,
  toRequest: (target, params, reveal) => {
    if (params['summary'] === 'boom') throw new Error('Details is not JSON.');
    return jsonPost(
      `${target.url}/${reveal('key')}`,
      object([
        ['key', text(reveal('key'))],
        ['summary', text(summaryOf(params))],
      ]),
    );
  },
  incident: () => ({ key: null, effect: 'none' }),
  summary: summaryOf,
  action: () => 'trigger',
  acceptedMeans: () => 'It was taken.',
  followUp: () => null,
};

const provider: Provider = {
  id: 'made-up',
  name: 'Made up',
  shortName: 'Made up',
  tag: 'MU',
  endpoints: [{ id: 'us', label: 'US', url: 'https://events.example.net/v2' }],
  urlHelp: '',
  slots: [{ id: 'key', label: 'Integration key', help: '', suspicion: () => null }],
  settings: [],
  keyCheck: { kind: '', params: () => ({}), sends: '' },
  kinds: [kind],
  verdict: () => ({ class: 'delivered', reason: null, message: null, incidentKey: null }),
};

const time = '2026-11-20T22:34:41.000Z';
const destination: Destination = {
  id: 'd1',
  name: 'payments',
  provider: 'made-up',
  environment: 'test',
  url: 'https://events.example.net/v2',
  settings: {},
  secrets: { key: 's1' },
  resolveAfter: null,
  builtIn: false,
  updatedAt: time,
};
const secret: Secret = {
  id: 's1',
  label: 'payments key',
  provider: 'made-up',
  slot: 'key',
  boundOrigin: 'https://events.example.net',
  createdAt: time,
  updatedAt: time,
  lastUsedAt: null,
  last4: 'a41f',
  byteLength: 32,
  kept: 'memory',
};
const alert: Alert = {
  provider,
  kind,
  params: { summary: 'disk full' },
  destination,
  secrets: [secret],
  vaultIsShut: false,
};

test('the key is masked, and the length is that of the request with the key in it', () => {
  const shown = preview(alert);
  if (!shown.ok) throw new Error(shown.why);
  expect(shown.request.body).toBe('{"key":"«secret:payments key»","summary":"disk full"}');
  expect(shown.contentLength).toBe(`{"key":"${'k'.repeat(32)}","summary":"disk full"}`.length);
  expect(httpText(shown.request, shown.contentLength, true)).toBe(
    `POST /v2/«secret:payments key» HTTP/1.1\nhost: events.example.net\nconnection: close\nContent-Type: application/json\nUser-Agent: ${USER_AGENT}\ncontent-length: ${shown.contentLength}\n\n${shown.request.body}`,
  );
});

test('for reading, the body has a line for each value', () => {
  const shown = preview(alert);
  if (!shown.ok) throw new Error(shown.why);
  expect(httpText(shown.request, shown.contentLength, false)).toMatch(
    /\n\n\{\n {2}"key": "«secret:payments key»",\n {2}"summary": "disk full"\n\}$/,
  );
});

test('a missing key is shown as missing and keeps the alert from being sent', () => {
  const keyless = { ...alert, destination: { ...destination, secrets: {} } };
  const shown = preview(keyless);
  expect(shown.ok && shown.request.body).toContain('«secret:missing»');
  expect(check(keyless, 0).errors).toEqual([
    { level: 'error', message: 'payments has no Integration key yet.', path: ['destination'] },
  ]);
});

test('a key in a shut vault is no error, but has to be unlocked; one that was never entered is missing', () => {
  const locked = { ...alert, secrets: [], vaultIsShut: true };
  const shown = preview(locked);
  expect(shown.ok && shown.request.body).toContain('«secret:in the vault»');
  expect(check(locked, 0).errors).toEqual([]);
  expect(needsVault(locked)).toBe(true);
  const keyless = { ...locked, destination: { ...destination, secrets: {} } };
  expect(needsVault(keyless)).toBe(false);
  expect(check(keyless, 0).errors).toHaveLength(1);
  expect(needsVault({ ...alert, vaultIsShut: true })).toBe(false);
});

test('without a destination the preview goes to the address of the vendor, and the checks say so', () => {
  const homeless = { ...alert, destination: null };
  const shown = preview(homeless);
  expect(shown.ok && shown.request.url).toBe('https://events.example.net/v2/«secret:missing»');
  expect(check(homeless, 0).errors[0]).toMatchObject({ message: 'Choose a destination.' });
});

test('a form that makes no request gives the reason instead', () => {
  const broken = { ...alert, params: { summary: 'boom' } };
  expect(preview(broken)).toEqual({ ok: false, why: 'Details is not JSON.' });
  expect(check(broken, 0).errors).toEqual([{ level: 'error', message: 'Details is not JSON.', path: [] }]);
});

test('the cURL command takes the key from the environment', () => {
  expect(curlText(alert)).toContain('"${FIREDRILL_SECRET_PAYMENTS_KEY}"');
  expect(curlText({ ...alert, secrets: [] })).toContain('"${FIREDRILL_SECRET_INTEGRATION_KEY}"');
});

test('what holds is said too', () => {
  const { errors, passed } = check(alert, 0);
  expect(errors).toEqual([]);
  expect(passed).toContain('Summary is there.');
  expect(passed).toContain('Integration key is there.');
});
