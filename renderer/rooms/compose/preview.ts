import type { ResolveChoice } from '#renderer/forms/resolve-after.ts';
import { toCurl, secretVariable } from '#shared/http/curl.ts';
import { type HttpRequest, requestHead } from '#shared/http/http-request.ts';
import { pretty } from '#shared/json/json.ts';
import { parseJson } from '#shared/json/parse-json.ts';
import type { Destination } from '#shared/model/destination.ts';
import type { Params } from '#shared/model/draft.ts';
import { masked, type Secret } from '#shared/model/secret.ts';
import { assess, type Assessment } from '#shared/providers/assess.ts';
import type { Finding, MessageKind, Provider, Reveal, Target } from '#shared/providers/provider.ts';
import { byteLength } from '#shared/text/measure.ts';
import { pickedFor } from './resolve-choice.ts';

export type Alert = {
  readonly provider: Provider;
  readonly kind: MessageKind;
  readonly params: Params;
  readonly destination: Destination | null;
  readonly secrets: readonly Secret[];
  /** Keys that are not among the secrets may be in it. */
  readonly vaultIsShut: boolean;
  /** After how long what it opens resolves itself, as picked; without it as the destination says. */
  readonly resolves?: ResolveChoice;
};

export type Preview =
  | { readonly ok: true; readonly request: HttpRequest; readonly contentLength: number }
  /** The form holds something that no request can be made of, and why. */
  | { readonly ok: false; readonly why: string };

/** The request as it would leave, with every key masked, and the length it has with the keys in it. */
export function preview(alert: Alert): Preview {
  const target = targetOf(alert);
  try {
    return {
      ok: true,
      request: alert.kind.toRequest(target, alert.params, maskOf(alert)),
      contentLength: byteLength(alert.kind.toRequest(target, alert.params, sameLength(alert)).body),
    };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

/** Head and body. Laid out for reading, or to the byte as it is sent. */
export function httpText(request: HttpRequest, contentLength: number, exact: boolean): string {
  const head = requestHead(request, contentLength).replaceAll('\r\n', '\n');
  return head + (exact ? request.body : prettyBody(request.body));
}

export function prettyBody(body: string): string {
  const parsed = parseJson(body);
  return parsed.ok ? pretty(parsed.json) : body;
}

/** The command that sends the same request; keys are environment variables in it. */
export function curlText(alert: Alert): string {
  const request = alert.kind.toRequest(targetOf(alert), alert.params, (slot) =>
    secretVariable(secretIn(alert, slot)?.label ?? slotLabel(alert, slot)),
  );
  return toCurl(request);
}

/** What the vendor's rules say, and what is missing around the alert itself. */
export function check(alert: Alert, now: number): Assessment {
  const { kind, params, destination } = alert;
  const around = missing(alert).map(
    (message): Finding => ({ level: 'error', message, path: ['destination'] }),
  );
  const timer = pickedFor(kind, params, alert.resolves);
  if (!timer.ok) around.push({ level: 'error', message: timer.why, path: ['resolveAfter'] });
  const passed = alert.provider.slots
    .filter((slot) => secretIn(alert, slot.id) !== undefined)
    .map((slot) => `${slot.label} is there.`);
  try {
    const found = assess(kind, params, destination === null ? null : targetOf(alert), now);
    return {
      errors: [...around, ...found.errors],
      warnings: found.warnings,
      passed: [...found.passed, ...passed],
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { errors: [...around, { level: 'error', message, path: [] }], warnings: [], passed };
  }
}

/** What the destination lacks before anything can go there, in words. */
export function missing(about: Omit<Alert, 'params'>): readonly string[] {
  const { destination, provider } = about;
  if (destination === null) return ['Choose a destination.'];
  return provider.slots
    .filter((slot) => secretIn(about, slot.id) === undefined && !isLockedAway(about, slot.id))
    .map((slot) => `${destination.name} has no ${slot.label} yet.`);
}

/** The vault has to be opened before this can be sent, and before anybody can say how long it is. */
export function needsVault(about: Omit<Alert, 'params'>): boolean {
  return about.provider.slots.some((slot) => isLockedAway(about, slot.id));
}

function isLockedAway(about: Omit<Alert, 'params'>, slot: string): boolean {
  const isHeld = about.destination?.secrets[slot] !== undefined;
  return about.vaultIsShut && isHeld && secretIn(about, slot) === undefined;
}

/** Without a destination the preview shows the vendor's own address. */
function targetOf({ destination, provider }: Alert): Target {
  if (destination !== null) return { url: destination.url, settings: destination.settings };
  return { url: provider.endpoints[0]?.url ?? '', settings: {} };
}

function secretIn(
  { destination, secrets }: Pick<Alert, 'destination' | 'secrets'>,
  slot: string,
): Secret | undefined {
  const id = destination?.secrets[slot];
  return id === undefined ? undefined : secrets.find((secret) => secret.id === id);
}

function maskOf(alert: Alert): Reveal {
  return (slot) =>
    masked(secretIn(alert, slot)?.label ?? (isLockedAway(alert, slot) ? 'in the vault' : 'missing'));
}

/** Keys are plain characters that JSON leaves alone, so anything as long makes a request as long. */
function sameLength(alert: Alert): Reveal {
  return (slot) => 'x'.repeat(secretIn(alert, slot)?.byteLength ?? 0);
}

function slotLabel({ provider }: Alert, slot: string): string {
  return provider.slots.find(({ id }) => id === slot)?.label ?? slot;
}
