import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { providers } from '#shared/providers/registry.ts';
import { takeEnvironmentSecrets } from './secrets/environment.ts';
import { httpAnswer, openRawServer, type RawServer } from './send/testing/raw-server.ts';
import { systemClock } from './send/clock.ts';
import { exampleFor, openTestEngine, type TestEngine } from './testing/test-engine.ts';

const PASSPHRASE = 'correct horse battery staple';
const KEY = 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4';
const fast = { kdf: { logN: 10 }, holdMs: 900, timeouts: { connect: 500, headers: 500, whole: 2000 } };

let at: TestEngine;
let server: RawServer;
beforeEach(async () => {
  server = await openRawServer((socket, request) => {
    const key = /"dedup_key":("[^"]*")/.exec(request)?.[1] ?? '"made"';
    socket.end(httpAnswer(202, `{"status":"success","message":"Event processed","dedup_key":${key}}`));
  });
  at = await openTestEngine(fast);
});
afterEach(async () => {
  await at.close();
  await server.close();
});

const provider = () => {
  const [first] = providers;
  if (first === undefined) throw new Error('there are no providers');
  return first;
};
async function destination(environment: 'test' | 'production' = 'test', name = 'payments') {
  const [slot] = provider().slots;
  const secret = await at.client.secrets.set({
    label: `${name} key`,
    provider: provider().id,
    slot: slot?.id ?? '',
    boundOrigin: server.origin,
    value: KEY,
  });
  return at.client.destinations.save({
    name,
    provider: provider().id,
    environment,
    url: `${server.origin}/v2/enqueue`,
    settings: {},
    secrets: { [slot?.id ?? '']: secret.id },
  });
}
const kept = async () =>
  (await at.client.secrets.list({}))
    .filter(({ kept }) => kept !== 'built-in')
    .map(({ label, kept }) => [label, kept]);

describe('keys', () => {
  test('that were in memory go into the vault when there is one, and survive a restart in it', async () => {
    const made = await destination();
    expect(await at.client.vault.status({})).toMatchObject({ state: 'ABSENT', unsaved: 1 });
    expect(await kept()).toEqual([['payments key', 'memory']]);
    const status = await at.client.vault.create({ passphrase: PASSPHRASE, keyring: false });
    expect(status).toMatchObject({ state: 'UNLOCKED', unsaved: 0, autoLockMinutes: 480 });
    expect(await kept()).toEqual([['payments key', 'vault']]);

    at = await at.restart();
    expect(await at.client.vault.status({})).toMatchObject({ state: 'LOCKED_PASSPHRASE' });
    expect(await kept()).toEqual([]);
    await expect(at.client.sends.send(exampleFor(made, 'alert'))).rejects.toMatchObject({
      code: 'VAULT_LOCKED',
    });
    expect(server.received).toEqual([]);

    await at.client.vault.unlock({ passphrase: PASSPHRASE });
    expect((await at.client.sends.send(exampleFor(made, 'alert'))).state).toBe('delivered');
    expect(server.received[0]).toContain(KEY);
    const [secret] = (await at.client.secrets.list({})).filter((one) => one.kept === 'vault');
    expect(secret?.lastUsedAt).not.toBeNull();
  });

  test('cannot be added past a locked vault', async () => {
    await at.client.vault.create({ passphrase: PASSPHRASE, keyring: false });
    await at.client.vault.lock({});
    await expect(destination()).rejects.toMatchObject({ code: 'VAULT', data: { refused: 'LOCKED' } });
  });

  test('are renamed, replaced and removed', async () => {
    await at.client.vault.create({ passphrase: PASSPHRASE, keyring: false });
    const made = await destination();
    const id = Object.values(made.secrets)[0] ?? '';
    await at.client.secrets.rename({ id, label: 'new name' });
    expect(await kept()).toEqual([['new name', 'vault']]);
    const {
      provider: of,
      slot,
      boundOrigin,
    } = (await at.client.secrets.list({})).find((one) => one.id === id) ?? {
      provider: '',
      slot: '',
      boundOrigin: '',
    };
    const replaced = await at.client.secrets.set({
      id,
      label: 'new name',
      provider: of,
      slot,
      boundOrigin,
      value: 'f'.repeat(32),
    });
    expect(replaced).toMatchObject({ id, last4: 'ffff' });
    await at.client.secrets.remove({ id });
    expect(await kept()).toEqual([]);
    await expect(at.client.secrets.remove({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

test('a wrong passphrase is said to be one, and a passphrase from the environment opens the vault at the start', async () => {
  await at.client.vault.create({ passphrase: PASSPHRASE, keyring: false });
  await at.client.vault.lock({});
  await expect(at.client.vault.unlock({ passphrase: 'not the passphrase' })).rejects.toMatchObject({
    code: 'VAULT',
    data: { state: 'WRONG_PASSPHRASE' },
  });
  await at.engine.close();
  at = await openTestEngine({ ...fast, dataDir: at.dataDir, passphrase: PASSPHRASE });
  expect(await at.client.vault.status({})).toMatchObject({ state: 'UNLOCKED' });
});

test('a backup says what it would change before it does, and opens only with its own passphrase', async () => {
  await at.client.vault.create({ passphrase: PASSPHRASE, keyring: false });
  const made = await destination();
  const id = Object.values(made.secrets)[0] ?? '';
  const { name, bytes } = await at.client.vault.backUp({ passphrase: 'another passphrase' });
  const file = readFileSync(join(at.dataDir, name));
  expect(file.length).toBe(bytes);
  expect(file.includes(KEY)).toBe(false);

  await at.client.secrets.remove({ id });
  const given = { file: file.toString('base64'), passphrase: 'another passphrase' };
  await expect(at.client.vault.planRestore({ ...given, passphrase: PASSPHRASE })).rejects.toMatchObject({
    code: 'VAULT',
    data: { state: 'WRONG_PASSPHRASE' },
  });
  const plan = { added: ['payments key'], replaced: [], unchanged: 0 };
  expect(await at.client.vault.planRestore(given)).toEqual(plan);
  expect(await kept()).toEqual([]);
  expect(await at.client.vault.restore(given)).toEqual(plan);
  expect((await at.client.sends.send(exampleFor(made, 'alert'))).state).toBe('delivered');
  expect(await at.client.vault.planRestore(given)).toEqual({ added: [], replaced: [], unchanged: 1 });
});

test('a damaged vault is refused and left as it is; the rest of Firedrill works', async () => {
  await at.client.vault.create({ passphrase: PASSPHRASE, keyring: false });
  const path = join(at.dataDir, 'vault.fdv');
  await at.engine.close();
  const damaged = readFileSync(path).subarray(0, 100);
  writeFileSync(path, damaged);
  at = await openTestEngine({ ...fast, dataDir: at.dataDir });
  expect(await at.client.vault.status({})).toMatchObject({ state: 'CORRUPT' });
  const [sandbox] = await at.client.destinations.list({});
  if (sandbox === undefined) throw new Error('no sandbox');
  expect((await at.client.sends.send(exampleFor(sandbox, 'alert'))).state).toBe('delivered');
  expect(readFileSync(path).equals(damaged)).toBe(true);
});

describe('in front of production', () => {
  const typed = { typed: 'payments', hold: false, remember: false };

  test('a held send can be stopped, and then nothing has left', async () => {
    await at.engine.close();
    at = await openTestEngine({ ...fast, holdMs: 60_000, clock: systemClock, dataDir: at.dataDir });
    const input = {
      ...exampleFor(await destination('production'), 'alert'),
      guard: { ...typed, hold: true },
    };
    const stop = new AbortController();
    const pending = at.client.sends.send(input, { signal: stop.signal }).catch(() => null);
    await expect
      .poll(async () => (await at.client.history.list({ before: null, limit: 1 })).sends[0]?.state)
      .toBe('queued');
    stop.abort();
    await pending;
    await expect
      .poll(async () => (await at.client.history.list({ before: null, limit: 1 })).sends[0]?.state)
      .toBe('cancelled');
    expect(server.received).toEqual([]);
  });

  test('a held send that nobody stops leaves after its time', async () => {
    const input = {
      ...exampleFor(await destination('production'), 'alert'),
      guard: { ...typed, hold: true },
    };
    const sent = await at.client.sends.send(input);
    expect(sent).toMatchObject({ state: 'delivered', attempts: [{ n: 1, phase: 'complete' }] });
    expect(await at.client.history.get({ id: sent.id })).toEqual(sent);
  });

  test('“do not ask again” holds for this destination as it is, and for no other', async () => {
    const made = await destination('production');
    const other = await destination('production', 'other');
    await at.client.sends.send({ ...exampleFor(made, 'alert'), guard: { ...typed, remember: true } });
    expect((await at.client.sends.send(exampleFor(made, 'alert'))).state).toBe('delivered');
    await expect(at.client.sends.send(exampleFor(other, 'alert'))).rejects.toMatchObject({
      code: 'CONFIRMATION_NEEDED',
    });
    const { id, name, provider: of, settings, secrets, url } = made;
    await at.client.destinations.save({
      id,
      name,
      provider: of,
      settings,
      secrets,
      environment: 'production',
      url: `${url}/x`,
    });
    await expect(at.client.sends.send(exampleFor(made, 'alert'))).rejects.toMatchObject({
      code: 'CONFIRMATION_NEEDED',
    });
  });

  test('a key is checked without paging anybody, and without being asked', async () => {
    const made = await destination('production');
    const sent = await at.client.destinations.check({ id: made.id });
    expect(sent).toMatchObject({ state: 'delivered', action: 'resolve' });
    expect(server.received[0]).toContain('"event_action":"resolve"');
  });
});

test('every provider has a key check that its own rules and the sandbox accept', async () => {
  for (const sandbox of await at.client.destinations.list({})) {
    expect(await at.client.destinations.check({ id: sandbox.id }), sandbox.name).toMatchObject({
      state: 'delivered',
    });
  }
});

describe('a key from the environment', () => {
  const env = (more: Record<string, string>) =>
    takeEnvironmentSecrets({ FIREDRILL_SECRET_CI: KEY, ...more }, new Date());
  const withEnv = async (more: Record<string, string>) => {
    await at.close();
    at = await openTestEngine({ ...fast, environment: env(more) });
    const [slot] = provider().slots;
    return at.client.destinations.save({
      name: 'ci',
      provider: provider().id,
      environment: 'test',
      url: `${server.origin}/v2/enqueue`,
      settings: {},
      secrets: { [slot?.id ?? '']: 'env:CI' },
    });
  };

  test('is used where its origin is named, and is in no file', async () => {
    const made = await withEnv({ FIREDRILL_SECRET_CI_ORIGIN: server.origin });
    expect(await kept()).toEqual([['CI', 'environment']]);
    expect((await at.client.sends.send(exampleFor(made, 'alert'))).state).toBe('delivered');
    expect(server.received[0]).toContain(KEY);
  });

  test('goes to the vendor only, where no origin is named', async () => {
    const made = await withEnv({});
    await expect(at.client.sends.send(exampleFor(made, 'alert'))).rejects.toMatchObject({
      code: 'SECRET_ORIGIN_MISMATCH',
    });
    expect(server.received).toEqual([]);
  });

  test('is taken out of the environment, so that no child process has it', () => {
    const variables = { FIREDRILL_SECRET_CI: KEY, PATH: '/bin' };
    takeEnvironmentSecrets(variables, new Date());
    expect(variables).toEqual({ PATH: '/bin' });
  });
});

describe('destinations in a file', () => {
  test('have no secrets in them, and come back as they were', async () => {
    const made = await destination();
    const { content } = await at.client.destinations.export({});
    for (const secret of Object.values(made.secrets)) expect(content).not.toContain(secret);
    expect(await at.client.destinations.planImport({ content })).toEqual([
      { name: 'payments', provider: provider().id, does: 'nothing', losesKeys: false },
    ]);
    await at.client.destinations.remove({ id: made.id });
    expect(await at.client.destinations.import({ content })).toMatchObject([{ does: 'add' }]);
    expect((await at.client.destinations.list({})).at(-1)).toMatchObject({
      name: 'payments',
      url: made.url,
      secrets: {},
    });
  });

  test('cannot take a key to another host', async () => {
    const made = await destination();
    const { content } = await at.client.destinations.export({});
    const moved = content.replaceAll(server.origin, 'https://evil.example');
    expect(await at.client.destinations.planImport({ content: moved })).toMatchObject([
      { does: 'replace', losesKeys: true },
    ]);
    await at.client.destinations.import({ content: moved });
    expect(await at.client.destinations.list({})).toContainEqual(
      expect.objectContaining({ id: made.id, url: 'https://evil.example/v2/enqueue', secrets: {} }),
    );
    await expect(at.client.sends.send(exampleFor(made, 'alert'))).rejects.toMatchObject({
      code: 'SECRET_MISSING',
    });
  });

  test.each([
    ['not JSON', '{'],
    ['something else', '{"collections": []}'],
    [
      'a secret in it',
      '{"firedrill":"destinations/1","destinations":[{"name":"a","provider":"pagerduty","environment":"test","url":"https://a.example/","settings":{},"secrets":{"routingKey":"x"}}]}',
    ],
    [
      'an unknown vendor',
      '{"firedrill":"destinations/1","destinations":[{"name":"a","provider":"nobody","environment":"test","url":"https://a.example/","settings":{}}]}',
    ],
    [
      'plain http',
      '{"firedrill":"destinations/1","destinations":[{"name":"a","provider":"pagerduty","environment":"test","url":"http://a.example/","settings":{}}]}',
    ],
    ['brackets without end', `{"firedrill":${'['.repeat(100_000)}`],
  ])('are refused whole with %s', async (_, content) => {
    await expect(at.client.destinations.import({ content })).rejects.toMatchObject({ code: 'BAD_FILE' });
    expect((await at.client.destinations.list({})).every(({ builtIn }) => builtIn)).toBe(true);
  });

  test('stand in the order that was asked for', async () => {
    const [a, b, c] = [
      await destination('test', 'a'),
      await destination('test', 'b'),
      await destination('test', 'c'),
    ];
    await at.client.destinations.order({ ids: [c.id, a.id] });
    const own = (await at.client.destinations.list({})).filter(({ builtIn }) => !builtIn);
    expect(own.map(({ name }) => name)).toEqual(['c', 'a', 'b']);
    expect(b.name).toBe('b');
  });
});

test('a vault that was put aside on purpose is not missed at the next start', async () => {
  await at.client.vault.create({ passphrase: PASSPHRASE, keyring: false });
  expect(await at.client.vault.startAnew({})).toMatchObject({ state: 'ABSENT' });
  at = await at.restart();
  expect(await at.client.vault.status({})).toMatchObject({ state: 'ABSENT' });
});
