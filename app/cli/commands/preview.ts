import type { Command } from 'commander';
import { toCurl, secretVariable } from '#shared/http/curl.ts';
import { requestHead } from '#shared/http/http-request.ts';
import { masked } from '#shared/model/secret.ts';
import { assess } from '#shared/providers/assess.ts';
import type { Target } from '#shared/providers/provider.ts';
import { byteLength } from '#shared/text/measure.ts';
import { readAlert } from '../alert-file.ts';
import { print } from '../print.ts';
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
