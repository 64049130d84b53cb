import type { ContractRouterClient } from '@orpc/contract';
import type { MessageBoxOptions } from 'electron';
import type { Contract } from '#shared/contract/contract.ts';
import type { Incident, IncidentPage } from '#shared/model/incident.ts';

type Client = Pick<ContractRouterClient<Contract>, 'incidents'>;
/** Resolves with the button that was pressed, counted from 0. */
export type Ask = (options: MessageBoxOptions) => Promise<number>;

const UNRESOLVED: Incident['state'][] = ['open', 'acknowledged', 'unknown'];
/** More than this nobody reads in a dialog. */
const NAMED = 5;
const RESOLVE = 'Resolve all';
const QUIT = 'Quit anyway';
const CANCEL = 'Cancel';

/** Asks, where something is left open, whether to resolve it first. Resolves whether Firedrill may end. */
export async function mayQuit(client: Client, ask: Ask): Promise<boolean> {
  const ours = await left(client, ['sandbox', 'test']);
  const production = await left(client, ['production']);
  const { open, acknowledged, unknown } = ours.counts;
  const count = open + acknowledged + unknown;
  if (count === 0) return true;
  const pressed = await choose(ask, {
    message: count === 1 ? 'One incident is left open.' : `${count} incidents are left open.`,
    detail: [
      ...named(ours),
      ...(production.count === 0
        ? []
        : ['', 'In production, and resolved one by one only:', ...named(production)]),
    ]
      .join('\n')
      .trim(),
    buttons: ours.count === 0 ? [QUIT, CANCEL] : [RESOLVE, QUIT, CANCEL],
  });
  if (pressed !== RESOLVE) return pressed === QUIT;
  const problems = await resolveAll(client);
  if (problems.length === 0) return true;
  const again = await choose(ask, {
    message:
      problems.length === 1
        ? 'One incident was not resolved.'
        : `${problems.length} incidents were not resolved.`,
    detail: [...problems.slice(0, NAMED), ...more(problems.length)].join('\n'),
    buttons: [QUIT, CANCEL],
  });
  return again === QUIT;
}

type Left = Pick<IncidentPage, 'counts'> & { readonly count: number; readonly first: readonly Incident[] };

async function left(client: Client, environments: Incident['destination']['environment'][]): Promise<Left> {
  const limit = 200;
  const { incidents, counts } = await client.incidents.list({
    states: UNRESOLVED,
    environments,
    before: null,
    limit,
  });
  return { counts, count: incidents.length, first: incidents.slice(0, NAMED) };
}

function named({ first, count }: Left): string[] {
  return [...first.map(({ destination, summary }) => `${destination.name}: ${summary}`), ...more(count)];
}

function more(count: number): string[] {
  return count > NAMED ? [`and ${count - NAMED} more`] : [];
}

async function choose(
  ask: Ask,
  { buttons, ...words }: Pick<MessageBoxOptions, 'message' | 'detail'> & { readonly buttons: string[] },
): Promise<string | undefined> {
  const options = { type: 'warning', noLink: true, defaultId: 0, cancelId: buttons.length - 1 } as const;
  return buttons[await ask({ ...options, ...words, buttons })];
}

/** What could not be, in words. */
async function resolveAll(client: Client): Promise<string[]> {
  const problems: string[] = [];
  const environments: ('sandbox' | 'test')[] = ['sandbox', 'test'];
  for await (const { incident, send, problem } of await client.incidents.resolveAll({ environments })) {
    if (incident === null || send?.state === 'delivered') continue;
    const name = send === null ? incident.key : `${send.destination.name}: ${send.summary}`;
    problems.push(`${name}: ${problem ?? 'its resolve was not accepted; the history says why.'}`);
  }
  return problems;
}
