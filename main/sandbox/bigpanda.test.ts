import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxKeys } from './keys.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { send } from './test-client.ts';

const { token, appKey } = sandboxKeys.bigpanda;
const bearer = { authorization: `Bearer ${token}` };
const SUCCESS = { response: { status: 'success' } };
const STATUS =
  "'status' must exist and be one of the following: ok, critical, warning, unknown, acknowledged";
let time = Date.parse('2026-11-21T08:00:00Z');
let sandbox: Sandbox;
let url: string;

beforeAll(async () => {
  sandbox = await openSandbox({ now: () => time });
  url = `${sandbox.origin}/data/v2/alerts`;
});
afterAll(() => sandbox.close());

const alert = (changes: object = {}) => ({ app_key: appKey, status: 'critical', host: 'db-1', ...changes });
const post = (body: unknown) => send(url, { body, headers: bearer });
const batch = (...alerts: unknown[]) => post({ app_key: appKey, alerts });
const incidentsOf = (key: string) => sandbox.incidents().filter((incident) => incident.key === key);

describe('the token', () => {
  it.each<[string, Record<string, string>, string]>([
    ['is missing', {}, ''],
    ['is another', { authorization: 'Bearer 0123456789abcdef0123456789abcdef' }, ''],
    ['has no Bearer in front', { authorization: token }, ''],
    ['is another in the address', {}, '?access_token=nope'],
  ])('is refused where it %s', async (_, headers, query) => {
    const came = await send(url + query, { body: alert(), headers });
    expect(came.status).toBe(401);
    expect(came.statusText).toBe('Authorization Required');
  });

  it('may stand in the address', async () => {
    const came = await send(`${url}?access_token=${token}`, { body: alert({ check: 'query' }) });
    expect(came.status).toBe(201);
    expect(JSON.stringify(sandbox.inbox())).not.toContain(token);
  });
});

describe('an alert', () => {
  it('is taken with 201 and the body that clients rely on', async () => {
    const came = await post(alert({ check: 'taken' }));
    expect(came.status).toBe(201);
    expect(came.text).toBe('{"response":{"status":"success"}}');
  });

  it.each<[string, unknown, string]>([
    ['no app key', alert({ app_key: undefined }), "'app_key' must exist"],
    ['an empty app key', alert({ app_key: '' }), "'app_key' must exist"],
    ['an unknown app key', alert({ app_key: 'nope' }), "'app_key' is unknown"],
    ['no status', alert({ status: undefined }), `alert 1: ${STATUS}`],
    ['a status in capitals', alert({ status: 'CRITICAL' }), `alert 1: ${STATUS}`],
    ['a status that is a number', alert({ status: 1 }), `alert 1: ${STATUS}`],
    ['no primary property', alert({ host: undefined }), 'alert 1: a primary property must exist'],
    ['an empty host', alert({ host: '' }), 'alert 1: a primary property must exist'],
    [
      'a primary property that is not there',
      { app_key: appKey, status: 'ok', primary_property: 'constructor' },
      'alert 1: a primary property must exist',
    ],
    [
      'a camel-cased primaryProperty',
      { app_key: appKey, status: 'ok', primaryProperty: 'node', node: 'a' },
      'alert 1: a primary property must exist',
    ],
    ['alerts that are no list', { app_key: appKey, alerts: {} }, "'alerts' must be a list"],
    ['no alerts', { app_key: appKey, alerts: [] }, "'alerts' must be a list"],
    ['no JSON', 'status=critical', 'The payload is not a valid JSON object'],
  ])('is refused with 400 for %s', async (_, body, error) => {
    const came = await post(body);
    expect(came.status).toBe(400);
    const said = came.json as { status: number; errors: string[] };
    expect(said.status).toBe(400);
    expect(said.errors).toHaveLength(1);
    expect(said.errors[0]).toContain(error);
  });

  it.each<[string, object]>([
    ['a service', { host: undefined, service: 'billing' }],
    ['an application', { host: undefined, application: 'billing' }],
    ['a device', { host: undefined, device: 'eth0' }],
    ['a property of its own', { host: undefined, primary_property: 'report', report: 'weekly' }],
    ['a named property that is not there, and a host', { primary_property: 'report' }],
    ['a nested value', { tags: { a: 1 } }],
    ['a list', { regions: ['US', 'EU'], check: 'list' }],
    ['a host that is a list of oddities', { host: [{ toString: 1, valueOf: 1 }] }],
    ['a timestamp in milliseconds', { host: 'ms', timestamp: 1_763_712_000_000 }],
    ['a timestamp that is a text', { host: 'text-time', timestamp: 'now' }],
    ['a description of 3,000 characters', { host: 'long', description: 'x'.repeat(3000) }],
  ])('is taken with %s', async (_, changes) => {
    const came = await post(alert(changes));
    expect(came.json).toEqual(SUCCESS);
    expect(came.status).toBe(201);
  });
});

describe('a batch', () => {
  it('is taken whole', async () => {
    const came = await batch(
      { status: 'critical', host: 'batch-1' },
      { status: 'warning', host: 'batch-2' },
      { status: 'ok', host: 'batch-1' },
    );
    expect(came.status).toBe(201);
    expect(incidentsOf('batch-1')[0]?.state).toBe('resolved');
    expect(incidentsOf('batch-2')[0]?.state).toBe('open');
  });

  it('is refused whole, with every mistake counted from 1', async () => {
    const came = await batch({ status: 'critical', host: 'half' }, { host: 'x' }, 5, { status: 'ok' });
    expect(came.status).toBe(400);
    expect((came.json as { errors: string[] }).errors).toEqual([
      `alert 2: ${STATUS}`,
      'alert 3: must be an object',
      expect.stringContaining('alert 4: a primary property must exist'),
    ]);
    expect(incidentsOf('half')).toEqual([]);
  });

  it('of many mistakes answers with the first hundred', async () => {
    const came = await post({ app_key: appKey, alerts: Array.from({ length: 50_000 }, () => ({})) });
    expect((came.json as { errors: string[] }).errors).toHaveLength(100);
  });
});

describe('the same event again', () => {
  it('is dropped with an empty 204, for as long as it has the same timestamp', async () => {
    const event = alert({ host: 'twice', timestamp: 1_763_700_000 });
    expect((await post(event)).status).toBe(201);
    const again = await post(event);
    expect([again.status, again.text]).toEqual([204, '']);
    expect(again.headers['content-type']).toBeUndefined();
    expect((await post({ ...event, timestamp: 1_763_700_001 })).status).toBe(201);
    expect((await post(event)).status).toBe(204);
    expect(incidentsOf('twice')[0]?.events).toBe(2);
  });

  it('without a timestamp is dropped only right after itself', async () => {
    const fire = alert({ host: 'untimed' });
    expect((await post(fire)).status).toBe(201);
    expect((await post(fire)).status).toBe(204);
    expect((await post(alert({ host: 'untimed', status: 'ok' }))).status).toBe(201);
    expect((await post(fire)).status).toBe(201);
    expect(incidentsOf('untimed').map((incident) => incident.state)).toEqual(['open', 'resolved']);
  });

  it('in a batch is dropped while the rest is taken', async () => {
    const one = { status: 'critical', host: 'again-1', timestamp: 1_763_700_000 };
    const two = { status: 'critical', host: 'again-2', timestamp: 1_763_700_000 };
    expect((await batch(one)).status).toBe(201);
    expect((await batch(one, two)).status).toBe(201);
    expect((await batch(one, two)).status).toBe(204);
  });
});

const step = async (changes: object) => {
  time += 1000;
  expect((await post(alert(changes))).status).toBe(201);
  return sandbox.inbox()[0]?.incident?.state ?? null;
};

describe('an incident', () => {
  it('opens, changes, is acknowledged, is resolved, and comes back as a new one', async () => {
    const who = { host: 'life', check: 'cpu' };
    expect(await step({ ...who, status: 'warning' })).toBe('open');
    expect(await step({ ...who, status: 'critical' })).toBe('open');
    expect(await step({ ...who, status: 'acknowledged' })).toBe('acknowledged');
    expect(await step({ ...who, status: 'ok' })).toBe('resolved');
    expect(await step({ ...who, status: 'unknown' })).toBe('open');
    expect(incidentsOf('life · cpu')).toMatchObject([
      { state: 'open', level: 'unknown', events: 1 },
      { state: 'resolved', level: 'ok', events: 4 },
    ]);
  });

  it('is one by primary and secondary property, or by incident_identifier alone', async () => {
    await step({ host: 'id', check: 'a' });
    await step({ host: 'id', check: 'b' });
    expect([incidentsOf('id · a').length, incidentsOf('id · b').length]).toEqual([1, 1]);
    await step({ host: 'one', incident_identifier: 'INC-1' });
    await step({ host: 'two', incident_identifier: 'INC-1', status: 'ok' });
    expect(incidentsOf('INC-1')).toMatchObject([{ state: 'resolved', events: 2 }]);
  });

  it('is not changed by an event that is older than the last', async () => {
    await step({ host: 'late', timestamp: 1_763_700_010 });
    expect(await step({ host: 'late', status: 'ok', timestamp: 1_763_700_005 })).toBe('open');
    expect(await step({ host: 'late', status: 'ok', timestamp: 1_763_700_010 })).toBe('resolved');
  });

  it('is not opened by an ok', async () => {
    expect(await step({ host: 'fine', status: 'ok' })).toBeNull();
    expect(incidentsOf('fine')).toEqual([]);
  });
});

describe('another path or method', () => {
  it('is not found in BigPanda’s words', async () => {
    const came = await send(`${sandbox.origin}/data/v2/alert`, { body: alert(), headers: bearer });
    expect(came.status).toBe(404);
    expect(came.json).toEqual({ status: 404, errors: ['Route POST:/data/v2/alert is not found'] });
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH'])('is not implemented for %s', async (method) => {
    expect((await send(url, { method, headers: bearer })).status).toBe(501);
  });
});
