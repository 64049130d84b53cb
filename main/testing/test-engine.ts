import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { v7 as uuid } from 'uuid';
import type { Destination } from '#shared/model/destination.ts';
import type { SendInput } from '#shared/model/send.ts';
import { findKind } from '#shared/providers/registry.ts';
import { type Clock, systemClock } from '#main/send/clock.ts';
import { type Engine, type EngineOptions, openEngine } from '#main/engine.ts';

export type TestEngine = {
  readonly dataDir: string;
  readonly engine: Engine;
  /** The contract, called as a host would, with its schemas in both directions. */
  readonly client: RouterClient<Engine['router']>;
  /** Stops and starts again on the same data; `meanwhile` is done when nobody holds it. */
  restart(meanwhile?: () => void): Promise<TestEngine>;
  close(): Promise<void>;
};

/** Nobody waits for minutes here. */
const hurriedClock: Clock = {
  ...systemClock,
  wait: (ms, signal) => systemClock.wait(ms < 1000 ? ms : 100, signal),
};

/** A whole engine on a folder of its own. */
export async function openTestEngine(options: Partial<EngineOptions> = {}): Promise<TestEngine> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'firedrill-engine-'));
  const engine = await openEngine({ host: 'web', version: 'test', clock: hurriedClock, ...options, dataDir });
  return {
    dataDir,
    engine,
    client: createRouterClient(engine.router, { context: {} }),
    async restart(meanwhile = () => {}) {
      await engine.close();
      meanwhile();
      return openTestEngine({ ...options, dataDir });
    },
    async close() {
      await engine.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The example alert of the destination's provider, ready to send there. */
export function exampleFor(destination: Destination, kindId: string): SendInput {
  const kind = findKind(destination.provider, kindId);
  if (kind === undefined) throw new Error(`${destination.provider} has no kind ${kindId}`);
  const params = kind.withKey?.(kind.example, 'fd-test-key') ?? kind.example;
  return {
    clientRequestId: uuid(),
    provider: destination.provider,
    kind: kindId,
    destinationId: destination.id,
    params,
  };
}
