import { describe, expect, it } from 'vitest';
import { list, number, object, text } from '#shared/json/json.ts';
import type { Send } from '#shared/model/send.ts';
import { compareSends, pathInWords, valueInWords } from './compare.ts';

type Parts = { url?: string; body?: string; answer?: Send['answer'] };

function send({ url = 'https://events.example.net/v2/enqueue', body = '{}', answer = null }: Parts): Send {
  return {
    id: 's1',
    at: '2026-11-20T22:36:04.118Z',
    provider: 'pagerduty',
    kind: 'event',
    destination: { id: 'd', name: 'payments', environment: 'test', host: 'events.example.net' },
    action: 'trigger',
    summary: 'Disk full',
    incidentKey: null,
    effect: 'opens',
    origin: 'window',
    batchId: null,
    batchRow: null,
    state: 'delivered',
    reason: null,
    status: 202,
    latencyMs: 1,
    params: {},
    request: {
      method: 'POST',
      url,
      headers: [['Content-Type', 'application/json']],
      body,
      contentLength: body.length,
    },
    answer,
    vendorMessage: null,
    attempts: [],
    retryAt: null,
    decision: null,
    resolveAfter: null,
    isWhole: true,
  };
}

const told = (before: Parts, after: Parts) =>
  compareSends(send(before), send(after), 'request')?.map(({ does, path }) => `${does} ${pathInWords(path)}`);

describe('two sends side by side', () => {
  it('differ in what means something, not in how it is laid out', () => {
    expect(told({ body: '{"a":1,"b":[1,2]}' }, { body: '{ "b": [1, 2], "a": 1.0 }' })).toEqual([]);
  });

  it('differ in the places that say otherwise', () => {
    expect(
      told(
        { body: '{"payload":{"severity":"critical","old":1}}' },
        { url: 'https://other.example.net/', body: '{"payload":{"severity":"info"},"links":[{"href":"x"}]}' },
      ),
    ).toEqual([
      'changed url',
      'changed body.payload.severity',
      'removed body.payload.old',
      'added body.links',
    ]);
  });

  it('are compared as text where they are not JSON', () => {
    expect(told({ body: '<a>' }, { body: '<b>' })).toEqual(['changed body']);
  });

  it('have no answers to compare when nothing came back', () => {
    expect(compareSends(send({}), send({}), 'answer')).toBeNull();
    const answer = { status: 202, statusText: 'Accepted', headers: [], body: '{"x":1}', truncated: false };
    expect(
      compareSends(send({ answer }), send({ answer: { ...answer, status: 400 } }), 'answer'),
    ).toHaveLength(1);
    expect(compareSends(send({}), send({ answer }), 'answer')).toHaveLength(1);
  });
});

describe('in words', () => {
  it.each([
    [['body', 'custom_details', 'hosts', 2], 'body.custom_details.hosts[2]'],
    [['body', 'a b', 'é'], 'body["a b"].é'],
    [[], 'all of it'],
  ])('the place %j', (path, words) => {
    expect(pathInWords(path)).toBe(words);
  });

  it('a value', () => {
    expect(valueInWords(text('critical'))).toBe('critical');
    expect(valueInWords(text(''))).toBe('""');
    expect(valueInWords(number('1.10'))).toBe('1.10');
    expect(valueInWords(object([['a', list([number(1)])]]))).toBe('{\n  "a": [\n    1\n  ]\n}');
  });
});
