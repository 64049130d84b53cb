import { findProvider } from '#shared/providers/registry.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sandboxKeys } from './keys.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { send } from './test-client.ts';

const { routingKey } = sandboxKeys.pagerduty;
const { token, appKey } = sandboxKeys.bigpanda;
const { apiKey } = sandboxKeys.victorops;
const ALERTS = '/integrations/generic/20131114/alert';
const payload = { summary: 'Disk full', source: 'db-1', severity: 'critical' };
const trigger = (key: string, changes: object = {}) => ({
  routing_key: routingKey,
  event_action: 'trigger',
  dedup_key: key,
  payload,
  ...changes,
});

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await openSandbox();
});
afterEach(() => sandbox.close());

describe('the destinations', () => {
  it('are one for each vendor, at the address that its provider expects', () => {
    const { origin } = sandbox;
    expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(sandbox.destinations.map(({ id, name, provider, url }) => [id, name, provider, url])).toEqual([
      ['sandbox-pagerduty', 'sandbox-pagerduty', 'pagerduty', `${origin}/v2/enqueue`],
      ['sandbox-bigpanda', 'sandbox-bigpanda', 'bigpanda', `${origin}/data/v2/alerts`],
      ['sandbox-victorops', 'sandbox-victorops', 'victorops', origin + ALERTS],
    ]);
    expect(sandbox.destinations.map(({ settings }) => settings)).toEqual([{}, {}, { routingKey: 'drill' }]);
    expect(sandbox.destinations.map(({ secrets }) => secrets.map(({ slot }) => slot))).toEqual([
      ['routingKey'],
      ['token', 'appKey'],
      ['apiKey'],
    ]);
  });

  it('have keys shaped like the vendors’ own', () => {
    expect(routingKey).toMatch(/^[A-Za-z0-9]{28}0001$/);
    expect(token).toMatch(/^[0-9a-f]{32}$/);
    expect(appKey).toMatch(/^[0-9a-f]{32}$/);
    expect(apiKey).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(new Set([routingKey, token, appKey, apiKey]).size).toBe(4);
  });

  it('take an alert with the keys that they name', async () => {
    const [pagerduty, bigpanda, victorops] = sandbox.destinations;
    const value = (destination: typeof pagerduty, slot: string) =>
      destination?.secrets.find((secret) => secret.slot === slot)?.value ?? '';
    const key = value(pagerduty, 'routingKey');
    const answers = [
      await send(pagerduty?.url ?? '', { body: trigger('x', { routing_key: key }) }),
      await send(bigpanda?.url ?? '', {
        body: { app_key: value(bigpanda, 'appKey'), status: 'critical', host: 'a' },
        headers: { authorization: `Bearer ${value(bigpanda, 'token')}` },
      }),
      await send(`${victorops?.url}/${value(victorops, 'apiKey')}/${victorops?.settings['routingKey']}`, {
        body: { message_type: 'CRITICAL' },
      }),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([202, 201, 200]);
    expect(
      sandbox
        .incidents()
        .map((incident) => incident.provider)
        .toSorted(),
    ).toEqual(['bigpanda', 'pagerduty', 'victorops']);
  });
});

describe('what Firedrill itself builds', () => {
  it('is accepted, and the provider understands the answer: the example of every kind', async () => {
    for (const { provider: id, url, settings, secrets } of sandbox.destinations) {
      const provider = findProvider(id);
      const reveal = (slot: string) => secrets.find((secret) => secret.slot === slot)?.value ?? '';
      expect(provider?.slots.map((slot) => slot.id)).toEqual(secrets.map((secret) => secret.slot));
      for (const kind of provider?.kinds ?? []) {
        const built = kind.toRequest({ url, settings }, kind.example, reveal);
        const came = await send(built.url, { body: built.body, headers: Object.fromEntries(built.headers) });
        const verdict = provider?.verdict({ status: came.status, body: came.text });
        expect(verdict).toMatchObject({ class: 'delivered', reason: null });
        const { key, effect } = kind.incident(kind.example);
        if (effect !== 'opens') continue;
        expect(sandbox.inbox()[0]?.incident?.state).toBe('open');
        const incidentKey = key ?? verdict?.incidentKey ?? null;
        if (incidentKey !== null) expect(sandbox.inbox()[0]?.incident?.key).toBe(incidentKey);
      }
    }
    expect(sandbox.inbox().length).toBeGreaterThanOrEqual(sandbox.destinations.length);
  });
});

describe('the inbox', () => {
  it('has every request, newest first, with what was found', async () => {
    await send(`${sandbox.origin}/v2/enqueue`, { body: trigger('inbox') });
    await send(`${sandbox.origin}/v2/enqueue`, { body: trigger('inbox', { event_action: 'Resolve' }) });
    await send(`${sandbox.origin}/nowhere`, { method: 'GET' });
    expect(sandbox.inbox()).toMatchObject([
      { provider: null, method: 'GET', path: '/nowhere', status: 404, incident: null },
      {
        provider: 'pagerduty',
        status: 400,
        rules: ["event_action has to be 'trigger', 'acknowledge' or 'resolve', in lower case."],
        incident: null,
      },
      {
        provider: 'pagerduty',
        method: 'POST',
        path: '/v2/enqueue',
        status: 202,
        rules: ['A new incident was opened.'],
        incident: { key: 'inbox', state: 'open' },
      },
    ]);
    expect(Date.parse(sandbox.inbox()[0]?.time ?? '')).toBeCloseTo(Date.now(), -4);
  });

  it('keeps the newest 200', async () => {
    for (let sent = 0; sent < 205; sent++) await send(`${sandbox.origin}/nowhere/${sent}`);
    const paths = sandbox.inbox().map((entry) => entry.path);
    expect(paths).toHaveLength(200);
    expect([paths[0], paths.at(-1)]).toEqual(['/nowhere/204', '/nowhere/5']);
  });

  it('shows none of the sandbox’s keys, wherever they were put', async () => {
    const { origin } = sandbox;
    const keys = [routingKey, token, appKey, apiKey];
    for (const key of keys) {
      await send(`${origin}/v2/enqueue`, {
        body: trigger(key, { payload: { ...payload, summary: `${'x'.repeat(490)}${key}` } }),
      });
      await send(`${origin}/data/v2/alerts?access_token=${token}`, {
        body: { app_key: appKey, status: 'critical', host: key, [key]: { nested: key } },
      });
      await send(`${origin}${ALERTS}/${apiKey}/${key}`, {
        body: { message_type: 'CRITICAL', entity_id: key },
      });
      await send(`${origin}${ALERTS}/${key}`, { body: {} });
      await send(`${origin}/data/${key}`);
      await send(`${origin}/${key}/${key}?key=${key}`);
    }
    await send(`${origin}${ALERTS}/${apiKey.replace('f', '%66')}/drill`, { body: { message_type: 'INFO' } });
    const seen = JSON.stringify([sandbox.inbox(), sandbox.incidents()]);
    for (const key of keys) {
      expect(seen).not.toContain(key);
      expect(seen).not.toContain(key.slice(0, 20));
    }
    expect(seen).toContain('«secret:Sandbox API key»');
  });

  it('shows no key that it does not know either, in a path', async () => {
    const { origin } = sandbox;
    const real = '0b5a1c9e-77d4-4e1f-9f3c-2f6f1f0f9a01';
    await send(`${origin}${ALERTS}/${real}/team`, { body: {} });
    await send(`${origin}${ALERTS}/short-key/team`, { body: {} });
    await send(`${origin}${ALERTS}s/${real}/team`, { body: {} });
    await send(`${origin}/v2/enqueue/0123456789abcdef0123456789abcdef`, { body: {} });
    await send(`${origin}/v2/%30123456789abcdef0123456789abcdef`, { body: {} });
    expect(sandbox.inbox().map((entry) => entry.path)).toEqual([
      '/v2/••••',
      '/v2/enqueue/••••',
      `${ALERTS}s/••••/team`,
      `${ALERTS}/••••/team`,
      `${ALERTS}/••••/team`,
    ]);
  });

  it('cuts what is too long to be read', async () => {
    await send(`${sandbox.origin}/data/v2/alerts?access_token=${token}`, {
      body: {
        app_key: appKey,
        status: 'critical',
        host: 'h'.repeat(100_000),
        description: '🔥'.repeat(100_000),
      },
    });
    expect(JSON.stringify([sandbox.inbox(), sandbox.incidents()]).length).toBeLessThan(4000);
  });
});

describe('many at once', () => {
  it('are all answered, and open one incident each', async () => {
    const keys = Array.from({ length: 200 }, (_, n) => `burst-${n}`);
    const answers = await Promise.all(
      keys.map((key) => send(`${sandbox.origin}/v2/enqueue`, { body: trigger(key) })),
    );
    expect(answers.map((answer) => (answer.json as { dedup_key: string }).dedup_key)).toEqual(keys);
    expect(new Set(sandbox.incidents().map((incident) => incident.number)).size).toBe(200);
  });

  it('of the same key are one incident', async () => {
    await Promise.all(
      Array.from({ length: 200 }, () => send(`${sandbox.origin}/v2/enqueue`, { body: trigger('one') })),
    );
    expect(sandbox.incidents()).toMatchObject([{ key: 'one', events: 200 }]);
  });
});

it('says so where the port is taken', async () => {
  const port = Number(new URL(sandbox.origin).port);
  await expect(openSandbox({ port })).rejects.toThrow('EADDRINUSE');
});
