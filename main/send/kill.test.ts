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
import { systemClock } from './clock.ts';
import { httpAnswer, openRawServer, type RawServer } from './testing/raw-server.ts';

// 300 is what the promise is about (`npm run soak`); the default keeps every day's run short
const KILLS = Number(process.env['FIREDRILL_KILLS'] ?? 30);
const LANES = 2;
const PROGRAM = fileURLToPath(new URL('./testing/sending-process.ts', import.meta.url));
const STEPS = ['request', 'answer', 'intent'] as const;

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

/** Kills a sending process once: every other time at a random moment, else right after a step. What it said. */
async function killed(
  far: Far,
  kill: number,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Map<string, string>> {
  const step = kill % 2 === 0 ? null : STEPS[Math.floor(kill / 2) % STEPS.length];
  let left = 1 + Math.floor(Math.random() * 40);
  const child = spawn(process.execPath, [PROGRAM, ...args, ...(step === 'intent' ? [String(left)] : [])], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const exit = once(child, 'exit');
  const said = new Map<string, string>();
  far.heard = (heard) => {
    if (heard === step && --left === 0) child.kill('SIGKILL');
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const [id = '', state] = line.split(' ');
    if (state !== undefined) said.set(id, state);
    // the longest it may take in any case
    else void setTimeout(step === null ? Math.random() * 200 : 2000).then(() => child.kill('SIGKILL'));
  }
  expect(await exit).toEqual([null, 'SIGKILL']);
  far.heard = () => {};
  return said;
}

test(
  `after each of ${KILLS} kills the history knows everything that was on the wire, and claims no more`,
  async () => {
    const seen = { interrupted: 0, unknown: 0, accepted: 0, retried: 0, resumed: 0, sends: 0 };
    const lanes = Array.from({ length: LANES }, async () => {
      const far = await openFar();
      const dataDir = mkdtempSync(join(tmpdir(), 'firedrill-kill-'));
      const env = {
        FIREDRILL_SECRET_CI: 'abcdef0123456789abcdef0123456789',
        FIREDRILL_SECRET_CI_ORIGIN: far.server.origin,
        NODE_COMPILE_CACHE: join(dataDir, 'compiled'),
      };
      // what is still owed an attempt is left alone while it is looked at
      const still = { ...systemClock, wait: untilStopped };
      const environment = () => takeEnvironmentSecrets({ ...env }, new Date());
      const open = () => openTestEngine({ dataDir, environment: environment(), clock: still });
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
        const left = read(dataDir);
        const once = await open();
        const { interruptedSends } = once.engine.info;
        await once.engine.close();
        const rows = read(dataDir);
        const twice = await open();
        expect(twice.engine.info.interruptedSends).toBe(0);
        await twice.engine.close();
        expect(read(dataDir), 'recovered once is recovered').toEqual(rows);

        const interrupted = [...left].filter(([, { state }]) => state === 'in_flight');
        seen.interrupted += interrupted.length;
        expect(interruptedSends).toBeGreaterThanOrEqual(interrupted.length);
        for (const [message] of interrupted) expect(rows.get(message)?.state).toBe('unknown');
        for (const [message, times] of far.came) {
          expect(rows.get(message)?.attempts, 'on the wire only what is on record').toBeGreaterThanOrEqual(
            times,
          );
        }
        for (const [message, { state, isRow }] of rows) {
          check(state, far.accepted.has(message), far.came.get(message) ?? 0, isRow);
        }
        for (const [message, state] of told) {
          const now = rows.get(message)?.state;
          if (state === 'kept') expect(now, 'a row that was taken is there').toBeDefined();
          else expect(now, 'what was said stays said').toBe(state);
        }
      }

      // and nothing is left lying: what was interrupted goes on to its end
      const last = await openTestEngine({ dataDir, environment: environment() });
      for (const batch of await last.client.batches.list({})) {
        if (batch.state !== 'paused' && batch.state !== 'filling') continue;
        seen.resumed++;
        await last.client.batches.run({ id: batch.id });
        for await (const now of await last.client.batches.progress({ id: batch.id })) {
          if (now.state === 'ended') break;
        }
      }
      await expect
        .poll(() => [...read(dataDir).values()].filter(({ state }) => isOpen(state)), { timeout: 20_000 })
        .toEqual([]);
      await last.engine.close();
      for (const { state, attempts } of read(dataDir).values()) {
        seen.sends++;
        if (state === 'unknown') seen.unknown++;
        if (attempts > 1) seen.retried++;
      }
      seen.accepted += far.accepted.size;
      await far.server.close();
      rmSync(dataDir, { recursive: true, force: true });
    });
    await Promise.all(lanes);
    if (process.env['FIREDRILL_KILLS'] !== undefined)
      process.stdout.write(`${KILLS} kills: ${JSON.stringify(seen)}\n`);
    // or nothing of this was put to the test
    expect(seen.accepted).toBeGreaterThan(KILLS);
    expect(seen.interrupted).toBeGreaterThan(0);
    expect(seen.unknown).toBeGreaterThan(0);
    expect(seen.retried).toBeGreaterThan(0);
  },
  120_000 + KILLS * 4_000,
);

const isOpen = (state: string) => ['queued', 'in_flight', 'retry_wait'].includes(state);

function check(state: string, isAccepted: boolean, came: number, isRow: boolean): void {
  const ended = ['delivered', 'rejected', 'failed', 'unknown', 'cancelled'];
  // a row waits for its batch, and another attempt for its time; nothing is under way
  expect([...ended, 'retry_wait', ...(isRow ? ['queued'] : [])]).toContain(state);
  if (state === 'delivered') expect(isAccepted, 'delivered is accepted').toBe(true);
  if (isAccepted) expect(['delivered', 'unknown']).toContain(state);
  if (state === 'queued') expect(came, 'what waits has not left').toBe(0);
}

function untilStopped(_: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(false);
    signal.addEventListener('abort', () => resolve(false), { once: true });
  });
}

type Row = { readonly state: string; readonly attempts: number; readonly isRow: boolean };
function read(dataDir: string): Map<string, Row> {
  const database = new DatabaseSync(join(dataDir, 'history.db'), { readOnly: true });
  const rows = database
    .prepare(
      `SELECT client_request_id AS id, state, batch_id IS NOT NULL AS is_row,
              (SELECT count(*) FROM attempts WHERE send_id = sends.id) AS n FROM sends`,
    )
    .all()
    .map(
      ({ id, state, n, is_row: isRow }) =>
        [String(id), { state: String(state), attempts: Number(n), isRow: isRow === 1 }] as const,
    );
  database.close();
  return new Map(rows);
}
