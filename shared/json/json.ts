/**
 * JSON as the user wrote it. `JSON.parse` turns 12345678901234567890 into another number and drops the first of two
 * equal names without a word; what leaves this program has to be what was typed, so numbers stay literals here.
 */
export type Json =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'number'; readonly literal: string }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'null' }
  | { readonly type: 'list'; readonly items: readonly Json[] }
  | { readonly type: 'object'; readonly members: readonly Member[] };

export type Member = { readonly name: string; readonly value: Json };
export type JsonType = Json['type'];
export const jsonTypes: readonly JsonType[] = ['text', 'number', 'boolean', 'null', 'list', 'object'];

export const text = (value: string): Json => ({ type: 'text', value });
export const number = (value: number | string): Json => ({ type: 'number', literal: String(value) });
export const list = (items: readonly Json[]): Json => ({ type: 'list', items });

/** Nothing where nothing was typed, so that the member is left out. */
export const filled = (value: string): Json | undefined => (value === '' ? undefined : text(value));

/** An object from pairs, in that order; a pair whose value is undefined is left out. */
export function object(
  members: readonly (readonly [name: string, value: Json | undefined])[],
): Json & { type: 'object' } {
  return {
    type: 'object',
    members: members.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
  };
}

/** The bytes that are sent: no spaces, no line breaks, names in the order given. */
export function compact(json: Json): string {
  if (json.type === 'text') return JSON.stringify(json.value);
  if (json.type === 'number') return json.literal;
  if (json.type === 'boolean') return String(json.value);
  if (json.type === 'null') return 'null';
  if (json.type === 'list') return `[${json.items.map(compact).join(',')}]`;
  return `{${json.members.map((member) => `${JSON.stringify(member.name)}:${compact(member.value)}`).join(',')}}`;
}

/** The same, laid out for reading. */
export function pretty(json: Json, indent = ''): string {
  const inner = `${indent}  `;
  if (json.type === 'list' && json.items.length > 0) {
    return `[\n${json.items.map((item) => inner + pretty(item, inner)).join(',\n')}\n${indent}]`;
  }
  if (json.type === 'object' && json.members.length > 0) {
    const lines = json.members.map(
      (member) => `${inner}${JSON.stringify(member.name)}: ${pretty(member.value, inner)}`,
    );
    return `{\n${lines.join(',\n')}\n${indent}}`;
  }
  return compact(json);
}
