import { describe, expect, test } from 'vitest';
import type { Params } from '#shared/model/draft.ts';
import { assess } from '../assess.ts';
import { fitParams } from '../kind-schema.ts';
import { alert } from './alert.ts';
import { batch } from './batch.ts';

const target = { url: 'https://eu-api.bigpanda.io/data/v2/alerts', settings: {} };
const reveal = (slot: string) => ({ token: 'tok', appKey: '111111' })[slot] ?? 'no such slot';
const one = (fields: Record<string, string> = {}) =>
  ({ ...alert.blank, host: 'h', ...fields }) as Record<string, string>;
const of = (...alerts: Record<string, string>[]): Params => ({ alerts });

test('the request of a batch, to the byte: the app key once, then the alerts', () => {
  const request = batch.toRequest(
    target,
    of(one({ check: 'disk', timestamp: '1402303570' }), one({ status: 'ok', tags: '{"x": 1.0}' })),
    reveal,
  );
  expect(request.url).toBe('https://eu-api.bigpanda.io/data/v2/alerts');
  expect(request.headers.at(-1)).toEqual(['Authorization', 'Bearer tok']);
  expect(request.body).toBe(
    '{"app_key":"111111","alerts":[' +
      '{"status":"critical","host":"h","check":"disk","timestamp":1402303570},' +
      '{"status":"ok","host":"h","x":1.0}]}',
  );
});

test('BigPanda’s Python module, made with the form', () => {
  const sent = of(
    one({
      status: 'critical',
      host: '',
      primary_property: 'node',
      timestamp: '1402303570',
      tags: '{"node": "n1", "load": "3"}',
    }),
  );
  expect(assess(batch, sent, target, 2e12)).toMatchObject({ errors: [], warnings: [] });
  expect(batch.toRequest(target, sent, reveal).body).toBe(
    '{"app_key":"111111","alerts":[{"status":"critical","timestamp":1402303570,"primary_property":"node",' +
      '"node":"n1","load":"3"}]}',
  );
});

describe('the rules of one alert hold for each', () => {
  test('and say which', () => {
    const { errors, warnings } = assess(
      batch,
      of(one(), one({ status: '' }), one({ tags: '{"A": 1}' })),
      null,
      0,
    );
    expect(errors.map(({ path, message }) => [path, message])).toEqual([
      [['alerts', 1, 'status'], 'Alert 2: Status is missing.'],
    ]);
    expect(warnings[0]?.path).toEqual(['alerts', 2, 'tags']);
  });

  test('and a fix changes only the one', () => {
    const first = one();
    const { errors } = assess(batch, of(first, one({ status: 'OK' })), null, 0);
    expect(errors[0]?.fix).toEqual({ label: 'Use ok', params: { alerts: [first, one({ status: 'ok' })] } });
  });

  test('an empty batch is an error', () => {
    expect(assess(batch, of(), null, 0).errors.map(({ message }) => message)).toEqual([
      'There is no alert in the batch.',
    ]);
    expect(batch.summary(of())).toBe('No alerts');
  });
});

describe('the incident of a batch', () => {
  test.each<[string, Params, string | null, string]>([
    ['all about one', of(one(), one({ status: 'ok' })), 'h', 'opens'],
    ['about several', of(one(), one({ host: 'i' })), null, 'opens'],
    ['all recoveries', of(one({ status: 'ok' })), 'h', 'resolves'],
    ['acknowledged or ok', of(one({ status: 'ok' }), one({ status: 'acknowledged' })), 'h', 'acknowledges'],
    ['none', of(), null, 'none'],
  ])('%s', (_, params, key, effect) => {
    expect(batch.incident(params)).toEqual({ key, effect });
  });

  test('the next step takes all of them along', () => {
    const sent = of(one({ timestamp: '1402303570' }), one({ host: 'i', status: 'warning' }));
    expect(batch.followUp(sent, 'resolve', 'h')).toEqual(
      of(one({ status: 'ok' }), one({ host: 'i', status: 'ok' })),
    );
  });
});

test('a list shows how many and the first', () => {
  expect(batch.summary(of(one({ description: 'x' })))).toBe('x');
  expect(batch.summary(batch.example)).toMatch(/^2 alerts: \[TEST\] Disk/);
  expect(batch.action(of(one(), one({ status: 'ok' }), one()))).toBe('critical, ok');
});

test('the example can be sent as it is', () => {
  expect(assess(batch, batch.example, target, 0)).toMatchObject({ errors: [], warnings: [] });
});

test('rows that were saved with fewer cells get the new ones, empty', () => {
  expect(fitParams(batch, { alerts: [{ status: 'ok', host: 'h', old: 'x' }] })).toEqual(
    of(one({ status: 'ok' })),
  );
});
