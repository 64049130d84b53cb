import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ORPCError } from '@orpc/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { v7 as uuid } from 'uuid';
import { contract } from '#shared/contract/contract.ts';
import { findKind, providers } from '#shared/providers/registry.ts';
import { takeEnvironmentSecrets } from './secrets/environment.ts';
import { httpAnswer, openRawServer, type RawServer } from './send/testing/raw-server.ts';
import { canariesIn, formsOf } from './testing/canary.ts';
import { openTestEngine, type TestEngine } from './testing/test-engine.ts';

// P-01: no call, event, error, log line or file gives a key back, in any form. Every procedure of the contract is
// called, well and badly, with a vendor that reflects what it was sent.

const CANARIES = Array.from(
  { length: 12 },
  (_, index) => `cAn4ry+${index}/k%~${'xyzw'[index % 4]}${String(index).repeat(3)}Q7&=`,
);
const PASSPHRASES = ['first canary passphrase', 'second canary passphrase', 'backup canary passphrase'];
const ALL = [...CANARIES, ...PASSPHRASES];

let at: TestEngine;
let mirror: RawServer;
const said: Buffer[] = [];
const hear = (value: unknown) => void said.push(Buffer.from(inWords(value)));

beforeEach(async () => {
  said.length = 0;
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk: string | Uint8Array) => {
      said.push(Buffer.from(chunk as string));
      return true;
    });
  }
  mirror = await openRawServer((socket, request) => {
    const body = JSON.stringify({
      status: 'invalid event',
      message: request,
      errors: [request, btoa(unescape(encodeURIComponent(request)))],
    });
    socket.end(
      httpAnswer(400, body, [`x-reflected: ${/authorization: (.*)/i.exec(request)?.[1] ?? 'none'}`]),
    );
  });
  const environment = takeEnvironmentSecrets(
    { FIREDRILL_SECRET_CI: CANARIES[11] ?? '', FIREDRILL_SECRET_CI_ORIGIN: mirror.origin },
    new Date(),
  );
  at = await openTestEngine({
    kdf: { logN: 10 },
    holdMs: 10,
    environment,
    timeouts: { connect: 500, headers: 500, whole: 2000 },
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await at.close();
  await mirror.close();
});

/** What crosses to a caller in another process, and what a log could print of it. Its `cause` stays in this one. */
function inWords(value: unknown): string {
  if (!(value instanceof Error)) return JSON.stringify(value) ?? '';
  const { message, stack } = value;
  return JSON.stringify({
    crossing: value instanceof ORPCError ? value.toJSON() : { ...value },
    message,
    stack,
  });
}

const called = new Set<string>();
type AnyCall = (input: unknown) => Promise<unknown>;

/** Calls a procedure by its path and hears what comes back, error or not. */
async function call(path: string, input: unknown): Promise<unknown> {
  called.add(path);
  const [room = '', name = ''] = path.split('.');
  const procedure = (at.client as unknown as Record<string, Record<string, AnyCall>>)[room]?.[name];
  if (procedure === undefined) throw new Error(`no procedure ${path}`);
  try {
    const result = await procedure(input);
    hear(result);
    return result;
  } catch (error) {
    hear(error);
    return null;
  }
}

test('the search itself finds a canary in each of its forms', () => {
  for (const canary of ALL) {
    for (const form of formsOf(canary))
      expect(canariesIn(Buffer.concat([Buffer.from('..'), form]), ALL)).toContain(canary);
    for (const pad of ['', 'a', 'ab']) {
      const encoded = Buffer.from(`${pad}${canary}${pad}`).toString('base64');
      expect(canariesIn(Buffer.from(encoded), ALL)).toContain(canary);
    }
  }
});

test('no call, event, error, log line or file gives a key or a passphrase back', async () => {
  const updates = await at.client.live.updates({});
  const heard = (async () => {
    for await (const update of updates) hear(update);
  })();
  called.add('live.updates');

  await everyCall();
  await call('vault.create', { passphrase: PASSPHRASES[0], keyring: false });
  await everyCall();
  await call('vault.changePassphrase', { old: PASSPHRASES[0], next: PASSPHRASES[1] });
  const backup = (await call('vault.backUp', { passphrase: PASSPHRASES[2] })) as { name: string };
  const file = readFileSync(join(at.dataDir, backup.name)).toString('base64');
  for (const passphrase of [PASSPHRASES[2], PASSPHRASES[0]]) {
    await call('vault.planRestore', { file, passphrase });
    await call('vault.restore', { file, passphrase });
  }
  await call('vault.lock', {});
  await everyCall();
  await call('vault.unlock', { passphrase: PASSPHRASES[0] });
  await call('vault.unlock', { passphrase: PASSPHRASES[1] });
  await call('vault.rotateKey', { passphrase: PASSPHRASES[1] });
  for (const name of [
    'addPassphrase',
    'addKeyring',
    'removeProtector',
    'retry',
    'restorePrevious',
    'status',
  ]) {
    await call(`vault.${name}`, { passphrase: PASSPHRASES[1], id: 'none' });
    await call(`vault.${name}`, {});
    await call(`vault.${name}`, { passphrase: PASSPHRASES[1] });
  }
  await everyCall();
  await call('vault.startAnew', {});

  await updates.return?.(undefined);
  await heard;
  const procedures = Object.entries(contract).flatMap(([room, calls]) =>
    Object.keys(calls).map((name) => `${room}.${name}`),
  );
  expect(procedures.filter((path) => !called.has(path))).toEqual([]);
  // the vendor did get them: the search is for something that was really used
  expect(canariesIn(Buffer.from(mirror.received.join('\n')), CANARIES).length).toBeGreaterThanOrEqual(4);

  vi.restoreAllMocks();
  await at.engine.close();
  for (const [index, heap] of said.entries())
    expect(canariesIn(heap, ALL), `${index}: ${heap.toString().slice(0, 300)}`).toEqual([]);
  for (const path of filesIn(at.dataDir)) expect(canariesIn(readFileSync(path), ALL), path).toEqual([]);
}, 60_000);

/** One round of everything a window could do, well and badly. */
async function everyCall(): Promise<void> {
  let next = 0;
  const canary = () => CANARIES[next++ % 11] ?? '';
  for (const provider of providers) {
    const secrets: Record<string, string> = {};
    for (const { id: slot } of provider.slots) {
      const input = {
        label: `${provider.id} ${slot}`,
        provider: provider.id,
        slot,
        boundOrigin: mirror.origin,
      };
      const made = (await call('secrets.set', { ...input, value: canary() })) as { id: string } | null;
      secrets[slot] = made?.id ?? 'env:CI';
      await call('secrets.set', { ...input, value: `${canary()} with a space` });
      await call('secrets.set', { ...input, value: canary(), surplus: canary() });
      await call('secrets.set', { ...input, id: 'none', value: canary() });
    }
    const url = provider.endpoints[0]?.url.replace(/^https:\/\/[^/]+/, mirror.origin) ?? mirror.origin;
    const base = { name: provider.id, provider: provider.id, url, settings: {}, secrets };
    const destination = (await call('destinations.save', { ...base, environment: 'test' })) as {
      id: string;
    } | null;
    const production = (await call('destinations.save', { ...base, environment: 'production' })) as {
      id: string;
    } | null;
    for (const kind of provider.kinds) {
      const known = findKind(provider.id, kind.id);
      const example = known?.withKey?.(known.example, 'fd-key') ?? kind.example;
      for (const id of [destination?.id, production?.id, 'none']) {
        const input = { provider: provider.id, kind: kind.id, destinationId: id ?? 'none', params: example };
        await call('sends.send', { ...input, clientRequestId: uuid() });
        // a key that is known, pasted into a field of the alert
        const pasted = Object.fromEntries(
          Object.entries(example).map(([key, value]) => [
            key,
            key === 'source' || key === 'description' ? `oops ${CANARIES[11]}` : value,
          ]),
        );
        await call('sends.send', {
          ...input,
          params: pasted,
          clientRequestId: uuid(),
          guard: { typed: provider.id, hold: true, remember: false },
        });
      }
    }
    for (const id of [destination?.id, production?.id, 'none']) {
      await batchCalls(provider.id, id ?? 'none');
      await call('sends.meter', { destinationId: id ?? 'none' });
    }
    await call('destinations.check', { id: destination?.id ?? 'none' });
    await call('destinations.order', { ids: [destination?.id ?? 'none'] });
    await call('destinations.remove', { id: destination?.id ?? 'none' });
    const [secret] = Object.values(secrets);
    await call('secrets.rename', { id: secret, label: 'renamed' });
    await call('secrets.remove', { id: secret });
  }
  const { content } = ((await call('destinations.export', {})) ?? { content: '' }) as { content: string };
  for (const text of [content, content.replaceAll(mirror.origin, 'https://evil.example'), '{']) {
    await call('destinations.planImport', { content: text });
    await call('destinations.import', { content: text });
  }
  await everyIncidentCall();
  const draft = { id: 'd', provider: 'x', kind: 'y', destinationId: null, forms: {} };
  await call('drafts.save', draft);
  for (const path of ['app.info', 'destinations.list', 'secrets.list', 'drafts.list', 'vault.status'])
    await call(path, {});
  await call('drafts.remove', { id: 'd' });
  const page = (await call('history.list', { before: null, limit: 200 })) as { sends: { id: string }[] };
  await call('history.count', { filter: {} });
  for (const { id } of page.sends) await call('history.get', { id });
  for (const { id } of page.sends.slice(0, 10)) {
    for (const decision of ['resend', 'delivered']) await call('sends.decide', { id, decision });
    await call('sends.cancel', { id });
  }
  await call('history.get', { id: 'none' });
  await call('history.statistics', { days: 7 });
  for (const format of ['csv', 'json', 'ndjson']) await call('history.export', { filter: {}, format });
  await call('history.setRetention', { days: 30, count: null });
  await call('history.retention', {});
  await call('history.acceptCondition', {});
  await call('settings.get', {});
  await call('settings.set', { proxy: { mode: 'manual', url: 'http://proxy.example:3128' }, caFile: null });
  await call('settings.set', { proxy: { mode: 'system' }, caFile: null });
  await call('history.saveFilter', { id: 'f', name: 'mine', filter: { search: 'words' } });
  await call('history.filters', {});
  await call('history.removeFilter', { id: 'f' });
}

/** About alerts that the sandbox took, with a known key pasted into a field. */
async function everyIncidentCall(): Promise<void> {
  const destinations = (await call('destinations.list', {})) as {
    id: string;
    provider: string;
    environment: string;
  }[];
  for (const { id, provider, environment } of destinations) {
    const kind = findKind(provider, 'alert');
    if (environment !== 'sandbox' || kind === undefined) continue;
    const example = kind.withKey?.(kind.example, uuid()) ?? kind.example;
    const params = { ...example, summary: `oops ${CANARIES[11]}`, description: `oops ${CANARIES[11]}` };
    for (const message of [example, { ...params, host: 'another' }]) {
      const input = { provider, kind: kind.id, destinationId: id, params: message, resolveAfter: 3600 };
      await call('sends.send', { ...input, clientRequestId: uuid() });
    }
  }
  const page = (await call('incidents.list', { before: null, limit: 200 })) as {
    incidents: { destination: { id: string }; key: string; changedAt: string }[];
  };
  const last = page.incidents.at(-1);
  const before = { destinationId: last?.destination.id, key: last?.key, changedAt: last?.changedAt };
  await call('incidents.list', { before, limit: 1, states: ['open'], environments: ['sandbox'] });
  const step = { clientRequestId: uuid(), step: 'acknowledge' };
  for (const { destination, key } of [...page.incidents, { destination: { id: 'none' }, key: 'none' }]) {
    const ref = { destinationId: destination.id, key };
    await call('incidents.timeline', ref);
    await call('incidents.setResolveAt', { ...ref, resolveAt: '2999-01-01T00:00:00Z' });
    await call('incidents.step', { ...ref, ...step, clientRequestId: uuid() });
    await call('incidents.step', { ...ref, ...step, surplus: CANARIES[0] });
  }
  await call('incidents.forget', { destinationId: last?.destination.id, key: last?.key });
  await call('incidents.forget', { destinationId: 'none', key: 'none' });
  const progress = await call('incidents.resolveAll', { environments: ['sandbox', 'test'] });
  for await (const one of progress as AsyncIterable<unknown>) hear(one);
  expect(page.incidents.length).toBeGreaterThan(0);
}

/** A batch of that destination, with a key that is known in one of its rows, from its beginning to its end. */
async function batchCalls(provider: string, destinationId: string): Promise<void> {
  const id = uuid();
  const [kind] = providers.find((one) => one.id === provider)?.kinds ?? [];
  const row = (change: Record<string, string>) => ({
    clientRequestId: uuid(),
    provider,
    kind: kind?.id ?? 'none',
    params: { ...kind?.example, ...change },
  });
  await call('batches.create', {
    id,
    name: `oops ${provider}`,
    destinationId,
    concurrency: 4,
    perSecond: null,
  });
  await call('batches.add', { id, rows: [row({}), row({})] });
  await call('batches.add', {
    id,
    rows: [row({ source: CANARIES[11] ?? '', description: CANARIES[11] ?? '' })],
  });
  await call('batches.run', { id });
  await call('batches.pause', { id });
  await call('batches.run', { id, guard: { typed: provider, hold: false, remember: false } });
  const progress = await call('batches.progress', { id });
  try {
    for await (const batch of progress as AsyncIterable<{ state: string }>) {
      hear(batch);
      if (batch.state !== 'running') break;
    }
  } catch (error) {
    hear(error);
  }
  await call('batches.cancel', { id });
  for (const name of ['get', 'latencies']) await call(`batches.${name}`, { id });
  await call('batches.list', {});
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
