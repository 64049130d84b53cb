import type { HttpRequest } from '#shared/http/http-request.ts';
import type { JsonType } from '#shared/json/json.ts';
import type { Params } from '#shared/model/draft.ts';
import type { Reason } from '#shared/model/send.ts';
import type { z } from '#shared/zod.ts';

/**
 * What Firedrill knows about a vendor. One folder each; nothing outside of it names the vendor.
 * A provider builds requests and reads answers. It never sends, and it never holds a secret: it asks for one by its
 * slot, and whoever calls decides whether a value or a mask comes back.
 */
export type Provider = {
  readonly id: string;
  /** "VictorOps / Splunk On-Call" */
  readonly name: string;
  /** Where there is little room: "VictorOps". */
  readonly shortName: string;
  /** Two letters, always beside a name. */
  readonly tag: string;
  /** The vendor's own addresses; a custom one is always possible. The first is the default. */
  readonly endpoints: readonly Endpoint[];
  readonly urlHelp: string;
  readonly slots: readonly SecretSlot[];
  /** Non-secret values that a destination keeps for every alert sent to it. */
  readonly settings: readonly Setting[];
  /** The first is the default. */
  readonly kinds: readonly MessageKind[];
  /** A message that the vendor drops or files without paging anybody: it tries the key and the way there. */
  readonly keyCheck: KeyCheck;
  /** How many calls the vendor takes with one key, in any stretch of that length; absent where it publishes none. */
  readonly pace?: Pace;
  /** What an answer that arrived whole means. Never called for 3xx, 429 or 5xx: those mean the same everywhere. */
  verdict(answer: VendorAnswer): Verdict;
};

export type Pace = { readonly calls: number; readonly perSeconds: number };

export type KeyCheck = {
  readonly kind: string;
  /** `freshKey` identifies nothing that exists. */
  params(freshKey: string): Params;
  /** What is sent and why nobody is paged by it, in a sentence. */
  readonly sends: string;
};

export type Endpoint = { readonly id: string; readonly label: string; readonly url: string };

export type SecretSlot = {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  /** Why a pasted value is probably not this vendor's key, in words, or null. A warning, never a wall. */
  suspicion(value: string): string | null;
};

export type Setting = { readonly id: string; readonly label: string; readonly help: string };

export type VendorAnswer = { readonly status: number; readonly body: string };

export type Verdict = {
  readonly class: 'delivered' | 'rejected' | 'ambiguous';
  readonly reason: Reason | null;
  /** The vendor's own words, where the answer has any. */
  readonly message: string | null;
  /** The key the vendor gave the incident, where the answer says it. */
  readonly incidentKey: string | null;
};

/** One sort of message, with its form. Methods, so that a kind of exact params is a kind of any. */
export type MessageKind<P extends Params = Params> = {
  readonly id: string;
  /** "Alert event" */
  readonly label: string;
  /** "Events API v2" */
  readonly api: string;
  /** Only the shape: which fields there are. What the vendor allows is in `rules`. */
  readonly shape: z.ZodType<P>;
  readonly fields: { readonly [Key in keyof P]: Field };
  readonly sections: readonly Section[];
  /** What a new alert starts as. */
  readonly blank: P;
  /** What the very first one holds, ready to send. */
  readonly example: P;
  readonly rules: readonly Rule<P>[];
  /** Bytes of body that the vendor takes, or null where no limit is published. */
  readonly bodyLimit: number | null;
  /** Which keys of `fields` do nothing for these params; the form leaves them out, the values stay. */
  unused?(params: P): readonly string[];
  /** The same params with an incident key in them where sending without one would leave it to chance. */
  withKey?(params: P, freshKey: string): P;
  /** The URL in the result is exact: whoever sends must not normalise it. */
  toRequest(target: Target, params: P, reveal: Reveal): HttpRequest;
  incident(params: P): Incident;
  /** One line for lists. */
  summary(params: P): string;
  /** The vendor's word for what the message does. */
  action(params: P): string;
  /** What an accepted message does and does not prove, in a sentence or two. */
  acceptedMeans(params: P): string;
  /** The same alert as the next step of its incident; null where the vendor has no such step. */
  followUp(params: P, step: FollowUp, incidentKey: string): P | null;
  /** What InfluxDB's own Flux package makes of a level. */
  readonly levels?: LevelHelper<P>;
};

export type FollowUp = 'acknowledge' | 'resolve';

export type Target = {
  readonly url: string;
  readonly settings: Readonly<Record<string, string>>;
};

export type Reveal = (slot: string) => string;

/** What identifies the incident, and what the message does to it. */
export type Incident = {
  readonly key: string | null;
  readonly effect: 'opens' | 'acknowledges' | 'resolves' | 'none';
};

export type LevelHelper<P extends Params> = {
  readonly levels: readonly string[];
  /** "severityFromLevel, actionFromLevel", or where else the mapping is from. */
  readonly source: string;
  fill(level: string): Partial<P>;
};

export type Section = {
  readonly id: string;
  readonly title: string;
  /** At the right of the title: "Optional", "Acknowledge and Resolve reuse this key". */
  readonly note?: string;
  /** Keys of `fields`; two in a pair share a row. */
  readonly rows: readonly (string | readonly [string, string])[];
  readonly folded?: boolean;
};

export type Tone = 'critical' | 'error' | 'warning' | 'info' | 'ok' | 'unknown';
export type Choice = { readonly value: string; readonly label: string; readonly tone?: Tone };

type FieldBase = {
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
};
export type Field =
  | (FieldBase & {
      readonly kind: 'text' | 'area';
      readonly mono?: boolean;
      readonly placeholder?: string /** Code points. */;
      readonly limit?: number;
    })
  /** `open`: anything else may be typed too. */
  | (FieldBase & { readonly kind: 'choice'; readonly choices: readonly Choice[]; readonly open?: boolean })
  /** An incident key, with "New key" and "Copy". */
  | (FieldBase & { readonly kind: 'key'; readonly limit?: number; readonly generated: boolean })
  | (FieldBase & { readonly kind: 'time'; readonly format: 'rfc3339' | 'epoch-seconds' })
  /** A JSON object as text, edited as rows or as text. `types`: what the vendor takes as a value. */
  | (FieldBase & { readonly kind: 'json'; readonly types: readonly JsonType[] })
  /** Rows of the same fields; their values are text. */
  | (FieldBase & {
      readonly kind: 'list';
      readonly itemName: string;
      readonly item: Readonly<Record<string, Field>>;
      readonly max?: number;
    });

export type Severity = 'error' | 'warning';

/** Something a rule found. An error keeps the alert from being sent, a warning does not. */
export type Finding<P extends Params = Params> = {
  readonly level: Severity;
  readonly message: string;
  /** Where: a field, or a field of a row. */
  readonly path: readonly (string | number)[];
  readonly fix?: { readonly label: string; readonly params: Partial<P> };
};

export type Rule<P extends Params = Params> = {
  readonly id: string;
  /** What holds when nothing is found: "Summary is within 1,024 characters." */
  readonly passed: string;
  /** `now` is milliseconds since 1970. */
  check(params: P, now: number): readonly Finding<P>[];
};

/** Lets a kind keep its exact params inside its folder and be one of many outside. */
export function messageKind<P extends Params>(kind: MessageKind<P>): MessageKind {
  return kind;
}
