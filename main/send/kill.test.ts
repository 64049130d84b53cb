import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { takeEnvironmentSecrets } from '#main/secrets/environment.ts';
import { openTestEngine } from '#main/testing/test-engine.ts';
import { httpAnswer, openRawServer, type RawServer } from './testing/raw-server.ts';

// 300 is what the promise is about; the default keeps every day's run short
const KILLS = Number(process.env['FIREDRILL_KILLS'] ?? 30);
const LANES = 2;
const PROGRAM = fileURLToPath(new URL('./testing/sending-process.ts', import.meta.url));

type Far = {
  readonly server: RawServer;
  /** How often each message came, and which of them were answered with a yes. */
  readonly came: Map<string, number>;
  readonly accepted: Set<string>;
  /** Called when the request is there, and again when its answer is on its way. */
  heard: (what: 'request' | 'answer') => void;
};

/** A far side that takes most of it, has a fault now and then, is slow, or hangs up. */
async function openFar(): Promise<Far> {
  const came = new Map<string, number>();
  const accepted = new Set<string>();
  const server = await openRawServer((socket, request) => {
    const id = /"source":"([^"]*)"/.exec(request)?.[1] ?? '';
    const key = /"dedup_key":"([^"]*)"/.exec(request)?.[1] ?? '';
    came.set(id, (came.get(id) ?? 0) + 1);
    far.heard('request');
    const chance = Math.random();
    if (chance < 0.1) return socket.resetAndDestroy();
    if (chance < 0.3) return socket.end(httpAnswer(chance < 0.2 ? 503 : 429, ''));
    void setTimeout(chance < 0.5 ? 20 : 0).then(() => {
      accepted.add(id);
      socket.end(httpAnswer(202, `{"status":"success","message":"ok","dedup_key":"${key}"}`));
      far.heard('answer');
    });
  });
  const far: Far = { server, came, accepted, heard: () => {} };
  return far;
}

/** Kills a sending process once: at a random time, at a request it made, or at an answer to it. */
async function killed(
  far: Far,
  kill: number,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Map<string, string>> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const exit = once(child, 'exit');
  const said = new Map<string, string>();
  const what = (['time', 'request', 'answer'] as const)[kill % 3];
  let left = 1 + Math.floor(Math.random() * 40);
  far.heard = (heard) => {
    if (heard === what && --left === 0) child.kill('SIGKILL');
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const [id = '', state] = line.split(' ');
    if (state !== undefined) said.set(id, state);
    // the longest it may take in any case
    else void setTimeout(what === 'time' ? Math.random() * 150 : 2000).then(() => child.kill('SIGKILL'));
  }
  expect(await exit).toEqual([null, 'SIGKILL']);
  far.heard = () => {};
  return said;
}

test(
  `after each of ${KILLS} kills the history knows everything that was on the wire, and claims no more`,
  async () => {
    const seen = { unknown: 0, delivered: 0, cancelled: 0, retried: 0 };
    const lanes = Array.from({ length: LANES }, async () => {
      const far = await openFar();
      const dataDir = mkdtempSync(join(tmpdir(), 'firedrill-kill-'));
      const env = {
        FIREDRILL_SECRET_CI: 'abcdef0123456789abcdef0123456789',
        FIREDRILL_SECRET_CI_ORIGIN: far.server.origin,
        NODE_COMPILE_CACHE: join(dataDir, 'compiled'),
      };
      const open = () =>
        openTestEngine({ dataDir, environment: takeEnvironmentSecrets({ ...env }, new Date()) });
      const first = await open();
      const { id } = await first.client.destinations.save({
        name: 'ci',
        provider: 'pagerduty',
        environment: 'test',
        url: `${far.server.origin}/v2/enqueue`,
        settings: {},
        secrets: { routingKey: 'env:CI' },
      });
      await first.engine.close();

      const told = new Map<string, string>();
      for (let kill = 0; kill < KILLS / LANES; kill++) {
        for (const [message, state] of await killed(far, kill, [dataDir, id], env)) told.set(message, state);
        const once = await open();
        await once.engine.close();
        const rows = read(dataDir);
        const twice = await open();
        expect(twice.engine.info.interruptedSends).toBe(0);
        await twice.engine.close();
        expect(read(dataDir), 'recovered once is recovered').toEqual(rows);

        for (const [message, times] of far.came) {
          expect(rows.get(message)?.attempts, 'on the wire only what is on record').toBeGreaterThanOrEqual(
            times,
          );
        }
        for (const [message, { state, attempts }] of rows) {
          expect(['delivered', 'rejected', 'failed', 'unknown', 'cancelled']).toContain(state);
          if (state === 'delivered') expect(far.accepted.has(message), 'delivered is accepted').toBe(true);
          if (far.accepted.has(message)) expect(['delivered', 'unknown']).toContain(state);
          if (state === 'cancelled') expect(far.came.get(message) ?? 0).toBe(0);
          if (state === 'unknown') seen.unknown++;
          if (attempts > 1) seen.retried++;
        }
        for (const [message, state] of told) {
          expect(rows.get(message)?.state, 'what was said stays said').toBe(state);
        }
      }
      seen.delivered += far.accepted.size;
      await far.server.close();
      rmSync(dataDir, { recursive: true, force: true });
    });
    await Promise.all(lanes);
    // or nothing of this was put to the test
    expect(seen.delivered).toBeGreaterThan(KILLS);
    expect(seen.unknown).toBeGreaterThan(0);
    expect(seen.retried).toBeGreaterThan(0);
  },
  60_000 + KILLS * 4_000,
);

function read(dataDir: string): Map<string, { state: string; attempts: number }> {
  const database = new DatabaseSync(join(dataDir, 'history.db'), { readOnly: true });
  const rows = database
    .prepare(
      'SELECT client_request_id AS id, state, (SELECT count(*) FROM attempts WHERE send_id = sends.id) AS n FROM sends',
    )
    .all()
    .map(({ id, state, n }) => [String(id), { state: String(state), attempts: Number(n) }] as const);
  database.close();
  return new Map(rows);
}
