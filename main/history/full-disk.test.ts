import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkDatabase } from '#main/database/check.ts';
import { takeEnvironmentSecrets } from '#main/secrets/environment.ts';
import { httpAnswer, openRawServer } from '#main/send/testing/raw-server.ts';
import { openTestEngine } from '#main/testing/test-engine.ts';

const PROGRAM = fileURLToPath(new URL('../send/testing/sending-process.ts', import.meta.url));

// windows has no such limit
test.skipIf(process.platform === 'win32')(
  'a disk that is full, as the kernel enforces it with ulimit -f, stops the sending and damages nothing',
  async () => {
    const came = new Map<string, number>();
    const vendor = await openRawServer((socket, request) => {
      const id = /"source":"([^"]*)"/.exec(request)?.[1] ?? '';
      const key = /"dedup_key":"([^"]*)"/.exec(request)?.[1] ?? '';
      came.set(id, (came.get(id) ?? 0) + 1);
      socket.end(httpAnswer(202, `{"status":"success","message":"ok","dedup_key":"${key}"}`));
    });
    const dataDir = mkdtempSync(join(tmpdir(), 'firedrill-full-'));
    const env = {
      FIREDRILL_SECRET_CI: 'abcdef0123456789abcdef0123456789',
      FIREDRILL_SECRET_CI_ORIGIN: vendor.origin,
    };
    const open = () =>
      openTestEngine({ dataDir, environment: takeEnvironmentSecrets({ ...env }, new Date()) });
    const first = await open();
    const { id } = await first.client.destinations.save({
      name: 'ci',
      provider: 'pagerduty',
      environment: 'test',
      url: `${vendor.origin}/v2/enqueue`,
      settings: {},
      secrets: { routingKey: 'env:CI' },
    });
    await first.engine.close();

    // in KiB; the history takes that much after some hundred sends
    const command = `ulimit -f 6000; exec "${process.execPath}" "${PROGRAM}" "${dataDir}" "${id}"`;
    const child = spawn('bash', ['-c', command], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    child.stderr.resume();
    const exit = once(child, 'exit');
    const told = new Map<string, string>();
    for await (const line of createInterface({ input: child.stdout })) {
      const [message = '', state = ''] = line.split(' ');
      if (['delivered', 'rejected', 'failed', 'unknown', 'cancelled'].includes(state))
        told.set(message, state);
    }
    const [code] = (await exit) as [number | null];
    expect(code, 'it ends because it may not send any more').not.toBe(0);
    expect(came.size).toBeGreaterThan(50);

    const after = await open();
    expect(after.engine.info.history).toBe('ok');
    const destination = (await after.client.destinations.list({})).find((one) => one.id === id);
    expect(destination?.name).toBe('ci');
    await after.engine.close();
    expect(checkDatabase(join(dataDir, 'history.db'), true)).toBe('ok');
    const database = new DatabaseSync(join(dataDir, 'history.db'), { readOnly: true });
    const rows = new Map(
      database
        .prepare(
          'SELECT client_request_id AS id, state, (SELECT count(*) FROM attempts WHERE send_id = sends.id) AS n FROM sends',
        )
        .all()
        .map((row) => [String(row['id']), row] as const),
    );
    database.close();
    for (const [message, times] of came) {
      expect(Number(rows.get(message)?.['n']), 'what was on the wire is on record').toBeGreaterThanOrEqual(
        times,
      );
      expect(['delivered', 'unknown']).toContain(rows.get(message)?.['state']);
    }
    for (const [message, state] of told) {
      // an outcome that there was no room for is unknown afterwards, and never another one
      expect([state, 'unknown']).toContain(rows.get(message)?.['state']);
    }
    await vendor.close();
    rmSync(dataDir, { recursive: true, force: true });
  },
  120_000,
);
