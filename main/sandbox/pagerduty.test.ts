import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxKeys } from './keys.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { send } from './test-client.ts';

const { routingKey } = sandboxKeys.pagerduty;
let sandbox: Sandbox;
let url: string;
let changeUrl: string;

beforeAll(async () => {
  sandbox = await openSandbox();
  url = `${sandbox.origin}/v2/enqueue`;
  changeUrl = `${sandbox.origin}/v2/change/enqueue`;
});
afterAll(() => sandbox.close());

const payload = { summary: 'Disk full', source: 'db-1', severity: 'critical' };
const trigger = (changes: object = {}) => ({
  routing_key: routingKey,
  event_action: 'trigger',
  payload,
  ...changes,
});
const withPayload = (changes: object) => trigger({ payload: { ...payload, ...changes } });

const SEVERITY =
  "'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')";
const ACTION =
  "'event_action' is invalid (must be one of the following: 'trigger', 'acknowledge' or 'resolve')";
const LENGTH = "Length of 'routing_key' is incorrect (should be 32 characters)";
const SYMBOLS = "'routing_key' cannot contain non-alphanumeric characters.";
const SUMMARY = "'summary' is too long (maiximum is 1024 characters)";
const TIMESTAMP = "'payload.timestamp' is invalid (must be an ISO 8601 date-time)";

describe('an alert event that PagerDuty would refuse', () => {
  it.each<[string, object, string[]]>([
    ['no routing key', trigger({ routing_key: undefined }), [LENGTH]],
    ['a routing key that is a number', trigger({ routing_key: 5 }), [LENGTH]],
    ['a routing key of 31 characters', trigger({ routing_key: 'a'.repeat(31) }), [LENGTH]],
    ['a REST API token', trigger({ routing_key: 'u+_-bcdefghijklmnopq' }), [LENGTH, SYMBOLS]],
    ['32 characters with a symbol', trigger({ routing_key: `${'a'.repeat(31)}-` }), [SYMBOLS]],
    ['an unknown routing key', trigger({ routing_key: 'a'.repeat(32) }), ['Invalid routing key']],
    ['no action', trigger({ event_action: undefined }), ["'event_action' is missing or blank"]],
    ['an empty action', trigger({ event_action: '' }), ["'event_action' is missing or blank"]],
    ['an action in capitals', trigger({ event_action: 'Trigger' }), [ACTION]],
    [
      'no payload',
      trigger({ payload: undefined }),
      ['summary', 'source', 'severity'].map((name) => `'payload.${name}' is missing or blank`),
    ],
    ['a blank summary', withPayload({ summary: '  ' }), ["'payload.summary' is missing or blank"]],
    ['an empty source', withPayload({ source: '' }), ["'payload.source' is missing or blank"]],
    ['no severity', withPayload({ severity: null }), ["'payload.severity' is missing or blank"]],
    ['a severity in capitals', withPayload({ severity: 'Critical' }), [SEVERITY]],
    ['a severity that is a number', withPayload({ severity: 1 }), [SEVERITY]],
    ['a summary of 1,025 characters', withPayload({ summary: 'x'.repeat(1025) }), [SUMMARY]],
    ['a summary of 1,025 emoji', withPayload({ summary: '🔥'.repeat(1025) }), [SUMMARY]],
    [
      'a dedup_key of 256 characters',
      trigger({ dedup_key: 'k'.repeat(256) }),
      ["'dedup_key' is too long (maiximum is 255 characters)"],
    ],
    ['a dedup_key that is a number', trigger({ dedup_key: 5 }), ["'dedup_key' is not a string"]],
    [
      'an acknowledge without dedup_key',
      { routing_key: routingKey, event_action: 'acknowledge' },
      ["'dedup_key' is missing or blank"],
    ],
    [
      'a resolve with an empty dedup_key',
      { routing_key: routingKey, event_action: 'resolve', dedup_key: '' },
      ["'dedup_key' is missing or blank"],
    ],
    [
      'a payload that is a text',
      trigger({ payload: 'x' }),
      expect.arrayContaining(["'payload' is not an object"]),
    ],
    [
      'details that are a list',
      withPayload({ custom_details: [] }),
      ["'payload.custom_details' is not an object"],
    ],
    [
      'details that are a text',
      withPayload({ custom_details: 'x' }),
      ["'payload.custom_details' is not an object"],
    ],
    ['an image without src', trigger({ images: [{ alt: 'x' }] }), ["'image src' is missing or blank"]],
    ['a link without href', trigger({ links: [{ text: 'x' }] }), ["'link href' is missing or blank"]],
    ['links that are an object', trigger({ links: {} }), ["'links' is not an array"]],
    ['a space for the T', withPayload({ timestamp: '2021-10-22 05:01:32' }), [TIMESTAMP]],
    ['an hour of one digit', withPayload({ timestamp: '2021-10-22T5:01:32Z' }), [TIMESTAMP]],
    ['the 30th of February', withPayload({ timestamp: '2021-02-30T05:01:32Z' }), [TIMESTAMP]],
    ['hour 24', withPayload({ timestamp: '2021-02-20T24:01:32Z' }), [TIMESTAMP]],
    ['a timestamp that is a number', withPayload({ timestamp: 1_637_000_000 }), [TIMESTAMP]],
    [
      'everything wrong at once',
      {
        routing_key: 'short',
        event_action: 'resolve',
        payload: { severity: 'bad', timestamp: 'x' },
        links: [{}],
      },
      [LENGTH, "'dedup_key' is missing or blank", TIMESTAMP, SEVERITY, "'link href' is missing or blank"],
    ],
  ])('says so for %s', async (_, body, errors) => {
    const came = await send(url, { body });
    expect(came.status).toBe(400);
    expect(came.json).toEqual({ status: 'invalid event', message: 'Event object is invalid', errors });
  });

  it.each([
    ['text', 'hello'],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['a comma too many', `{"routing_key":"${routingKey}",}`],
    ['a line break in a text', '{"routing_key":"a\nb"}'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ])('says "JSON parse error" for %s', async (_, body) => {
    const came = await send(url, { body });
    expect(came.status).toBe(400);
    expect(came.json).toEqual({
      status: 'Unrecognized object',
      message: 'Event object format is unrecognized',
      errors: ['JSON parse error'],
    });
  });

  it('takes 512,000 bytes and not one more', async () => {
    const empty = JSON.stringify(withPayload({ custom_details: { filler: '' } })).length;
    const sized = (bytes: number) =>
      send(url, { body: withPayload({ custom_details: { filler: 'x'.repeat(bytes - empty) } }) });
    expect((await sized(512_000)).status).toBe(202);
    const over = await sized(512_001);
    expect(over.status).toBe(400);
    expect(over.json).toMatchObject({ status: 'invalid event' });
  });
});

describe('an alert event that PagerDuty takes', () => {
  it.each<[string, object]>([
    ['the least there can be', trigger()],
    ['lists that are null', trigger({ images: null, links: null })],
    [
      'optional texts that are empty',
      trigger({
        dedup_key: '',
        client: '',
        payload: { ...payload, component: '', group: '', class: '', timestamp: '' },
      }),
    ],
    ['a field nobody knows', trigger({ firedrill: { a: [1] } })],
    ['images in the wrong place', withPayload({ images: [{ src: 'https://a.test/x.png' }] })],
    ['an image over http', trigger({ images: [{ src: 'http://a.test/x.png' }] })],
    ['nested details with spaces in names', withPayload({ custom_details: { 'free space': { a: 1 } } })],
    ['a summary of 1,024 emoji', withPayload({ summary: '🔥'.repeat(1024) })],
    ['a dedup_key of 255 emoji', trigger({ dedup_key: '🔥'.repeat(255) })],
    [
      'a resolve with half a payload',
      trigger({ event_action: 'resolve', dedup_key: 'a', payload: { summary: 'x' } }),
    ],
    ['an offset without a colon', withPayload({ timestamp: '2015-07-17T08:42:58.315+0000' })],
    ['a time without seconds', withPayload({ timestamp: '2011-05-06T17:00Z' })],
    ['an offset of hours', withPayload({ timestamp: '2011-05-06T03:30-07' })],
    ['a date alone', withPayload({ timestamp: '2011-05-06' })],
    ['nanoseconds', withPayload({ timestamp: '1971-01-01T00:00:10.000000000Z' })],
  ])('says 202 for %s', async (_, body) => {
    const came = await send(url, { body });
    expect(came.status).toBe(202);
    expect(came.json).toMatchObject({ status: 'success', message: 'Event processed' });
  });

  it('needs no Content-Type, and takes a slash at the end', async () => {
    const came = await send(`${url}/`, { body: trigger({ dedup_key: 'slash' }) });
    expect(came.status).toBe(202);
    expect(came.headers['content-type']).toBe('application/json');
    expect(came.text).toBe('{"status":"success","message":"Event processed","dedup_key":"slash"}');
  });

  it('makes a key where there is none, which then resolves the incident', async () => {
    const came = await send(url, { body: trigger({ dedup_key: null }) });
    const key = (came.json as { dedup_key: string }).dedup_key;
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    await send(url, { body: trigger({ event_action: 'resolve', dedup_key: key }) });
    expect(sandbox.inbox()[0]?.incident).toEqual({ key, state: 'resolved' });
  });

  it('is at no other path and takes no other method', async () => {
    expect((await send(`${sandbox.origin}/v2/enqueued`, { body: trigger() })).status).toBe(404);
    const got = await send(url, { method: 'GET' });
    expect(got.status).toBe(405);
    expect(got.headers['allow']).toBe('POST');
  });
});

const step = async (action: string, key: string) => {
  const came = await send(url, { body: trigger({ event_action: action, dedup_key: key }) });
  expect(came.status).toBe(202);
  expect(came.json).toEqual({ status: 'success', message: 'Event processed', dedup_key: key });
  return sandbox.inbox()[0]?.incident ?? null;
};
const incidentsOf = (key: string) => sandbox.incidents().filter((incident) => incident.key === key);

describe('an incident', () => {
  it('opens, is acknowledged, is resolved, and comes back as a new one', async () => {
    expect(await step('trigger', 'life')).toEqual({ key: 'life', state: 'open' });
    expect(await step('acknowledge', 'life')).toEqual({ key: 'life', state: 'acknowledged' });
    expect(await step('trigger', 'life')).toEqual({ key: 'life', state: 'acknowledged' });
    expect(await step('resolve', 'life')).toEqual({ key: 'life', state: 'resolved' });
    expect(incidentsOf('life')).toHaveLength(1);
    expect(incidentsOf('life')[0]).toMatchObject({ events: 4, title: 'Disk full', level: 'critical' });

    expect(await step('trigger', 'life')).toEqual({ key: 'life', state: 'open' });
    expect(incidentsOf('life').map((incident) => incident.state)).toEqual(['open', 'resolved']);
  });

  it('is not touched by a key it does not have, nor by the same key in capitals', async () => {
    await step('trigger', 'quiet');
    expect(await step('acknowledge', 'QUIET')).toBeNull();
    expect(await step('resolve', 'other')).toBeNull();
    expect(incidentsOf('quiet')[0]).toMatchObject({ state: 'open', events: 1 });
    expect(incidentsOf('other')).toEqual([]);
  });

  it('is not opened by a refused event', async () => {
    await send(url, { body: { ...withPayload({ severity: 'bad' }), dedup_key: 'refused' } });
    expect(incidentsOf('refused')).toEqual([]);
  });
});

const change = (changes: object = {}) => ({
  routing_key: routingKey,
  payload: { summary: 'Deploy' },
  ...changes,
});
const links = (count: number) => Array.from({ length: count }, () => ({ href: 'https://a.test' }));

describe('a change event', () => {
  it('is taken without opening anything', async () => {
    const before = sandbox.incidents().length;
    for (const body of [change(), change({ links: links(50) }), change({ links: null, images: null })]) {
      const came = await send(changeUrl, { body });
      expect(came.status).toBe(202);
      expect(came.json).toEqual({ status: 'success', message: 'Change event processed' });
    }
    expect(sandbox.incidents()).toHaveLength(before);
  });

  it.each<[string, object, string[]]>([
    ['51 links', change({ links: links(51) }), ['links should have at most 50 item(s)']],
    ['no summary', change({ payload: {} }), ["'payload.summary' is missing or blank"]],
    ['a long summary', change({ payload: { summary: 'x'.repeat(1025) } }), [SUMMARY]],
    ['a key of an orchestration', change({ routing_key: `R${'0'.repeat(31)}` }), ['Invalid routing key']],
    ['no key and no payload', {}, [LENGTH, "'payload.summary' is missing or blank"]],
    ['a link without href', change({ links: [{}] }), ["'link href' is missing or blank"]],
  ])('is refused in its own shape for %s', async (_, body, error) => {
    const came = await send(changeUrl, { body });
    expect(came.status).toBe(400);
    expect(came.json).toEqual({ error });
  });

  it('that is not JSON is not recognised', async () => {
    const came = await send(changeUrl, { body: '{' });
    expect(came.status).toBe(400);
    expect(came.json).toMatchObject({ status: 'Unrecognized object' });
  });
});
