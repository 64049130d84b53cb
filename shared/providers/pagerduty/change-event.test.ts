import { describe, expect, test } from 'vitest';
import type { Params } from '#shared/model/draft.ts';
import { assess } from '../assess.ts';
import { changeEvent } from './change-event.ts';
import { routingKey } from './routing-key.ts';

const target = { url: 'https://events.pagerduty.com/v2/enqueue', settings: { client: 'ignored' } };
const reveal = () => '0123456789abcdef0123456789abcdef';
const links = (count: number) =>
  Array.from({ length: count }, () => ({ href: 'https://x.example', text: '' }));
const findings = (fields: Params) =>
  assess(changeEvent, { ...changeEvent.blank, summary: 's', ...fields }, null, 0).errors.map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

test('the request of a change event, to the byte', () => {
  const request = changeEvent.toRequest(
    target,
    { ...changeEvent.example, timestamp: '2026-11-20T22:34:41Z', extra: '{"x":1}' },
    reveal,
  );
  expect(request.url).toBe('https://events.pagerduty.com/v2/change/enqueue');
  expect(request.body).toBe(
    '{"routing_key":"0123456789abcdef0123456789abcdef",' +
      '"payload":{"summary":"[TEST] Deployed payments-api 4.12.0 to eu-west",' +
      '"source":"payments-api.payments.example.net","timestamp":"2026-11-20T22:34:41Z",' +
      '"custom_details":{"version":"4.12.0","pipeline":"deploy-payments","build":1840}},' +
      '"links":[{"href":"https://ci.example.net/deploy-payments/1840","text":"Build 1840"}],"x":1}',
  );
});

describe('the address of change events', () => {
  test.each([
    ['https://events.eu.pagerduty.com/v2/enqueue', 'https://events.eu.pagerduty.com/v2/change/enqueue'],
    ['https://events.pagerduty.com/v2/enqueue/', 'https://events.pagerduty.com/v2/change/enqueue/'],
    ['http://127.0.0.1:7311/v2/enqueue?trace=1', 'http://127.0.0.1:7311/v2/change/enqueue?trace=1'],
    ['https://gateway.example.net/pd/v2/enqueue', 'https://gateway.example.net/pd/v2/change/enqueue'],
    ['https://gateway.example.net/hook', 'https://gateway.example.net/hook'],
    ['https://gateway.example.net/hook?to=/v2/enqueue', 'https://gateway.example.net/hook?to=/v2/enqueue'],
    ['https://events.pagerduty.com/v2/change/enqueue', 'https://events.pagerduty.com/v2/change/enqueue'],
  ])('%s → %s', (url, expected) => {
    expect(changeEvent.toRequest({ ...target, url }, changeEvent.example, reveal).url).toBe(expected);
  });
});

test('a change needs a summary, and at most 50 links', () => {
  expect(findings({ links: links(50) })).toEqual([]);
  expect(findings({ links: links(51) })).toEqual(['links: 51 links; PagerDuty takes 50 at most.']);
  expect(findings({ summary: '' })).toEqual(['summary: Summary is missing.']);
  expect(findings({ summary: '🔥'.repeat(1025) })).toHaveLength(1);
  expect(findings({ extra: '{"links":[]}' })).toHaveLength(1);
});

test('a change opens nothing, so there is no next step', () => {
  expect(changeEvent.incident(changeEvent.example)).toEqual({ key: null, effect: 'none' });
  expect(changeEvent.followUp(changeEvent.example, 'resolve', 'k')).toBeNull();
  expect(changeEvent.acceptedMeans(changeEvent.example)).toContain('pages nobody');
});

describe('a pasted routing key', () => {
  test.each([
    ['0123456789abcdef0123456789abcdef', null],
    ['R123456789abcdef0123456789abcdef', 'no change events'],
    ['y_NbAkKc66ryYTWUXYEu', 'REST API token'],
    ['0123456789abcdef0123456789abcde', 'this has 31'],
    ['0123456789abcdef0123456789abcde-', 'only letters and digits'],
  ])('%s', (value, words) => {
    const suspicion = routingKey.suspicion(value);
    if (words === null) expect(suspicion).toBeNull();
    else expect(suspicion).toContain(words);
  });
});
