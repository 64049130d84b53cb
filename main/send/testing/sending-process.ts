// A program that sends and sends, singly and in batches, to be killed:
// `sending-process.ts <data dir> <destination id> [kill itself after so many intents]`.
import { writeSync } from 'node:fs';
import { v7 as uuid } from 'uuid';
import { createRouterClient } from '@orpc/server';
import { openEngine } from '#main/engine.ts';
import { takeEnvironmentSecrets } from '#main/secrets/environment.ts';
import { systemClock } from '../clock.ts';
import { findKind } from '#shared/providers/registry.ts';

const [dataDir = '', destinationId = '', intents] = process.argv.slice(2);
const engine = await openEngine({
  dataDir,
  host: 'cli',
  version: 'test',
  environment: takeEnvironmentSecrets(process.env, new Date()),
  timeouts: { connect: 1000, headers: 2000, whole: 3000 },
  // attempts follow each other quickly, so that a kill hits between them too
  clock: { ...systemClock, wait: (ms, signal) => systemClock.wait(Math.min(ms, 5), signal) },
});
const client = createRouterClient(engine.router, { context: {} });
const example = findKind('pagerduty', 'alert')?.example ?? {};

let latest = '';
say('ready');
if (intents !== undefined) void dieAtIntent(Number(intents));
await Promise.all([singles(), batches()]);

async function singles(): Promise<void> {
  for (;;) await Promise.all(Array.from({ length: 4 }, one));
}

/** Three are about one incident, and have to wait for each other. */
async function one(_: unknown, index: number): Promise<void> {
  const row = message(index);
  const sent = await client.sends.send({ ...row, destinationId });
  say(`${row.clientRequestId} ${sent.state}`);
}

function message(index: number) {
  const key = index % 3 === 0 ? `fd-${uuid()}` : latest;
  latest = key;
  const clientRequestId = uuid();
  const params = { ...example, dedupKey: key, source: clientRequestId };
  return { clientRequestId, provider: 'pagerduty', kind: 'alert', params };
}

/** What was left by the process before goes on first; each of the new ones is stopped in its middle once. */
async function batches(): Promise<void> {
  for (const { id, state } of await client.batches.list({})) {
    if (state === 'paused' || state === 'filling') await run(id);
  }
  for (;;) {
    const id = uuid();
    await client.batches.create({ id, name: 'rows', destinationId, concurrency: 8, perSecond: null });
    for (let part = 0; part < 2; part++) {
      const rows = Array.from({ length: 20 }, (_, index) => message(index));
      await client.batches.add({ id, rows });
      for (const { clientRequestId } of rows) say(`${clientRequestId} kept`);
    }
    await client.batches.run({ id });
    await client.batches.pause({ id });
    await run(id);
  }
}

async function run(id: string): Promise<void> {
  await client.batches.run({ id });
  for await (const { state } of await client.batches.progress({ id })) if (state === 'ended') return;
}

/** A single send is told of as it is written down, and again when its intent is: nothing is on the wire then. */
async function dieAtIntent(count: number): Promise<void> {
  const told = new Map<string, number>();
  let left = count;
  for await (const { room, id } of await client.live.updates({})) {
    if (room !== 'history' || id === null) continue;
    told.set(id, (told.get(id) ?? 0) + 1);
    if (told.get(id) === 2 && --left === 0) process.kill(process.pid, 'SIGKILL');
  }
}

function say(line: string): void {
  writeSync(1, `${line}\n`);
}
