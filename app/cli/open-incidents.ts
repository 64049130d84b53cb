import { setTimeout } from 'node:timers/promises';
import type { Incident, IncidentState } from '#shared/model/incident.ts';
import type { Environment } from '#shared/model/destination.ts';
import { quoted } from './confirmed.ts';
import { print } from './print.ts';
import type { Client } from './with-engine.ts';

export const UNRESOLVED = ['open', 'acknowledged', 'unknown'] as const satisfies readonly IncidentState[];
const PAGE = 200;
const WAIT_MS = 30_000;

/** All of them, the last changed first. */
export async function incidentsIn(
  client: Client,
  states: readonly IncidentState[],
  environments: readonly Environment[] = [],
): Promise<Incident[]> {
  const found: Incident[] = [];
  for (;;) {
    const last = found.at(-1);
    const { incidents, isMore } = await client.incidents.list({
      states: [...states],
      environments: [...environments],
      before:
        last === undefined
          ? null
          : { destinationId: last.destination.id, key: last.key, changedAt: last.changedAt },
      limit: PAGE,
    });
    found.push(...incidents);
    if (!isMore || incidents.length === 0) return found;
  }
}

/** Waits for the timers that ran out while nothing was running, which the engine is seeing to, and says so. */
export async function sayMissedTimers(client: Client): Promise<void> {
  const { missedTimers, startedAt } = await client.app.info({});
  if (missedTimers === 0) return;
  print.words(
    `${missedTimers === 1 ? 'An incident was' : `${missedTimers} incidents were`} to be resolved while Firedrill was not running. It is done now.`,
  );
  const due = async () =>
    (await incidentsIn(client, UNRESOLVED)).filter(
      ({ resolveAt }) => resolveAt !== null && resolveAt <= startedAt,
    );
  for (let waited = 0; waited < WAIT_MS; waited += 50) {
    if ((await due()).every(({ resolveProblem }) => resolveProblem !== null)) break;
    await setTimeout(50);
  }
  for (const { key, destination, resolveProblem } of await due()) {
    print.words(`${key} at ${destination.name} is not resolved yet. ${resolveProblem ?? ''}`);
  }
}

/** What a test leaves behind, with the command that cleans it up. */
export async function sayLeftOpen(client: Client): Promise<void> {
  const left = await incidentsIn(client, UNRESOLVED, ['sandbox', 'test']);
  const [first, second] = left;
  if (first === undefined) return;
  if (second === undefined) {
    const timer = first.resolveAt === null ? '' : ` ${timerInWords(first.resolveAt)}`;
    print.words(`Left open: ${first.key} at ${first.destination.name}.${timer}`);
    print.words(`Resolve it: ${resolveCommand(first)}`);
    return;
  }
  print.words(`Left open: ${left.length} test incidents. Resolve them: firedrill incident resolve --all`);
}

export function resolveCommand({ key, destination }: Incident): string {
  return `firedrill incident resolve ${quoted(key)} --to ${quoted(destination.name)}`;
}

function timerInWords(at: string): string {
  return `It is resolved by itself at ${at.slice(0, 19)}Z by a Firedrill that is running then, or that is started next.`;
}
