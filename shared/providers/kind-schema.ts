import type { Params } from '#shared/model/draft.ts';
import { z } from '#shared/zod.ts';
import type { MessageKind } from './provider.ts';

/** The shape with the vendor's rules in it: what the form's resolver and the engine's doorway parse with. */
export function kindSchema(kind: MessageKind, now: () => number): z.ZodType<Params, Params> {
  return kind.shape.superRefine((params, context) => {
    for (const rule of kind.rules) {
      for (const finding of rule.check(params, now())) {
        if (finding.level === 'error') {
          context.addIssue({ code: 'custom', message: finding.message, path: [...finding.path] });
        }
      }
    }
  }) as z.ZodType<Params, Params>;
}

/**
 * Params that fit the kind's shape, out of anything that was once saved: fields that no longer fit start as in a
 * blank form, everything else is kept as typed.
 */
export function fitParams(kind: MessageKind, saved: Params): Params {
  const entries = Object.entries(kind.blank).map(([key, blank]): [string, Params[string]] => {
    const value = fitRows(kind, key, saved[key]);
    if (value === undefined || Array.isArray(value) !== Array.isArray(blank)) return [key, blank];
    return [key, kind.shape.safeParse({ ...kind.blank, [key]: value }).success ? value : blank];
  });
  return Object.fromEntries(entries);
}

/** Rows get the cells that their list has had since they were saved, and lose those that it no longer has. */
function fitRows(
  kind: MessageKind,
  key: string,
  value: Params[string] | undefined,
): Params[string] | undefined {
  const field = kind.fields[key];
  if (!Array.isArray(value) || field?.kind !== 'list') return value;
  return value.map((row) =>
    Object.fromEntries(Object.keys(field.item).map((cell) => [cell, row[cell] ?? ''])),
  );
}
