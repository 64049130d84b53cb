import { expect, it } from 'vitest';
import type { Destination } from '#shared/model/destination.ts';
import { copyOf, moved } from './destination-list.ts';

const named = (name: string, environment: Destination['environment'] = 'production'): Destination => ({
  id: name,
  name,
  provider: 'pagerduty',
  environment,
  url: 'https://events.pagerduty.com/v2/enqueue',
  settings: { client: 'x' },
  secrets: { routingKey: 's1' },
  resolveAfter: 900,
  builtIn: false,
  updatedAt: '2026-11-20T10:00:00.000Z',
});
const list = ['a', 'b', 'c'].map((name) => named(name));
const names = (moved: readonly Destination[] | null) => moved?.map(({ name }) => name).join('') ?? null;

it('moves one place up or down, and not over the end', () => {
  expect(names(moved(list, 'b', -1))).toBe('bac');
  expect(names(moved(list, 'b', 1))).toBe('acb');
  expect(names(moved(list, 'a', -1))).toBeNull();
  expect(names(moved(list, 'c', 1))).toBeNull();
  expect(names(moved(list, 'x', 1))).toBeNull();
});

it('a copy keeps everything but its name, which is free and not too long', () => {
  const all = [named('payments'), named('payments copy')];
  expect(copyOf(named('payments'), all)).toEqual({
    name: 'payments copy 2',
    provider: 'pagerduty',
    environment: 'production',
    url: 'https://events.pagerduty.com/v2/enqueue',
    settings: { client: 'x' },
    secrets: { routingKey: 's1' },
    resolveAfter: 900,
  });
  expect(copyOf(named('x'.repeat(80)), [])?.name).toHaveLength(80);
  expect(copyOf(named('sandbox-pagerduty', 'sandbox'), [])).toBeNull();
});
