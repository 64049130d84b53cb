// How many rows of a batch leave in a second, held against plain requests to the same server:
// `node e2e/bench/batch-bench.ts [rows] [seconds]`. The server is a process of its own, on the loopback.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { v7 as uuid } from 'uuid';
import { openEngine } from '#main/engine.ts';
import { takeEnvironmentSecrets } from '#main/secrets/environment.ts';
import { findKind } from '#shared/providers/registry.ts';

const ROWS = Number(process.argv[2] ?? 5000);
const SECONDS = Number(process.argv[3] ?? 5);
const IN_FLIGHT = 32;
const BODY = JSON.stringify({ status: 'success', response: {} });

const SERVER = `
  import { createServer } from 'node:http';
  const body = ${JSON.stringify(BODY)};
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(body));
  });
  server.listen(0, '127.0.0.1', () => process.stdout.write(String(server.address().port)));`;

const server = spawn(process.execPath, ['--input-type=module', '--eval', SERVER], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const origin = `http://127.0.0.1:${await portOf(server)}`;
  const plain = await plainPerSecond(origin);
  const rows = await rowsPerSecond(origin);
  print(`plain requests, ${IN_FLIGHT} kept connections: ${Math.round(plain)} a second`);
  print(`rows of a batch, ${IN_FLIGHT} in flight:       ${Math.round(rows)} a second`);
  print(`ratio:                                ${(rows / plain).toFixed(2)}`);
} finally {
  server.kill();
}

async function portOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the server says nothing');
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return port.toString();
}

/** As a load generator does it: connections are kept, nothing is written down. */
async function plainPerSecond(origin: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
  const until = performance.now() + SECONDS * 1000;
  let done = 0;
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const sent = request(`${origin}/x`, { agent, method: 'POST' }, (response) => {
        response.resume().on('end', resolve);
      });
      sent.on('error', reject).end(JSON.stringify({ summary: 'x'.repeat(400) }));
    });
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      for (; performance.now() < until; done++) await one();
    }),
  );
  agent.destroy();
  return done / SECONDS;
}

async function rowsPerSecond(origin: string): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'firedrill-bench-'));
  const variables = {
    FIREDRILL_SECRET_A: 'abcdef0123456789abcdef0123456789',
    FIREDRILL_SECRET_A_ORIGIN: origin,
    FIREDRILL_SECRET_B: 'bbcdef0123456789abcdef0123456789',
    FIREDRILL_SECRET_B_ORIGIN: origin,
  };
  const engine = await openEngine({
    dataDir,
    host: 'cli',
    version: 'bench',
    environment: takeEnvironmentSecrets(variables, new Date()),
  });
  const client = createRouterClient(engine.router, { context: {} });
  try {
    const kind = findKind('bigpanda', 'alert');
    if (kind === undefined) throw new Error('there is no such kind of message');
    const { id: destinationId } = await client.destinations.save({
      name: 'bench',
      provider: 'bigpanda',
      environment: 'test',
      url: `${origin}/data/v2/alerts`,
      settings: {},
      secrets: { token: 'env:A', appKey: 'env:B' },
    });
    const id = uuid();
    await client.batches.create({
      id,
      name: 'bench',
      destinationId,
      concurrency: IN_FLIGHT,
      perSecond: null,
    });
    const adding = performance.now();
    for (let from = 0; from < ROWS; from += 500) {
      const rows = Array.from({ length: Math.min(500, ROWS - from) }, (_, index) => ({
        clientRequestId: uuid(),
        provider: 'bigpanda',
        kind: 'alert',
        // each is about an incident of its own, or they would have to wait for each other
        params: { ...kind.example, host: `host-${from + index}` },
      }));
      const { problems } = await client.batches.add({ id, rows });
      if (problems.length > 0) throw new Error(problems[0]?.message);
    }
    const started = performance.now();
    print(`added ${Math.round((ROWS / (started - adding)) * 1000)} rows a second`);
    const before = process.cpuUsage();
    await client.batches.run({ id });
    for await (const batch of await client.batches.progress({ id })) {
      if (batch.state === 'ended' && batch.counts.delivered !== ROWS) throw new Error(JSON.stringify(batch));
    }
    const elapsed = performance.now() - started;
    const { user, system } = process.cpuUsage(before);
    print(`processor time for a row: ${((user + system) / 1000 / ROWS).toFixed(2)} ms`);
    return (ROWS / elapsed) * 1000;
  } finally {
    await engine.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
