import { ORPCError } from '@orpc/server';
import type { Command } from 'commander';
import { v7 as uuid } from 'uuid';
import type { Incident } from '#shared/model/incident.ts';
import type { FollowUp } from '#shared/providers/provider.ts';
import { outcomeWord } from '#shared/outcome/explain.ts';
import { confirmed } from '../confirmed.ts';
import {
  EXIT,
  EXIT_CODES,
  type ExitCode,
  exitCodeOf,
  withExitCodes,
  withLockedCode,
  worst,
} from '../exit-code.ts';
import { findDestination } from '../named.ts';
import { incidentsIn, resolveCommand, sayMissedTimers, UNRESOLVED } from '../open-incidents.ts';
import { InputError, print, table, UsageError } from '../print.ts';
import type { GlobalOptions } from '../program.ts';
import { printSent } from '../sent-in-words.ts';
import { stoppable } from '../stoppable.ts';
import { openVaultFor } from '../vault-access.ts';
import { type Client, withEngine } from '../with-engine.ts';

type StepOptions = GlobalOptions & { readonly to?: string; readonly confirm?: string };

const OURS = ['sandbox', 'test'] as const;

export function registerIncident(program: Command): void {
  const incident = program.command('incident').description('what is open because of what was sent');
  incident
    .command('list', { isDefault: true })
    .description('what is not resolved, the last changed first')
    .option('--all', 'the resolved ones too')
    .action((_options: unknown, command: Command) => withExitCodes(() => list(command.optsWithGlobals())));
  forOne(incident.command('acknowledge <incident>'))
    .description('stop the paging for it; named by its key')
    .action((asked: string, _options: unknown, command: Command) =>
      withExitCodes(() => step('acknowledge', asked, command.optsWithGlobals())),
    );
  forOne(incident.command('resolve [incident]'))
    .description('resolve one, named by its key, or all that are not in production')
    .option('--all', 'all in the sandbox and at test destinations')
    .action((asked: string | undefined, _options: unknown, command: Command) =>
      withExitCodes(() => resolve(asked, command.optsWithGlobals())),
    );
}

function forOne(command: Command): Command {
  return command
    .option('--to <destination>', 'where it is; needed where several have that key')
    .option('--confirm <name>', 'the name of the production destination')
    .addHelpText('after', EXIT_CODES);
}

function list(options: GlobalOptions & { readonly all?: boolean }) {
  return withEngine(
    options,
    async ({ client }) => {
      await sayMissedTimers(client);
      const incidents = await incidentsIn(client, options.all === true ? [] : UNRESOLVED);
      if (options.json === true) print.json(incidents);
      else printList(incidents);
      return EXIT.delivered;
    },
    { firesTimers: true },
  );
}

function printList(incidents: readonly Incident[]): void {
  if (incidents.length === 0) return print.words('No incident is open.');
  const rows = incidents.map(({ state, destination, key, openedAt, resolveAt, resolveProblem, summary }) => [
    state,
    destination.environment,
    destination.name,
    key,
    openedAt,
    resolveProblem === null ? (resolveAt ?? '-') : 'late',
    summary,
  ]);
  print.result(
    table([['STATE', 'ENVIRONMENT', 'DESTINATION', 'KEY', 'OPENED', 'RESOLVES', 'SUMMARY'], ...rows]),
  );
  for (const { key, resolveProblem } of incidents) {
    if (resolveProblem !== null) print.words(`${key} was not resolved by itself: ${resolveProblem}`);
  }
}

function resolve(asked: string | undefined, options: StepOptions & { readonly all?: boolean }) {
  if ((asked === undefined) === (options.all !== true)) {
    throw new UsageError('Name one incident by its key, or give --all.');
  }
  return asked === undefined ? resolveAll(options) : step('resolve', asked, options);
}

function step(does: FollowUp, asked: string, options: StepOptions) {
  return withEngine(
    options,
    async ({ client }) => {
      await sayMissedTimers(client);
      const { incident, destination } = await find(client, asked, options.to);
      await withLockedCode(() => openVaultFor(client, destination));
      const guard = await confirmed(destination, options.confirm);
      // whoever resolves one that may be open wants it gone in any case
      const overtake = does === 'resolve' && incident.state === 'unknown';
      const ref = { destinationId: destination.id, key: incident.key };
      return stoppable(async (signal) => {
        const sent = await client.incidents.step(
          { ...ref, ...guard, clientRequestId: uuid(), step: does, overtake },
          { signal },
        );
        if (options.json === true) print.json(sent);
        else printSent(sent, incident.key);
        return signal.aborted ? EXIT.interrupted : exitCodeOf(sent);
      });
    },
    { firesTimers: true },
  );
}

/** The one that has that key, at the destination that was named or at the only one where it is. */
async function find(client: Client, key: string, to: string | undefined) {
  const all = await client.destinations.list({});
  const among = to === undefined ? all : [findDestination(all, to)];
  const found = [];
  for (const destination of among) {
    try {
      const { incident } = await client.incidents.timeline({ destinationId: destination.id, key });
      found.push({ incident, destination });
    } catch (error) {
      if (!(error instanceof ORPCError) || error.code !== 'NOT_FOUND') throw error;
    }
  }
  const unresolved = found.filter(({ incident }) => incident.state !== 'resolved');
  const [first, second] = unresolved.length === 0 ? found : unresolved;
  if (first === undefined) {
    throw new InputError(`Firedrill knows no incident of this key${to === undefined ? '' : ` at ${to}`}.`);
  }
  if (second !== undefined) {
    const names = unresolved.map(({ destination }) => destination.name).join(', ');
    throw new InputError(`Several destinations have an incident of this key: ${names}. Say which: --to NAME`);
  }
  return first;
}

function resolveAll(options: GlobalOptions) {
  return withEngine(
    options,
    async ({ client }) => {
      await sayMissedTimers(client);
      const open = await incidentsIn(client, UNRESOLVED, OURS);
      const ids = new Set(open.map(({ destination }) => destination.id));
      for (const destination of await client.destinations.list({})) {
        if (ids.has(destination.id)) await withLockedCode(() => openVaultFor(client, destination));
      }
      const code = await stoppable((signal) => resolveEach(client, options, signal));
      for (const one of await incidentsIn(client, UNRESOLVED, ['production'])) {
        print.words(
          `${one.key} at ${one.destination.name} is in production and was left as it is. To resolve it: ${resolveCommand(one)}`,
        );
      }
      return code;
    },
    { firesTimers: true },
  );
}

async function resolveEach(client: Client, options: GlobalOptions, signal: AbortSignal) {
  const codes: ExitCode[] = [];
  for await (const progress of await client.incidents.resolveAll({ environments: [...OURS] }, { signal })) {
    const { of, done, incident, send, problem } = progress;
    if (incident === null) {
      if (of === 0) print.words('No test incident is open.');
      continue;
    }
    codes.push(send === null ? EXIT.failed : exitCodeOf(send));
    if (options.json === true) print.result(JSON.stringify(progress));
    else {
      const word = send === null ? 'Not sent' : outcomeWord(send).word;
      print.result(`${done} of ${of}  ${word}  ${incident.key}`);
      if (problem !== null) print.words(`${incident.key}: ${problem}`);
    }
  }
  return worst(signal.aborted ? [...codes, EXIT.interrupted] : codes);
}
