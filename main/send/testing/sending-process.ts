// A program that sends and sends, to be killed: `sending-process.ts <data dir> <destination id>`.
import { writeSync } from 'node:fs';
import { v7 as uuid } from 'uuid';
import { createRouterClient } from '@orpc/server';
import { openEngine } from '#main/engine.ts';
import { takeEnvironmentSecrets } from '#main/secrets/environment.ts';
import { systemClock } from '../clock.ts';
import { findKind } from '#shared/providers/registry.ts';

const [dataDir = '', destinationId = ''] = process.argv.slice(2);
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
for (;;) await Promise.all(Array.from({ length: 8 }, one));

/** Three are about one incident, and have to wait for each other. */
async function one(_: unknown, index: number): Promise<void> {
  const key = index % 3 === 0 ? `fd-${uuid()}` : latest;
  latest = key;
  const clientRequestId = uuid();
  const sent = await client.sends.send({
    clientRequestId,
    provider: 'pagerduty',
    kind: 'alert',
    destinationId,
    params: { ...example, dedupKey: key, source: clientRequestId },
  });
  say(`${clientRequestId} ${sent.state}`);
}

function say(line: string): void {
  writeSync(1, `${line}\n`);
}
