import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleFor, openTestEngine, type TestEngine } from '#main/testing/test-engine.ts';
import { providers } from '#shared/providers/registry.ts';
import { httpAnswer, openRawServer, type RawServer } from './testing/raw-server.ts';

// P-02: a key leaves only for the origin it was entered for, wherever the destination has come to point since.

let at: TestEngine;
let servers: RawServer[] = [];
beforeAll(async () => {
  at = await openTestEngine({ timeouts: { connect: 300, headers: 500, whole: 1000 } });
  servers = await Promise.all(
    [1, 2, 3].map(() => openRawServer((socket) => socket.end(httpAnswer(400, '{}')))),
  );
});
afterAll(async () => {
  await at.close();
  for (const server of servers) await server.close();
});

test('a request leaves if and only if the origins are the same, and on a mismatch no socket is opened', async () => {
  const near = (origin: string) => [
    origin,
    origin.replace('127.0.0.1', '127.0.0.2'),
    origin.replace('127.0.0.1', 'localhost'),
  ];
  const origins = [
    ...servers.flatMap(({ origin }) => near(origin)),
    'https://events.invalid',
    'https://127.0.0.1:1',
  ];
  const paths = ['/v2/enqueue', '/', '/x?key=1', '//evil.example/'];
  const run = fc.asyncProperty(
    fc.constantFrom(...origins),
    fc.constantFrom(...origins),
    fc.constantFrom(...paths),
    fc.constantFrom(...providers),
    async (bound, pointed, path, provider) => {
      const secrets: Record<string, string> = {};
      for (const slot of provider.slots) {
        const made = await at.client.secrets.set({
          label: slot.id,
          provider: provider.id,
          slot: slot.id,
          boundOrigin: bound,
          value: 'k3y0123456789abcdefk3y0123456789',
        });
        secrets[slot.id] = made.id;
      }
      const base = { name: 'd', provider: provider.id, environment: 'test', settings: {}, secrets } as const;
      const saved = await at.client.destinations.save({ ...base, url: `${bound}/` });
      // past every form and import: as a file on disk that somebody changed
      const workspace = new DatabaseSync(join(at.dataDir, 'workspace.db'));
      workspace.prepare('UPDATE destinations SET url = ? WHERE id = ?').run(pointed + path, saved.id);
      workspace.close();

      const before = servers.map(({ received }) => received.length);
      const outcome = await at.client.sends.send(exampleFor(saved, 'alert')).catch((error: unknown) => error);
      const opened = servers.map(({ received }, index) => received.length - (before[index] ?? 0));
      if (bound === pointed) expect(outcome).not.toMatchObject({ code: 'SECRET_ORIGIN_MISMATCH' });
      else {
        expect(outcome).toMatchObject({ code: 'SECRET_ORIGIN_MISMATCH' });
        expect(opened).toEqual([0, 0, 0]);
      }
      // nobody but the one it was entered for ever has it
      for (const { origin, received } of servers) {
        const index = servers.findIndex((server) => server.origin === origin);
        const fresh = received.slice(before[index]).join('\n');
        if (!near(origin).includes(bound)) expect(fresh).not.toContain('k3y0123456789');
      }
      for (const id of Object.values(secrets)) await at.client.secrets.remove({ id });
      await at.client.destinations.remove({ id: saved.id });
    },
  );
  await fc.assert(run, { numRuns: 150 });
}, 60_000);
