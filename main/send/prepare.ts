import { v7 as uuid } from 'uuid';
import type { Secrets, StoredSecret } from '#main/secrets/secrets.ts';
import { type HttpRequest, splitUrl } from '#shared/http/http-request.ts';
import type { Destination } from '#shared/model/destination.ts';
import type { Params } from '#shared/model/draft.ts';
import { masked } from '#shared/model/secret.ts';
import type { Send, SendInput, SendOrigin, SentRequest } from '#shared/model/send.ts';
import type { VaultState } from '#shared/model/vault.ts';
import { assess } from '#shared/providers/assess.ts';
import type { Finding, Incident, MessageKind, Provider } from '#shared/providers/provider.ts';
import { findKind, findProvider } from '#shared/providers/registry.ts';
import { byteLength, grouped } from '#shared/text/measure.ts';
import { type Redact, redactor } from './redact.ts';

/** Why nothing was sent. Facts only; the words are in the contract's `explainError`. */
export type Refusal =
  | { readonly code: 'NOT_FOUND'; readonly what: 'destination' | 'send' }
  | { readonly code: 'INVALID_ALERT'; readonly findings: readonly Pick<Finding, 'path' | 'message'>[] }
  | { readonly code: 'SECRET_MISSING'; readonly slot: string; readonly label: string }
  | {
      readonly code: 'SECRET_ORIGIN_MISMATCH';
      readonly label: string;
      readonly boundOrigin: string;
      readonly origin: string;
    }
  | { readonly code: 'VAULT_LOCKED'; readonly state: VaultState }
  | { readonly code: 'CONFIRMATION_NEEDED'; readonly destination: string }
  | { readonly code: 'WRONG_STATE'; readonly state: string }
  | { readonly code: 'NOT_REPEATABLE'; readonly problem: string }
  | { readonly code: 'HISTORY_NOT_ACCEPTED'; readonly condition: string }
  | { readonly code: 'HISTORY_UNWRITABLE'; readonly detail: string };

export type PrepareParts = {
  /** What the history was found to be, while nobody has said that they know; null when all is well. */
  readonly unaccepted: () => string | null;
  readonly vaultState: () => VaultState;
  readonly secrets: Secrets;
  readonly destination: (id: string) => Destination | undefined;
  readonly now: () => Date;
};

export type Prepared = {
  readonly ok: true;
  readonly provider: Provider;
  readonly request: HttpRequest;
  readonly redact: Redact;
  readonly destination: Destination;
  /** As it leaves, which may be more than is kept. */
  readonly incident: Incident;
  readonly used: readonly StoredSecret[];
  readonly send: Omit<Send, 'state' | 'attempts'>;
};
export type Refused = { readonly ok: false; readonly refusal: Refusal };
export const refuse = (refusal: Refusal): Refused => ({ ok: false, refusal });

/** Where a message comes from, besides what it says. */
export type Provenance = {
  readonly origin: SendOrigin;
  readonly batch?: { readonly id: string; readonly row: number };
};

/** Everything that can be said no to before a socket is opened. */
export function prepare(
  parts: PrepareParts,
  input: Pick<SendInput, 'provider' | 'kind' | 'destinationId' | 'params' | 'resolveAfter'>,
  from: Provenance,
): Prepared | Refused {
  const condition = parts.unaccepted();
  if (condition !== null) return refuse({ code: 'HISTORY_NOT_ACCEPTED', condition });
  const destination = parts.destination(input.destinationId);
  if (destination === undefined) return refuse({ code: 'NOT_FOUND', what: 'destination' });
  const provider = findProvider(input.provider);
  const kind = findKind(input.provider, input.kind);
  if (provider === undefined || kind === undefined || destination.provider !== provider.id) {
    return refuse(invalid([], `${destination.name} takes no message of this kind.`));
  }
  const shape = kind.shape.safeParse(input.params);
  if (!shape.success) {
    const findings = shape.error.issues.map((issue) => ({
      path: issue.path as Finding['path'],
      message: issue.message,
    }));
    return refuse({ code: 'INVALID_ALERT', findings });
  }
  const { errors } = assess(kind, shape.data, destination, parts.now().getTime());
  if (errors.length > 0) {
    return refuse({
      code: 'INVALID_ALERT',
      findings: errors.map(({ path, message }) => ({ path, message })),
    });
  }
  // asked for once: each time, the vault takes it for a use
  const known = parts.secrets.all();
  const keys = keysFor(parts, provider, destination, known);
  if (!Array.isArray(keys)) return keys;
  const { resolveAfter = destination.resolveAfter } = input;
  return build(parts, { provider, kind, destination, params: shape.data, known, keys, from, resolveAfter });
}

type Key = { readonly slot: string; readonly secret: StoredSecret };

/** The destination's keys, each only if it may go to where the destination points now. */
function keysFor(
  parts: PrepareParts,
  provider: Provider,
  destination: Destination,
  known: readonly StoredSecret[],
): Key[] | Refused {
  const { origin } = splitUrl(destination.url);
  const keys: Key[] = [];
  for (const slot of provider.slots) {
    const id = destination.secrets[slot.id];
    const secret = known.find(({ meta }) => meta.id === id);
    if (id !== undefined && secret === undefined && parts.secrets.isLockedAway(id)) {
      return refuse({ code: 'VAULT_LOCKED', state: parts.vaultState() });
    }
    if (secret === undefined) return refuse({ code: 'SECRET_MISSING', slot: slot.id, label: slot.label });
    const { label, boundOrigin } = secret.meta;
    // a key from the environment that names no origin may go to the vendor's own
    const allowed =
      boundOrigin === '' ? provider.endpoints.map(({ url }) => splitUrl(url).origin) : [boundOrigin];
    if (!allowed.includes(origin))
      return refuse({ code: 'SECRET_ORIGIN_MISMATCH', label, boundOrigin, origin });
    keys.push({ slot: slot.id, secret });
  }
  return keys;
}

function build(
  parts: PrepareParts,
  {
    provider,
    kind,
    destination,
    params,
    known,
    keys,
    from,
    resolveAfter,
  }: {
    provider: Provider;
    kind: MessageKind;
    destination: Destination;
    params: Params;
    known: readonly StoredSecret[];
    keys: readonly Key[];
    from: Provenance;
    resolveAfter: number | null;
  },
): Prepared | Refused {
  const secretIn = (slot: string) => keys.find((key) => key.slot === slot)?.secret;
  const request = kind.toRequest(destination, params, (slot) => secretIn(slot)?.value.reveal() ?? '');
  const shown = kind.toRequest(destination, params, (slot) => masked(secretIn(slot)?.meta.label ?? slot));
  const limit = kind.bodyLimit;
  const size = byteLength(request.body);
  if (limit !== null && size > limit) {
    return refuse(invalid([], `The request is ${grouped(size)} bytes; ${grouped(limit)} are allowed.`));
  }
  const { origin, host } = splitUrl(request.url);
  const parsed = URL.canParse(request.url) ? new URL(request.url) : null;
  // a path that the URL standard would rewrite ("/a/../b") would not arrive where it points: refused, not repaired
  if (parsed === null || parsed.href !== request.url || origin !== splitUrl(destination.url).origin) {
    return refuse(invalid(['destination'], 'The address and the fields do not make a proper URL together.'));
  }
  const redact = redactor(known);
  const sentRequest: SentRequest = {
    method: shown.method,
    url: redact(shown.url),
    headers: shown.headers.map(([name, value]) => [name, redact(value)]),
    body: redact(shown.body),
    contentLength: size,
  };
  const redacted = redactParams(params, redact);
  const incident = kind.incident(params);
  return {
    ok: true,
    provider,
    request,
    redact,
    destination,
    incident,
    used: keys.map((key) => key.secret),
    send: {
      id: uuid(),
      at: parts.now().toISOString(),
      provider: provider.id,
      kind: kind.id,
      destination: { id: destination.id, name: destination.name, environment: destination.environment, host },
      action: kind.action(redacted),
      summary: kind.summary(redacted),
      incidentKey: kind.incident(redacted).key,
      effect: incident.effect,
      origin: from.origin,
      batchId: from.batch?.id ?? null,
      batchRow: from.batch?.row ?? null,
      resolveAfter: incident.effect === 'opens' ? resolveAfter : null,
      isWhole: JSON.stringify(redacted) === JSON.stringify(params),
      decision: null,
      reason: null,
      status: null,
      latencyMs: null,
      params: redacted,
      request: sentRequest,
      answer: null,
      vendorMessage: null,
      retryAt: null,
    },
  };
}

function redactParams(params: Params, redact: Redact): Params {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [
      key,
      typeof value === 'string'
        ? redact(value)
        : value.map((row) =>
            Object.fromEntries(Object.entries(row).map(([name, text]) => [name, redact(text)])),
          ),
    ]),
  );
}

function invalid(path: Finding['path'], message: string): Refusal {
  return { code: 'INVALID_ALERT', findings: [{ path, message }] };
}
