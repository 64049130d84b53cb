import { codePoints, grouped } from '#shared/text/measure.ts';
import { filledText, isBlank, isObject, type JsonObject, member } from './json-body.ts';

export type AlertEvent = {
  readonly status: string;
  /** What makes two events one alert. */
  readonly identity: string;
  /** The same for people. */
  readonly key: string;
  readonly title: string;
  /** Seconds since 1970, or null where BigPanda takes the time it came in. */
  readonly timestamp: number | null;
  readonly notes: readonly string[];
  /** What has to be the same for two events to be the same. */
  readonly bytes: Uint8Array | string;
};

type Read =
  | { readonly ok: true; readonly event: Omit<AlertEvent, 'bytes'> }
  | { readonly ok: false; readonly errors: readonly string[] };

const STATUSES = ['ok', 'critical', 'warning', 'unknown', 'acknowledged'];
const PRIMARY = ['host', 'service', 'application', 'device'];
const SECONDARY = ['check', 'sensor'];
const MAX_DESCRIPTION = 2048;
const MAX_VALUE = 512;
const MAX_LIST_ITEMS = 30;
const MAX_NOTES = 20;
const FIRST_IMPLAUSIBLE_SECOND = 100_000_000_000;
const TAG_NAME = /^[a-z][a-z0-9_-]{0,63}$/;

/** One alert of a request. `position` counts from 1, a single alert being the first. */
export function readAlert(alert: unknown, position: number): Read {
  if (!isObject(alert)) return { ok: false, errors: [`alert ${position}: must be an object`] };
  const errors: string[] = [];
  const status = filledText(alert, 'status');
  if (status === null || !STATUSES.includes(status)) {
    errors.push(`alert ${position}: 'status' must exist and be one of the following: ${STATUSES.join(', ')}`);
  }
  const primary = property(alert, 'primary_property', PRIMARY);
  if (primary === null) {
    errors.push(
      `alert ${position}: a primary property must exist: the one that 'primary_property' names, or one of the following: ${PRIMARY.join(', ')}`,
    );
  }
  if (status === null || primary === null || errors.length > 0) return { ok: false, errors };

  const second = property(alert, 'secondary_property', SECONDARY);
  const secondary = second?.name === primary.name ? null : (second?.value ?? null);
  const identifier = filledText(alert, 'incident_identifier') ?? filledText(alert, 'incident_key');
  const key = identifier ?? (secondary === null ? primary.value : `${primary.value} · ${secondary}`);
  const timestamp = member(alert, 'timestamp');
  return {
    ok: true,
    event: {
      status,
      identity: JSON.stringify(identifier === null ? [primary.value, secondary] : identifier),
      key,
      title: filledText(alert, 'description') ?? key,
      timestamp: typeof timestamp === 'number' && Number.isInteger(timestamp) ? timestamp : null,
      notes: notes(alert, position),
    },
  };
}

type Property = { readonly name: string; readonly value: string };

/** The field that `naming` names, else the first default that is there. */
function property(alert: JsonObject, naming: string, defaults: readonly string[]): Property | null {
  const named = filledText(alert, naming);
  for (const name of named === null ? defaults : [named, ...defaults]) {
    const value = member(alert, name);
    if (!isBlank(value) && !isObject(value)) return { name, value: asText(value) };
  }
  return null;
}

/** Never `String(value)`: a list may hold an object that has no way to be a text. */
function asText(value: unknown): string {
  if (Array.isArray(value)) return value.map(asText).join('|');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What is taken, but will not arrive as it was sent. */
function notes(alert: JsonObject, position: number): readonly string[] {
  const notes: string[] = [];
  for (const [name, value] of Object.entries(alert)) {
    if (notes.length >= MAX_NOTES) break;
    notes.push(...fieldNotes(name, value).map((note) => `alert ${position}: ${note}`));
  }
  return notes;
}

function fieldNotes(name: string, value: unknown): string[] {
  const notes: string[] = [];
  if (!TAG_NAME.test(name)) {
    notes.push(
      `"${name}" cannot be searched for: a tag name is at most 64 of a–z, 0–9, _ and -, beginning with a letter.`,
    );
  }
  if (name === 'timestamp') return value === null ? notes : [...notes, ...timestampNotes(value)];
  if (isObject(value)) notes.push(`"${name}" is a nested object. BigPanda does not support those.`);
  if (Array.isArray(value) && value.length > MAX_LIST_ITEMS) {
    notes.push(`"${name}" has ${grouped(value.length)} items; BigPanda keeps ${MAX_LIST_ITEMS}.`);
  }
  const limit = name === 'description' ? MAX_DESCRIPTION : MAX_VALUE;
  if (typeof value === 'string' && codePoints(value) > limit) {
    notes.push(
      `"${name}" has ${grouped(codePoints(value))} characters; BigPanda cuts after ${grouped(limit)}.`,
    );
  }
  return notes;
}

function timestampNotes(value: unknown): string[] {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    return ['timestamp is not a whole number of seconds. The sandbox takes the time it came in.'];
  }
  return value >= FIRST_IMPLAUSIBLE_SECOND
    ? ['timestamp looks like milliseconds. BigPanda counts seconds: this event is far in the future.']
    : [];
}
