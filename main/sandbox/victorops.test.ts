import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxKeys } from './keys.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { send } from './test-client.ts';

const { apiKey } = sandboxKeys.victorops;
let sandbox: Sandbox;
let base: string;
let url: string;

beforeAll(async () => {
  sandbox = await openSandbox();
  base = `${sandbox.origin}/integrations/generic/20131114/alert`;
  url = `${base}/${apiKey}/drill`;
});
afterAll(() => sandbox.close());

const incidentsOf = (key: string) => sandbox.incidents().filter((incident) => incident.key === key);
const rules = () => sandbox.inbox()[0]?.rules.join(' ') ?? '';

describe('a message', () => {
  it('is taken with 200 and its entity_id', async () => {
    const came = await send(url, { body: { message_type: 'CRITICAL', entity_id: 'disk/db-1' } });
    expect(came.status).toBe(200);
    expect(came.text).toBe('{"result":"success","entity_id":"disk/db-1"}');
  });

  it('gets an entity_id where it has none, which then resolves it', async () => {
    const came = await send(url, { body: { message_type: 'CRITICAL', entity_id: '' } });
    const { entity_id } = came.json as { entity_id: string };
    expect(entity_id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    await send(url, { body: { message_type: 'RECOVERY', entity_id } });
    expect(incidentsOf(entity_id)[0]?.state).toBe('resolved');
  });

  it.each([{}, { message_type: null }, { message_type: '' }, { entity_id: 'x' }])(
    'without message_type is refused: %j',
    async (body) => {
      const came = await send(url, { body });
      expect(came.status).toBe(400);
      expect(came.json).toEqual({ result: 'failure', message: 'Missing fields: message_type' });
    },
  );

  it.each(['', '[]', '{"message_type":', 'message_type=CRITICAL'])(
    'that is not JSON is refused: %s',
    async (body) => {
      const came = await send(url, { body });
      expect(came.status).toBe(400);
      expect(came.json).toMatchObject({ result: 'failure' });
    },
  );

  it.each<[string, object]>([
    ['a nested custom field', { data: { series: [{ name: 'cpu' }] } }],
    ['annotations', { 'vo_annotate.u.Runbook': 'https://a.test' }],
    ['a field named constructor', { constructor: 'x'.repeat(1100) }],
    ['a long state_message', { state_message: 'x'.repeat(20_481) }],
    ['a timestamp that is a text', { timestamp: 'now' }],
    ['an entity_id that is a number', { entity_id: 5 }],
  ])('is taken with %s', async (_, fields) => {
    expect((await send(url, { body: { message_type: 'INFO', ...fields } })).status).toBe(200);
  });

  it('is told about what may be cut', async () => {
    await send(url, { body: { message_type: 'INFO', entity_id: 'x', state_message: 'x'.repeat(20_481) } });
    expect(rules()).toContain('"state_message" has 20,481 characters; the limit is 20,480');
  });
});

describe('the address', () => {
  const critical = { message_type: 'INFO', entity_id: 'address' };

  it.each(['another-team', 'Drill', '', 'with%20space', '%E0%A4%A'])(
    'takes any routing key: "%s"',
    async (key) => {
      expect((await send(`${base}/${apiKey}/${key}`, { body: critical })).status).toBe(200);
    },
  );

  it('needs no routing key and no slash before it', async () => {
    expect((await send(`${base}/${apiKey}`, { body: critical })).status).toBe(200);
  });

  it.each([
    `/00000000-0000-0000-0000-000000000000/drill`,
    `/drill/${apiKey}`,
    `/%E0%A4%A/drill`,
    `/${apiKey}/drill/more`,
    '//drill',
    '/',
    '',
  ])('is an empty 404 for a key nobody knows, or no key: %s', async (path) => {
    const came = await send(base + path, { body: critical });
    expect([came.status, came.text]).toEqual([404, '']);
  });

  it('says where the two keys were swapped', async () => {
    await send(`${base}/drill/${apiKey}`, { body: critical });
    expect(rules()).toContain('the other way round');
  });

  it.each(['GET', 'PUT', 'DELETE'])('takes no %s', async (method) => {
    const came = await send(url, { method });
    expect([came.status, came.headers['allow']]).toEqual([405, 'POST']);
  });
});

const step = async (type: string, entityId: string) => {
  const came = await send(url, { body: { message_type: type, entity_id: entityId } });
  expect(came.json).toEqual({ result: 'success', entity_id: entityId });
  return sandbox.inbox()[0]?.incident?.state ?? null;
};

describe('an incident', () => {
  it('opens, is acknowledged, is resolved, and comes back as a new one, in any case', async () => {
    expect(await step('critical', 'life')).toBe('open');
    expect(await step('CRITICAL', 'life')).toBe('open');
    expect(await step('Acknowledgement', 'life')).toBe('acknowledged');
    expect(await step('CRITICAL', 'life')).toBe('acknowledged');
    expect(await step('ok', 'life')).toBe('resolved');
    expect(await step('CRITICAL', 'life')).toBe('open');
    expect(incidentsOf('life').map(({ state, events }) => [state, events])).toEqual([
      ['open', 1],
      ['resolved', 5],
    ]);
  });

  it.each(['INFO', 'WARNING', 'ACKNOWLEDGEMENT', 'RECOVERY', 'OK', 'CRITCAL'])(
    'is not opened by %s',
    async (type) => {
      expect(await step(type, `never-${type}`)).toBeNull();
      expect(incidentsOf(`never-${type}`)).toEqual([]);
    },
  );

  it('is told that an unknown type is INFO', async () => {
    await step('CRITCAL', 'typo');
    expect(rules()).toContain('treats it as INFO');
  });

  it('that was acknowledged is open again when a WARNING becomes CRITICAL', async () => {
    await step('CRITICAL', 'worse');
    expect(await step('ACKNOWLEDGEMENT', 'worse')).toBe('acknowledged');
    expect(await step('WARNING', 'worse')).toBe('acknowledged');
    expect(await step('CRITICAL', 'worse')).toBe('open');
  });
});

it('marks what comes too fast as late, and takes it all the same', async () => {
  const busy = await openSandbox({ now: () => 1_763_712_000_000 });
  const address = `${busy.origin}/integrations/generic/20131114/alert/${apiKey}/drill`;
  for (let sent = 0; sent < 151; sent++) {
    expect((await send(address, { body: { message_type: 'INFO', entity_id: 'x' } })).status).toBe(200);
  }
  const late = busy.inbox().filter((entry) => entry.rules.join(' ').includes('150 alerts in a minute'));
  expect(late).toHaveLength(1);
  await busy.close();
});
