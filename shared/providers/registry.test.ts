import { describe, expect, test } from 'vitest';
import { params } from '#shared/model/draft.ts';
import { urlProblem } from '#shared/model/destination.ts';
import { masked } from '#shared/model/secret.ts';
import { parseJson } from '#shared/json/parse-json.ts';
import { assess } from './assess.ts';
import { fitParams, kindSchema } from './kind-schema.ts';
import { findKind, findProvider, providers } from './registry.ts';

const kinds = providers.flatMap((provider) =>
  provider.kinds.map((kind) => ({ provider, kind, id: `${provider.id} ${kind.id}` })),
);

test('the three vendors, each found by its id', () => {
  expect(providers.map(({ id, tag }) => [id, tag])).toEqual([
    ['pagerduty', 'PD'],
    ['bigpanda', 'BP'],
    ['victorops', 'VO'],
  ]);
  expect(findProvider('victorops')?.shortName).toBe('VictorOps');
  expect(findProvider('slack')).toBeUndefined();
  expect(findKind('bigpanda', 'batch')?.label).toBe('Batch of alerts');
  expect(findKind('bigpanda', 'change')).toBeUndefined();
});

test('ids are there once', () => {
  for (const provider of providers) {
    for (const ids of [provider.kinds, provider.slots, provider.settings, provider.endpoints]) {
      expect(new Set(ids.map(({ id }) => id)).size).toBe(ids.length);
    }
  }
});

test('every address of a vendor is one that Firedrill may send to', () => {
  for (const { endpoints } of providers) {
    for (const { url } of endpoints) expect(urlProblem(url)).toBeNull();
  }
});

describe.each(kinds)('$id', ({ provider, kind }) => {
  const target = { url: provider.endpoints[0]?.url ?? '', settings: {} };

  test('takes its own blank and example, also from a file', () => {
    for (const form of [kind.blank, kind.example]) {
      expect(params.parse(form)).toEqual(form);
      expect(kind.shape.parse(form)).toEqual(form);
      expect(fitParams(kind, JSON.parse(JSON.stringify(form)) as typeof form)).toEqual(form);
    }
    expect(kindSchema(kind, () => 0).safeParse(kind.example).success).toBe(true);
  });

  test('has a form for every field, and a place for every field', () => {
    expect(Object.keys(kind.fields).toSorted()).toEqual(Object.keys(kind.blank).toSorted());
    expect(kind.sections.flatMap(({ rows }) => rows.flat()).toSorted()).toEqual(
      Object.keys(kind.blank).toSorted(),
    );
  });

  test('has rules with ids of their own', () => {
    const ids = kind.rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('makes a request of whatever is typed, and never throws', () => {
    for (const odd of ['\ud83d', '\u0000', '{', '[1', '../..', '«', 'x'.repeat(5000), '9'.repeat(30)]) {
      const typed = Object.fromEntries(
        Object.entries(kind.blank).map(([key, value]) => [
          key,
          typeof value === 'string' ? odd : rowsOf(kind.fields[key], odd),
        ]),
      );
      const request = kind.toRequest(target, typed, masked);
      expect(parseJson(request.body).ok).toBe(true);
      assess(kind, typed, target, 0);
      kind.summary(typed);
      kind.acceptedMeans(typed);
      kind.incident(typed);
    }
  });

  test('asks for every key that it declares, and for no other', () => {
    const asked = new Set<string>();
    kind.toRequest(target, kind.example, (slot) => {
      asked.add(slot);
      return masked(slot);
    });
    expect([...asked].toSorted()).toEqual(provider.slots.map(({ id }) => id).toSorted());
  });
});

function rowsOf(field: (typeof kinds)[number]['kind']['fields'][string] | undefined, odd: string) {
  if (field?.kind !== 'list') return [];
  return [Object.fromEntries(Object.keys(field.item).map((key) => [key, odd]))];
}

test('an alert for an address that Firedrill may not send to is an error', () => {
  const kind = findKind('pagerduty', 'alert');
  if (kind === undefined) throw new Error('PagerDuty has gone');
  const { errors } = assess(kind, kind.example, { url: 'http://events.pagerduty.com', settings: {} }, 0);
  expect(errors).toMatchObject([{ path: ['destination'] }]);
});
