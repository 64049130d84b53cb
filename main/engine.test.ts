import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { liveRooms } from '#shared/contract/contract.ts';
import { splitUrl } from '#shared/http/http-request.ts';
import type { Destination } from '#shared/model/destination.ts';
import { providers } from '#shared/providers/registry.ts';
import { httpAnswer, openRawServer, type RawServer } from './send/testing/raw-server.ts';
import { crashImage } from './testing/crash-image.ts';
import { exampleFor, openTestEngine, type TestEngine } from './testing/test-engine.ts';

let at: TestEngine;
beforeEach(async () => {
  at = await openTestEngine({
    timeouts: { connect: 500, headers: 500, whole: 2000 },
    holdMs: 300,
    kdf: { logN: 10 },
  });
});
afterEach(() => at.close());

const CANARY = 'c4n4ryR0utingKey0123456789abcdef';

/** A destination of the first provider at `origin`, with a key for it. */
async function destinationAt(
  origin: string,
  environment: 'test' | 'production' = 'test',
): Promise<Destination> {
  const [provider] = providers;
  if (provider === undefined) throw new Error('there are no providers');
  const secrets = Object.fromEntries(
    await Promise.all(
      provider.slots.map(async (slot) => {
        const { id } = await at.client.secrets.set({
          label: `my ${slot.id}`,
          provider: provider.id,
          slot: slot.id,
          boundOrigin: origin,
          value: CANARY,
        });
        return [slot.id, id];
      }),
    ),
  );
  return at.client.destinations.save({
    name: 'payments',
    provider: provider.id,
    environment,
    url: `${origin}/v2/enqueue`,
    settings: {},
    secrets,
  });
}

describe('the sandbox', () => {
  test('takes the example of every kind of message from the first start', async () => {
    const destinations = await at.client.destinations.list({});
    expect(destinations.map(({ environment, builtIn }) => [environment, builtIn])).toEqual(
      destinations.map(() => ['sandbox', true]),
    );
    for (const destination of destinations) {
      const provider = providers.find(({ id }) => id === destination.provider);
      for (const kind of provider?.kinds ?? []) {
        const sent = await at.client.sends.send(exampleFor(destination, kind.id));
        expect(sent, `${destination.name} ${kind.id}: ${sent.vendorMessage}`).toMatchObject({
          state: 'delivered',
        });
      }
    }
  });

  test('cannot be changed or removed', async () => {
    const [sandbox] = await at.client.destinations.list({});
    if (sandbox === undefined) throw new Error('no sandbox');
    await expect(at.client.destinations.remove({ id: sandbox.id })).rejects.toMatchObject({
      code: 'BUILT_IN',
    });
    const { id, name, provider, settings } = sandbox;
    const input = {
      id,
      name,
      provider,
      settings,
      environment: 'test',
      url: 'https://a.example/',
      secrets: {},
    } as const;
    await expect(at.client.destinations.save(input)).rejects.toMatchObject({ code: 'BUILT_IN' });
  });
});

describe('a send', () => {
  let server: RawServer;
  beforeEach(async () => {
    const body = '{"status":"success","message":"Event processed","dedup_key":"fd-test-key"}';
    server = await openRawServer((socket) => socket.end(httpAnswer(202, body)));
  });
  afterEach(() => server.close());

  test('is what the history shows, with the key in place of its mask', async () => {
    const destination = await destinationAt(server.origin);
    const sent = await at.client.sends.send(exampleFor(destination, 'alert'));
    const [wire = ''] = server.received;
    const body = wire.slice(wire.indexOf('\r\n\r\n') + 4);
    expect(sent.request.body.replaceAll('«secret:my routingKey»', CANARY)).toBe(body);
    expect(sent.request.contentLength).toBe(Buffer.byteLength(body));
    expect(sent.request.url).toBe(destination.url);
    expect(await at.client.history.get({ id: sent.id })).toEqual(sent);
  });

  test('with the same request id is the same send', async () => {
    const input = exampleFor(await destinationAt(server.origin), 'alert');
    const [one, two] = await Promise.all([at.client.sends.send(input), at.client.sends.send(input)]);
    const three = await at.client.sends.send(input);
    expect([two, three]).toEqual([one, one]);
    expect(server.received).toHaveLength(1);
  });

  test('that breaks a rule of the vendor is refused before a socket is opened, and says where', async () => {
    const input = exampleFor(await destinationAt(server.origin), 'alert');
    const long = { ...input, params: { ...input.params, summary: 'x'.repeat(1025) } };
    await expect(at.client.sends.send(long)).rejects.toMatchObject({
      code: 'INVALID_ALERT',
      data: { findings: [{ path: ['summary'], message: expect.stringContaining('1,024') as string }] },
    });
    expect(server.received).toEqual([]);
    expect((await at.client.history.list({ before: null, limit: 10 })).total).toBe(0);
  });

  test('to production needs the name of the destination', async () => {
    const input = exampleFor(await destinationAt(server.origin, 'production'), 'alert');
    await expect(at.client.sends.send(input)).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' });
    const guard = { hold: false, remember: false };
    await expect(
      at.client.sends.send({ ...input, guard: { ...guard, typed: 'Payments' } }),
    ).rejects.toMatchObject({
      code: 'CONFIRMATION_NEEDED',
    });
    expect(server.received).toEqual([]);
    const sent = await at.client.sends.send({ ...input, guard: { ...guard, typed: 'payments' } });
    expect(sent.state).toBe('delivered');
  });

  test('whose key is bound to another host does not leave', async () => {
    const destination = await destinationAt(server.origin);
    const { id, name, provider, settings, secrets } = destination;
    const moved = {
      id,
      name,
      provider,
      settings,
      secrets,
      environment: 'test',
      url: 'https://evil.example/v2/enqueue',
    } as const;
    await expect(at.client.destinations.save(moved)).rejects.toMatchObject({
      code: 'SECRET_ORIGIN_MISMATCH',
    });
    // past the form: as a file from somebody else would have it
    const workspace = new DatabaseSync(join(at.dataDir, 'workspace.db'));
    workspace
      .prepare('UPDATE destinations SET url = ? WHERE id = ?')
      .run('http://127.0.0.1:9/v2/enqueue', id);
    workspace.close();
    await expect(at.client.sends.send(exampleFor(destination, 'alert'))).rejects.toMatchObject({
      code: 'SECRET_ORIGIN_MISMATCH',
    });
    expect(server.received).toEqual([]);
  });

  test('without a key says which one is missing', async () => {
    const destination = await destinationAt(server.origin);
    for (const id of Object.values(destination.secrets)) await at.client.secrets.remove({ id });
    await expect(at.client.sends.send(exampleFor(destination, 'alert'))).rejects.toMatchObject({
      code: 'SECRET_MISSING',
    });
  });

  test('that nobody could remember is not made', async () => {
    const destination = await destinationAt(server.origin);
    const history = new DatabaseSync(join(at.dataDir, 'history.db'));
    history.exec('DROP TABLE attempts');
    history.close();
    await expect(at.client.sends.send(exampleFor(destination, 'alert'))).rejects.toMatchObject({
      code: 'HISTORY_UNWRITABLE',
    });
    expect(server.received).toEqual([]);
  });
});

test('an unreachable host is "not sent", a cut connection is "unknown", and both are remembered', async () => {
  const closed = await openRawServer(() => {});
  await closed.close();
  const refused = await at.client.sends.send(exampleFor(await destinationAt(closed.origin), 'alert'));
  expect(refused).toMatchObject({ state: 'failed', reason: 'refused', status: null });

  const cutting = await openRawServer((socket) => socket.resetAndDestroy());
  const cut = await at.client.sends.send(exampleFor(await destinationAt(cutting.origin), 'alert'));
  expect(cut).toMatchObject({ state: 'unknown', reason: 'reset', attempts: [{ n: 1, phase: 'connected' }] });
  await cutting.close();

  const { sends } = await at.client.history.list({ before: null, limit: 10 });
  expect(sends.map(({ state }) => state)).toEqual(['unknown', 'failed']);
});

test('a send that was under way when Firedrill died is "unknown" at the next start, once', async () => {
  const silent = await openRawServer(() => {});
  const input = exampleFor(await destinationAt(silent.origin), 'alert');
  const path = join(at.dataDir, 'history.db');
  const done = at.client.sends.send(input);
  await expect.poll(() => silent.received.length).toBe(1);
  const copy = new DatabaseSync(path, { readOnly: true });
  expect(copy.prepare('SELECT state FROM sends').all()).toEqual([{ state: 'in_flight' }]);
  copy.close();
  const crash = await crashImage(at.dataDir);
  await done;
  await silent.close();
  at = await at.restart(crash);
  expect(at.engine.info.interruptedSends).toBe(1);
  const { sends } = await at.client.history.list({ before: null, limit: 10 });
  expect(sends).toMatchObject([{ state: 'unknown', reason: 'crash' }]);
  at = await at.restart();
  expect(at.engine.info.interruptedSends).toBe(0);
});

test('an outcome cannot be written over', async () => {
  const [sandbox] = await at.client.destinations.list({});
  if (sandbox === undefined) throw new Error('no sandbox');
  await at.client.sends.send(exampleFor(sandbox, 'alert'));
  const history = new DatabaseSync(join(at.dataDir, 'history.db'));
  expect(() => history.exec("UPDATE sends SET state = 'failed'")).toThrow('this send has ended');
  history.close();
});

test('drafts, destinations and the history survive a restart; keys without a vault do not', async () => {
  const destination = await destinationAt('https://events.example');
  const draft = {
    id: 'd1',
    provider: destination.provider,
    kind: 'alert',
    destinationId: destination.id,
    forms: { 'a.b': { summary: 'half a thou', links: [{ href: 'x' }] } },
  };
  await at.client.drafts.save(draft);
  at = await at.restart();
  expect(await at.client.drafts.list({})).toMatchObject([draft]);
  expect(await at.client.destinations.list({})).toContainEqual(destination);
  expect((await at.client.secrets.list({})).filter(({ label }) => label.startsWith('my'))).toEqual([]);
});

test('live updates say what changed, and begin by saying that everything may have', async () => {
  const stop = new AbortController();
  const updates = await at.client.live.updates({}, { signal: stop.signal });
  const seen: string[] = [];
  for await (const { room, id } of updates) {
    seen.push(id === null ? room : `${room} ${id}`);
    if (seen.length === liveRooms.length) {
      void at.client.drafts.save({ id: 'd7', provider: 'x', kind: 'y', destinationId: null, forms: {} });
    }
    if (seen.length > liveRooms.length) break;
  }
  expect(seen).toEqual([...liveRooms, 'drafts d7']);
});

test('a field too many is an error in both directions', async () => {
  const surplus = { id: 'd1', provider: 'x', kind: 'y', destinationId: null, forms: {}, extra: 1 };
  await expect(at.client.drafts.save(surplus)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

test('a key is in no answer, no file and no log, in any form that gives it back', async () => {
  // it reflects what it was sent, as a debugging endpoint would
  const mirror = await openRawServer((socket, request) => {
    const body = JSON.stringify({
      status: 'invalid event',
      message: 'no',
      errors: [request],
      b64: btoa(CANARY),
    });
    socket.end(httpAnswer(400, body, [`x-seen: ${CANARY}`]));
  });
  const destination = await destinationAt(mirror.origin);
  const input = exampleFor(destination, 'alert');
  const pasted = { ...input, params: { ...input.params, source: `oops ${CANARY}` } };
  const answers: unknown[] = [
    destination,
    await at.client.sends.send(pasted),
    await at.client.secrets.list({}),
    await at.client.destinations.list({}),
    await at.client.history.list({ before: null, limit: 10 }),
    at.engine.info,
  ];
  await mirror.close();
  expect(mirror.received.join()).toContain(CANARY);
  const forms = [
    CANARY,
    btoa(CANARY).replaceAll('=', ''),
    Buffer.from(CANARY).toString('hex'),
    [...CANARY].toReversed().join(''),
  ];
  const stored = filesIn(at.dataDir).map((path) => readFileSync(path, 'latin1'));
  for (const form of forms) {
    expect(JSON.stringify(answers)).not.toContain(form);
    for (const content of stored) expect(content.includes(form)).toBe(false);
  }
});

test('a destination is kept in the form that is written to the wire', async () => {
  const { url } = await destinationAt('https://events.example').then(({ id, name, provider, settings }) =>
    at.client.destinations.save({
      id,
      name,
      provider,
      settings,
      environment: 'test',
      url: 'HTTPS://Events.Example:443',
      secrets: {},
    }),
  );
  expect(url).toBe('https://events.example/');
  expect(splitUrl(url)).toEqual({ origin: 'https://events.example', host: 'events.example', target: '/' });
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
