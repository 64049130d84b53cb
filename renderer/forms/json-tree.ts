import { compact, type Json, type JsonType, type Member, pretty } from '#shared/json/json.ts';
import { parseJson, problemInWords } from '#shared/json/parse-json.ts';

/** Where a value stands: the position in each object or list on the way down. */
export type TreePath = readonly number[];

export type TreeRow = {
  readonly path: TreePath;
  /** Null in a list, whose items have a number and no name. */
  readonly name: string | null;
  readonly value: Json;
};

export type JsonObject = Json & { readonly type: 'object' };
export type Tree =
  | { readonly ok: true; readonly root: JsonObject }
  | { readonly ok: false; readonly why: string };

/** Rows out of the text of the field, or why there can be none. */
export function treeFromText(text: string): Tree {
  if (text.trim() === '') return { ok: true, root: { type: 'object', members: [] } };
  const parsed = parseJson(text);
  if (!parsed.ok) return { ok: false, why: problemInWords(parsed.problem) };
  return parsed.json.type === 'object'
    ? { ok: true, root: parsed.json }
    : { ok: false, why: 'Rows need an object in { }.' };
}

/**
 * The text that the rows stand for. Numbers stay as they are typed, also while they are not yet one, so the text may
 * be no JSON for a moment; whoever keeps rows open keeps the tree, not the text. A row just added has nothing in it
 * and is left out.
 */
export function textFromTree(root: JsonObject): string {
  const filled = withoutEmpty(root);
  return filled.type === 'object' && filled.members.length === 0 ? '' : pretty(filled);
}

function withoutEmpty(json: Json): Json {
  if (json.type === 'list') return { type: 'list', items: json.items.map(withoutEmpty) };
  if (json.type !== 'object') return json;
  const members = json.members
    .filter(({ name, value }) => name !== '' || value.type !== 'text' || value.value !== '')
    .map(({ name, value }) => ({ name, value: withoutEmpty(value) }));
  return { type: 'object', members };
}

/** Every value below the root, in the order it is read. */
export function treeRows(json: Json, path: TreePath = []): readonly TreeRow[] {
  return children(json).flatMap(({ name, value }, index) => {
    const here = [...path, index];
    return [{ path: here, name, value }, ...treeRows(value, here)];
  });
}

export function setValue(root: JsonObject, path: TreePath, value: Json): JsonObject {
  return change(root, path, (member) => [{ ...member, value }]);
}

export function setName(root: JsonObject, path: TreePath, name: string): JsonObject {
  return change(root, path, (member) => [{ ...member, name }]);
}

export function removeRow(root: JsonObject, path: TreePath): JsonObject {
  return change(root, path, () => []);
}

/** A new empty text at the end of the object or list at `path`; [] is the root. */
export function addRow(root: JsonObject, path: TreePath): JsonObject {
  const fresh: Member = { name: '', value: { type: 'text', value: '' } };
  const last = path.at(-1);
  if (last === undefined) return { type: 'object', members: [...root.members, fresh] };
  return change(root, path, (member) => [
    { ...member, value: rebuilt(member.value, [...children(member.value), fresh]) },
  ]);
}

/** The same content as another type. Nothing that was typed is thrown away. */
export function convert(json: Json, type: JsonType): Json {
  if (json.type === type) return json;
  const typed = plainText(json);
  switch (type) {
    case 'text':
      return { type: 'text', value: typed };
    case 'number':
      return { type: 'number', literal: typed.trim() === '' ? '0' : typed.trim() };
    case 'boolean':
      return { type: 'boolean', value: typed === 'true' };
    case 'null':
      return { type: 'null' };
    case 'list':
    case 'object': {
      const parsed = json.type === 'text' ? parseJson(json.value) : null;
      if (parsed?.ok === true && parsed.json.type === type) return parsed.json;
      if (json.type === 'null' || typed === '') {
        return type === 'list' ? { type, items: [] } : { type, members: [] };
      }
      const inner = children(json);
      if (inner.length > 0 || json.type === 'list' || json.type === 'object') {
        return type === 'list'
          ? { type, items: inner.map(({ value }) => value) }
          : { type, members: inner.map(({ value }, index) => ({ name: String(index + 1), value })) };
      }
      return type === 'list' ? { type, items: [json] } : { type, members: [{ name: 'value', value: json }] };
    }
  }
}

function plainText(json: Json): string {
  if (json.type === 'text') return json.value;
  return json.type === 'null' ? '' : compact(json);
}

function children(json: Json): readonly { readonly name: string | null; readonly value: Json }[] {
  if (json.type === 'object') return json.members;
  return json.type === 'list' ? json.items.map((value) => ({ name: null, value })) : [];
}

function rebuilt(json: Json, inner: readonly { readonly name: string | null; readonly value: Json }[]): Json {
  return json.type === 'list'
    ? { type: 'list', items: inner.map(({ value }) => value) }
    : { type: 'object', members: inner.map(({ name, value }) => ({ name: name ?? '', value })) };
}

type Child = { readonly name: string | null; readonly value: Json };

function change(root: JsonObject, path: TreePath, edit: (member: Child) => readonly Child[]): JsonObject {
  const walk = (json: Json, rest: TreePath): Json => {
    const [at, ...deeper] = rest;
    const inner = children(json).flatMap((child, index) => {
      if (index !== at) return [child];
      return deeper.length === 0 ? edit(child) : [{ ...child, value: walk(child.value, deeper) }];
    });
    return rebuilt(json, inner);
  };
  const next = walk(root, path);
  return next.type === 'object' ? next : root;
}
