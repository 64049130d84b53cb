import type { IncomingHttpHeaders } from 'node:http';
import type { IncidentBook, IncidentState, SandboxIncident } from './incidents.ts';

/** One vendor as far as a sender can tell: its paths, its answers, and the incidents that would stand behind them. */
export type Emulator = {
  /** The id of the provider it answers for. */
  readonly provider: string;
  /** Requests whose path begins with this are the vendor's, known to it or not. No two emulators share one. */
  readonly prefix: string;
  /** Where alerts to this emulator go, and the keys that it takes. */
  destination(origin: string): SandboxDestination;
  /** Never throws, whatever the request is. */
  handle(request: SandboxRequest): SandboxAnswer;
  /** The path as it may be shown: with whatever stands where a key belongs masked, known or not. */
  shownPath(path: string): string;
  /** Newest first. */
  incidents(): readonly SandboxIncident[];
};

export type CreateEmulator = (bookFor: (provider: string) => IncidentBook) => Emulator;

export type SandboxRequest = {
  readonly method: string;
  /** As sent, still percent-encoded, without the query. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
};

export type SandboxAnswer = {
  readonly status: number;
  /** Where the vendor's own differs from the usual one for this status. */
  readonly statusText?: string;
  /** The methods that are taken instead, for a 405. */
  readonly allow?: string;
  /** JSON, or nothing. */
  readonly body: string;
  /** What was found and what follows from it, in sentences. For people: none of it is sent. */
  readonly rules: readonly string[];
  readonly incident: TouchedIncident | null;
};

/** The incident that a request changed or was counted to. */
export type TouchedIncident = { readonly key: string; readonly state: IncidentState };

export type SandboxDestination = {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly url: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: readonly SandboxSecret[];
};

export type SandboxSecret = { readonly slot: string; readonly label: string; readonly value: string };

export function jsonAnswer(
  status: number,
  body: unknown,
  rules: readonly string[],
  incident: SandboxIncident | null = null,
): SandboxAnswer {
  return { ...emptyAnswer(status, rules, incident), body: JSON.stringify(body) };
}

export function emptyAnswer(
  status: number,
  rules: readonly string[],
  incident: SandboxIncident | null = null,
): SandboxAnswer {
  const touched = incident === null ? null : { key: incident.key, state: incident.state };
  return { status, body: '', rules, incident: touched };
}

export function postOnly(vendor: string): SandboxAnswer {
  return { ...emptyAnswer(405, [`${vendor} takes alerts by POST only.`]), allow: 'POST' };
}
