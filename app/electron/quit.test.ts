import type { MessageBoxOptions } from 'electron';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { httpAnswer, openRawServer, type RawServer } from '#main/send/testing/raw-server.ts';
import { exampleFor, openTestEngine, type TestEngine } from '#main/testing/test-engine.ts';
import type { Destination } from '#shared/model/destination.ts';
import { mayQuit } from './quit.ts';

let at: TestEngine;
let server: RawServer;
let answer: string;
let asked: MessageBoxOptions[];
beforeEach(async () => {
  asked = [];
  answer = httpAnswer(202, '{"status":"success","message":"ok","dedup_key":"fd-test-key"}');
  at = await openTestEngine({ timeouts: { connect: 500, headers: 500, whole: 1000 } });
  server = await openRawServer((socket) => socket.end(answer));
});
afterEach(async () => {
  await at.close();
  await server.close();
});

/** Presses these, one dialog after the other. */
const quitting = (...labels: string[]) =>
  mayQuit(at.client, async (options) => {
    asked.push(options);
    return options.buttons?.indexOf(labels.shift() ?? '') ?? -1;
  });

async function sent(environment: 'sandbox' | 'test' | 'production'): Promise<void> {
  const to = environment === 'sandbox' ? await sandbox() : await destination(environment);
  const guard = { typed: to.name, hold: false, remember: false };
  await at.client.sends.send({
    ...exampleFor(to, 'alert'),
    ...(environment === 'production' ? { guard } : {}),
  });
}
async function sandbox(): Promise<Destination> {
  const found = (await at.client.destinations.list({})).find(({ provider }) => provider === 'pagerduty');
  if (found === undefined) throw new Error('the sandbox has no such vendor');
  return found;
}
async function destination(environment: 'test' | 'production'): Promise<Destination> {
  const { id } = await at.client.secrets.set({
    label: environment,
    provider: 'pagerduty',
    slot: 'routingKey',
    boundOrigin: server.origin,
    value: 'abcdef0123456789abcdef0123456789',
  });
  return at.client.destinations.save({
    name: `payments ${environment}`,
    provider: 'pagerduty',
    environment,
    url: `${server.origin}/v2/enqueue`,
    settings: {},
    secrets: { routingKey: id },
  });
}
const open = async () => {
  const { counts } = await at.client.incidents.list({ before: null, limit: 1 });
  return counts.open + counts.acknowledged + counts.unknown;
};

test('nobody is asked when nothing is left open', async () => {
  expect(await quitting()).toBe(true);
  expect(asked).toEqual([]);
});

test('what is left open is named, and nothing happens to it when that is wanted', async () => {
  await sent('sandbox');
  expect(await quitting('Cancel')).toBe(false);
  expect(await quitting('Quit anyway')).toBe(true);
  expect(asked[0]).toMatchObject({
    type: 'warning',
    message: 'One incident is left open.',
    detail: expect.stringMatching(/^sandbox-pagerduty: /),
    buttons: ['Resolve all', 'Quit anyway', 'Cancel'],
    cancelId: 2,
  });
  expect(await open()).toBe(1);
});

test('all are resolved first, but those in production, which are only named', async () => {
  for (const environment of ['sandbox', 'test', 'production'] as const) await sent(environment);
  expect(await quitting('Resolve all')).toBe(true);
  expect(asked[0]?.message).toBe('3 incidents are left open.');
  expect(asked[0]?.detail).toMatch(/one by one only:\npayments production: /);
  expect(await open()).toBe(1);
  expect(await quitting('Quit anyway')).toBe(true);
  expect(asked[1]?.buttons).toEqual(['Quit anyway', 'Cancel']);
  expect(server.received).toHaveLength(3);
});

test('what was not resolved is told before it ends', async () => {
  await sent('sandbox');
  await sent('test');
  answer = httpAnswer(400, '{"status":"invalid event","errors":["no"]}');
  expect(await quitting('Resolve all', 'Cancel')).toBe(false);
  expect(asked[1]).toMatchObject({
    message: 'One incident was not resolved.',
    detail: expect.stringContaining('payments test: '),
    buttons: ['Quit anyway', 'Cancel'],
  });
  expect(await quitting('Resolve all', 'Quit anyway')).toBe(true);
});
