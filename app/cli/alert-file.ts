import { readFileSync } from 'node:fs';
import { alertFile } from '#shared/model/alert-file.ts';
import type { Params } from '#shared/model/draft.ts';
import type { MessageKind, Provider } from '#shared/providers/provider.ts';
import { findProvider, providers } from '#shared/providers/registry.ts';
import { InputError, UsageError } from './print.ts';

export type Alert = { readonly provider: Provider; readonly kind: MessageKind; readonly params: Params };

/** What an alert file holds; `-` is stdin. Throws in words when it is none. */
export function readAlert(file: string): Alert {
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

/** With these fields (`name=text`) in place of its own. A text is not repeated in a message: it may be a key. */
export function withFields(alert: Alert, given: readonly string[]): Alert {
  const params: Params = { ...alert.params };
  for (const pair of given) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, Math.max(at, 0));
    const field = Object.hasOwn(alert.kind.fields, name) ? alert.kind.fields[name] : undefined;
    if (field === undefined || field.kind === 'list') {
      const names = Object.entries(alert.kind.fields).flatMap(([id, { kind }]) =>
        kind === 'list' ? [] : [id],
      );
      throw new UsageError(
        `--set takes FIELD=TEXT, and a field of ${alert.provider.shortName} ${alert.kind.label} is one of: ${names.join(', ')}.`,
      );
    }
    params[name] = pair.slice(at + 1);
  }
  return { ...alert, params };
}
