import { compact, type Json } from './json.ts';

/** From the outside in: names of members, and places in lists from 0. */
export type JsonPath = readonly (string | number)[];

export type Difference =
  | { readonly does: 'added'; readonly path: JsonPath; readonly after: Json }
  | { readonly does: 'removed'; readonly path: JsonPath; readonly before: Json }
  | { readonly does: 'changed'; readonly path: JsonPath; readonly before: Json; readonly after: Json };

/** Beyond this many items in both, lists are compared place by place: the better way is quadratic. */
const LARGEST_TABLE = 250_000;

/**
 * What another document says otherwise, in its own order. The order of members means nothing, and neither does how a
 * number is written (1.0 is 1e0); the order of a list does. Of an object with two members of one name, the last counts.
 */
export function differences(before: Json, after: Json, path: JsonPath = []): Difference[] {
  if (before.type === 'object' && after.type === 'object') return inMembers(before, after, path);
  if (before.type === 'list' && after.type === 'list') return inItems(before.items, after.items, path);
  return canonical(before) === canonical(after) ? [] : [{ does: 'changed', path, before, after }];
}

type Of<T extends Json['type']> = Extract<Json, { type: T }>;

function inMembers(before: Of<'object'>, after: Of<'object'>, path: JsonPath): Difference[] {
  const old = new Map(before.members.map(({ name, value }) => [name, value]));
  const now = new Map(after.members.map(({ name, value }) => [name, value]));
  const found: Difference[] = [];
  for (const [name, value] of now) {
    const was = old.get(name);
    const at = [...path, name];
    if (was === undefined) found.push({ does: 'added', path: at, after: value });
    else found.push(...differences(was, value, at));
  }
  for (const [name, value] of old) {
    if (!now.has(name)) found.push({ does: 'removed', path: [...path, name], before: value });
  }
  return found;
}

/** Places are those of `after`, but of `before` where something was removed. */
function inItems(before: readonly Json[], after: readonly Json[], path: JsonPath): Difference[] {
  const old = before.map(canonical);
  const now = after.map(canonical);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  ) {
    end++;
  }
  const kept = keptPairs(old.slice(start, old.length - end), now.slice(start, now.length - end));
  const found: Difference[] = [];
  let o = start;
  let n = start;
  const upTo = (oldEnd: number, newEnd: number) => {
    // what stands in the same gap is the same item, changed
    while (o < oldEnd || n < newEnd) {
      const was = o < oldEnd ? before[o] : undefined;
      const is = n < newEnd ? after[n] : undefined;
      if (was !== undefined && is !== undefined) found.push(...differences(was, is, [...path, n]));
      else if (is !== undefined) found.push({ does: 'added', path: [...path, n], after: is });
      else if (was !== undefined) found.push({ does: 'removed', path: [...path, o], before: was });
      if (o < oldEnd) o++;
      if (n < newEnd) n++;
    }
  };
  for (const [i, j] of kept) {
    upTo(start + i, start + j);
    o++;
    n++;
  }
  upTo(old.length - end, now.length - end);
  return found;
}

/** The longest common subsequence, as pairs of places. */
function keptPairs(old: readonly string[], now: readonly string[]): [number, number][] {
  if (old.length * now.length > LARGEST_TABLE) return [];
  const width = now.length + 1;
  const longest = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < old.length && j < now.length; ) {
    if (old[i] === now[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

/** One text for what means the same. */
function canonical(json: Json): string {
  if (json.type === 'number') return sameNumber(json.literal);
  if (json.type === 'list') return `[${json.items.map(canonical).join(',')}]`;
  if (json.type !== 'object') return compact(json);
  const members = new Map(json.members.map(({ name, value }) => [name, value]));
  const names = [...members].map(([name, value]) => `${JSON.stringify(name)}:${canonical(value)}`);
  return `{${names.toSorted().join(',')}}`;
}

/** Digits without the noughts around them, and the power of ten; `Number` would round the long ones. */
function sameNumber(literal: string): string {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  if (digits === '') return /^-?[\d.]/.test(literal) ? '0' : literal;
  const short = digits.replace(/0+$/, '');
  return `${sign}${short}e${BigInt(power) - BigInt(fraction.length) + BigInt(digits.length - short.length)}`;
}
