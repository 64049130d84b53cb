import { call, implement } from '@orpc/server';
import { expect, test } from 'vitest';
import { contract } from '#shared/contract/contract.ts';

// The last wall against a leak: a handler that returns a field too many fails, and the field does not leave.

const os = implement(contract);
const secret = {
  id: 's',
  label: 'l',
  provider: 'p',
  slot: 'k',
  boundOrigin: 'https://a.example',
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  lastUsedAt: null,
  last4: null,
  byteLength: 32,
  kept: 'memory',
} as const;

test('a proper answer passes', async () => {
  const list = os.secrets.list.handler(() => [secret]);
  expect(await call(list, {}, { context: {} })).toEqual([secret]);
});

test('an answer with a value in it does not', async () => {
  const list = os.secrets.list.handler(() => [{ ...secret, value: 'the key itself' }]);
  const error: unknown = await call(list, {}, { context: {} }).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
  expect(JSON.stringify(error)).not.toContain('the key itself');
});

test.each(
  Object.entries(contract).flatMap(([room, calls]) =>
    Object.entries(calls).map(([name, procedure]) => [`${room}.${name}`, procedure] as const),
  ),
)('%s is strict in what it takes', (_, procedure) => {
  const { inputSchema } = procedure['~orpc'];
  const result = inputSchema.safeParse({ 'a field that no call has': 1 });
  expect(result.success).toBe(false);
  expect(JSON.stringify(result.error?.issues)).toContain('unrecognized_keys');
});
