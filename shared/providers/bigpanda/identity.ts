import type { Json } from '#shared/json/json.ts';
import type { Incident } from '../provider.ts';
import { members } from '../rules.ts';
import type { AlertParams } from './alert-fields.ts';

const PRIMARY = ['host', 'service', 'application', 'device'] as const;
const SECONDARY = ['check', 'sensor'] as const;

/** What BigPanda tells alerts apart by, per integration: the identifier, else the values of two properties. */
export function identity(params: AlertParams): string | null {
  const given =
    params.incident_identifier !== '' ? params.incident_identifier : property(params, 'incident_key');
  if (given !== null) return given;
  const primary = primaryProperty(params);
  if (primary === null) return null;
  const secondary = firstOf(params, [params.secondary_property, ...SECONDARY]);
  return secondary === null || secondary.name === primary.name
    ? primary.value
    : `${primary.value} · ${secondary.value}`;
}

/** The first that is there of the one named and BigPanda's own order; without any the alert is dropped. */
export function primaryProperty(params: AlertParams): { name: string; value: string } | null {
  return firstOf(params, [params.primary_property, ...PRIMARY]);
}

/** The value of a field or a tag by its name, as the identity shows it. */
export function property(params: AlertParams, name: string): string | null {
  const fields: Readonly<Record<string, string>> = params;
  const typed = name !== 'tags' && Object.hasOwn(fields, name) ? fields[name] : undefined;
  const tag = members(params.tags).find((member) => member.name === name)?.value;
  const value = typed ?? (tag === undefined ? '' : asText(tag));
  return value.trim() === '' ? null : value;
}

function firstOf(params: AlertParams, names: readonly string[]): { name: string; value: string } | null {
  for (const name of names) {
    const value = name === '' ? null : property(params, name);
    if (value !== null) return { name, value };
  }
  return null;
}

function asText(json: Json): string {
  if (json.type === 'text') return json.value;
  if (json.type === 'number') return json.literal;
  return json.type === 'list' ? json.items.map(asText).join('|') : '';
}

const effects = new Map<string, Incident['effect']>([
  ['critical', 'opens'],
  ['warning', 'opens'],
  ['unknown', 'opens'],
  ['acknowledged', 'acknowledges'],
  ['ok', 'resolves'],
]);

export function effectOf(status: string): Incident['effect'] {
  return effects.get(status) ?? 'none';
}
