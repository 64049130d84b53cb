import { type Command, Option } from 'commander';
import { ulid } from 'ulid';
import { v7 as uuid } from 'uuid';
import { requestHead } from '#shared/http/http-request.ts';
import type { Destination } from '#shared/model/destination.ts';
import { masked } from '#shared/model/secret.ts';
import type { Send } from '#shared/model/send.ts';
import { assess } from '#shared/providers/assess.ts';
import { byteLength } from '#shared/text/measure.ts';
import { type Alert, readAlert, withFields } from '../alert-file.ts';
import { confirmed } from '../confirmed.ts';
import { resolveAfterFrom } from '../duration.ts';
import { EXIT, EXIT_CODES, exitCodeOf, withExitCodes, withLockedCode, worst } from '../exit-code.ts';
import { findDestination } from '../named.ts';
import { sayLeftOpen, sayMissedTimers } from '../open-incidents.ts';
import { InputError, print, UsageError } from '../print.ts';
import type { GlobalOptions } from '../program.ts';
import { printSent } from '../sent-in-words.ts';
import { stoppable } from '../stoppable.ts';
import { openVaultFor } from '../vault-access.ts';
import { type Client, withEngine } from '../with-engine.ts';

type SendOptions = GlobalOptions & {
  readonly to?: string;
  readonly set: readonly string[];
  readonly dryRun?: boolean;
  readonly resolveAfter?: number | null;
  readonly onUnknown: 'fail' | 'resend';
  readonly confirm?: string;
};

export function registerSend(program: Command): void {
  program
    .command('send <file...>')
    .description('send alert files, one after the other; - reads stdin')
    .option('--to <destination>', "its name or id; the vendor's sandbox by default")
    .option('--set <field=text>', 'in place of what the file says; may be repeated', every, [])
    .option('--dry-run', 'print the exact requests with the keys masked, and send nothing')
    .option(
      '--resolve-after <time>',
      'resolve by itself after 90s, 15m, 2h …, or never; as the destination says by default',
      resolveAfterFrom,
    )
    .addOption(
      new Option(
        '--on-unknown <do>',
        'what to do when nobody knows whether it was taken: resend sends it once more',
      )
        .choices(['fail', 'resend'])
        .default('fail'),
    )
    .option('--confirm <name>', 'the name of the production destination, which pages people')
    .addHelpText('after', EXIT_CODES)
    .action((files: string[], _options: unknown, command: Command) => {
      return withExitCodes(() => send(files, command.optsWithGlobals()));
    });
}

function every(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

type Message = Alert & { readonly file: string; readonly destination: Destination };

function send(files: readonly string[], options: SendOptions) {
  if (files.filter((file) => file === '-').length > 1) throw new UsageError('stdin can be read once only.');
  // all of them are read before the first one leaves
  const alerts = files.map((file) => ({ file, ...withKey(withFields(readAlert(file), options.set)) }));
  return withEngine(
    options,
    async ({ client }) => {
      const all = await client.destinations.list({});
      const messages = alerts.map((alert) => ({
        ...alert,
        destination: destinationFor(alert, options.to, all),
      }));
      if (options.dryRun === true) return dryRun(client, messages, options);
      for (const message of messages) assertSendable(message);
      await sayMissedTimers(client);
      return sendAll(client, messages, options);
    },
    { firesTimers: options.dryRun !== true },
  );
}

/** A vendor that makes a key of its own would leave an incident that nothing in the file names. */
function withKey(alert: Alert): Alert {
  return { ...alert, params: alert.kind.withKey?.(alert.params, `fd-${ulid()}`) ?? alert.params };
}

function destinationFor(
  { provider }: Alert,
  to: string | undefined,
  all: readonly Destination[],
): Destination {
  const found =
    to === undefined
      ? all.find((one) => one.environment === 'sandbox' && one.provider === provider.id)
      : findDestination(all, to);
  if (found === undefined)
    throw new InputError(`Say where it goes: --to NAME (${provider.name} has no sandbox).`);
  if (found.provider === provider.id) return found;
  throw new InputError(`${found.name} does not take alerts for ${provider.name}. Nothing was sent.`);
}

function assertSendable({ file, kind, params, destination }: Message): void {
  const [error] = assess(kind, params, destination, Date.now()).errors;
  if (error !== undefined) throw new InputError(`${file}: ${error.message} Nothing was sent.`);
}

async function dryRun(client: Client, messages: readonly Message[], options: SendOptions) {
  const labels = new Map((await client.secrets.list({})).map(({ id, label }) => [id, label]));
  const shown = messages.map(({ file, provider, kind, params, destination }) => {
    const label = (slot: string) =>
      labels.get(destination.secrets[slot] ?? '') ??
      provider.slots.find(({ id }) => id === slot)?.label ??
      slot;
    const request = kind.toRequest(destination, params, (slot) => masked(label(slot)));
    const { errors, warnings } = assess(kind, params, destination, Date.now());
    return { file, destination: destination.name, request, errors, warnings };
  });
  if (options.json === true) {
    print.json(
      shown.map((one) => ({ ...one, request: { ...one.request, bytes: byteLength(one.request.body) } })),
    );
  } else {
    for (const { file, destination, request, errors, warnings } of shown) {
      print.result(requestHead(request) + request.body);
      print.words(`${file}: to ${destination}. Nothing was sent.`);
      for (const { message } of errors) print.words(`error: ${message}`);
      for (const { message } of warnings) print.words(`warning: ${message}`);
    }
  }
  return shown.some(({ errors }) => errors.length > 0) ? EXIT.usage : EXIT.delivered;
}

async function sendAll(client: Client, messages: readonly Message[], options: SendOptions) {
  const sent: Send[] = [];
  const isStopped = await stoppable(async (signal) => {
    for (const message of messages) {
      if (signal.aborted) break;
      const one = await sendOne(client, message, options, signal);
      sent.push(one);
      if (options.json !== true) printSent(one, message.file);
    }
    return signal.aborted;
  });
  if (options.json === true) print.json(sent);
  if (sent.length < messages.length) {
    print.words(`Stopped: ${messages.length - sent.length} of ${messages.length} were not sent.`);
  }
  await sayLeftOpen(client);
  return worst([...sent.map(exitCodeOf), ...(isStopped ? [EXIT.interrupted] : [])]);
}

async function sendOne(
  client: Client,
  { file, provider, kind, params, destination }: Message,
  options: SendOptions,
  signal: AbortSignal,
): Promise<Send> {
  await withLockedCode(() => openVaultFor(client, destination));
  const guard = await confirmed(destination, options.confirm);
  const { resolveAfter } = options;
  const message = { provider: provider.id, kind: kind.id, destinationId: destination.id, params };
  const sent = await client.sends.send(
    {
      ...message,
      ...guard,
      clientRequestId: uuid(),
      ...(resolveAfter === undefined ? {} : { resolveAfter }),
    },
    { signal },
  );
  if (sent.state !== 'unknown' || options.onUnknown !== 'resend' || signal.aborted) return sent;
  print.words(`${file}: ${destination.name} may or may not have it. It is sent once more.`);
  return client.sends.decide({ id: sent.id, decision: 'resend', ...guard }, { signal });
}
