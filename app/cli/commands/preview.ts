import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { toCurl, secretVariable } from '#shared/http/curl.ts';
import { requestHead } from '#shared/http/http-request.ts';
import { alertFile } from '#shared/model/alert-file.ts';
import { masked } from '#shared/model/secret.ts';
import { assess } from '#shared/providers/assess.ts';
import type { MessageKind, Provider, Target } from '#shared/providers/provider.ts';
import { findProvider, providers } from '#shared/providers/registry.ts';
import { byteLength } from '#shared/text/measure.ts';
import { InputError, print } from '../print.ts';
import type { GlobalOptions } from '../program.ts';

type PreviewOptions = GlobalOptions & { readonly url?: string; readonly curl?: boolean };

export function registerPreview(program: Command): void {
  program
    .command('preview <file>')
    .description('print the exact request of an alert file, and send nothing; - reads stdin')
    .option('--url <url>', "instead of the vendor's own address")
    .option('--curl', 'as a curl command')
    .action((file: string, _options: unknown, command: Command) => {
      process.exitCode = preview(file, command.optsWithGlobals());
    });
}

/** Prints the exact request of an alert file, sends nothing, and says what the vendor would refuse. */
function preview(file: string, options: PreviewOptions): 0 | 1 {
  const { provider, kind, params } = readAlert(file);
  const target: Target = { url: options.url ?? provider.endpoints[0]?.url ?? '', settings: {} };
  const { errors, warnings } = assess(kind, params, target, Date.now());
  const label = (slot: string) => provider.slots.find(({ id }) => id === slot)?.label ?? slot;
  const request = kind.toRequest(target, params, (slot) =>
    options.curl === true ? secretVariable(label(slot)) : masked(label(slot)),
  );
  if (options.json === true) {
    print.json({ request: { ...request, bytes: byteLength(request.body) }, errors, warnings });
  } else {
    print.result(options.curl === true ? toCurl(request) : requestHead(request) + request.body);
    for (const { message } of errors) print.words(`error: ${message}`);
    for (const { message } of warnings) print.words(`warning: ${message}`);
  }
  return errors.length === 0 ? 0 : 1;
}

type Alert = { provider: Provider; kind: MessageKind; params: MessageKind['blank'] };

function readAlert(file: string): Alert {
  const parsed = alertFile.safeParse(readJson(file));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InputError(
      `${file}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not an alert file.'}`,
    );
  }
  const provider = findProvider(parsed.data.provider);
  if (provider === undefined) {
    const known = providers.map(({ id }) => id).join(', ');
    throw new InputError(`${file}: "${parsed.data.provider}" is not a provider. There are: ${known}.`);
  }
  const kind = provider.kinds.find(({ id }) => id === (parsed.data.kind ?? provider.kinds[0]?.id));
  if (kind === undefined) {
    const known = provider.kinds.map(({ id }) => id).join(', ');
    throw new InputError(
      `${file}: ${provider.name} has no message kind "${parsed.data.kind}". There are: ${known}.`,
    );
  }
  const params = kind.shape.safeParse({ ...kind.blank, ...parsed.data.params });
  if (!params.success) {
    const [issue] = params.error.issues;
    throw new InputError(
      `${file}: params.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'does not fit.'}`,
    );
  }
  return { provider, kind, params: params.data };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8')) as unknown;
  } catch (error) {
    throw new InputError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
