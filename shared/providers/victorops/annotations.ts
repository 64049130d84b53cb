import { type Json, text } from '#shared/json/json.ts';
import { codePoints, grouped } from '#shared/text/measure.ts';
import { z } from '#shared/zod.ts';
import type { Field, Finding } from '../provider.ts';

export const annotationShape = z.strictObject({ kind: z.string(), title: z.string(), value: z.string() });
export type Annotation = z.infer<typeof annotationShape>;

const VALUE_LIMIT = 1124;

const kinds = [
  { value: 'u', label: 'Link' },
  { value: 's', label: 'Note' },
  { value: 'i', label: 'Image' },
];

export const annotationsField: Field = {
  kind: 'list',
  label: 'Annotations',
  help: 'Links, notes and images beside the incident, on Critical, Warning and Info.',
  itemName: 'annotation',
  item: {
    kind: { kind: 'choice', label: 'Kind', required: true, choices: kinds },
    title: { kind: 'text', label: 'Title', required: true },
    value: { kind: 'text', label: 'Text or address', limit: VALUE_LIMIT },
  },
};

/** A row that holds nothing yet is no annotation. */
export const begun = ({ title, value }: Annotation) => title !== '' || value !== '';

/** The name really has dots in it; nothing is nested. */
export const annotationName = ({ kind, title }: Annotation) => `vo_annotate.${kind}.${title}`;

export function annotationMembers(annotations: readonly Annotation[]): readonly (readonly [string, Json])[] {
  const pairs = annotations.filter(begun).map((row) => [annotationName(row), text(row.value)] as const);
  // twice the same name is an error in the form; until it is put right, the preview stays proper JSON
  return pairs.filter(([name], index) => pairs.findIndex(([other]) => other === name) === index);
}

export function annotationProblems(annotations: readonly Annotation[]): readonly Finding[] {
  const names = annotations.map((row) => (begun(row) ? annotationName(row) : null));
  return annotations.flatMap((row, index) => {
    if (!begun(row)) return [];
    const again = names.indexOf(annotationName(row)) < index;
    return [
      ...problems(row),
      ...(again ? [found('error', 'title', 'The same kind and title are there twice.')] : []),
    ].map((finding) => ({ ...finding, path: ['annotations', index, ...finding.path] }));
  });
}

function problems({ kind, title, value }: Annotation): Finding[] {
  const findings: Finding[] = [];
  if (!kinds.some((known) => known.value === kind)) {
    findings.push(found('error', 'kind', 'An annotation is a link, a note or an image.'));
  }
  if (title.trim() === '') findings.push(found('error', 'title', 'The annotation has no title.'));
  const address = /^https?:/i.test(value) && URL.canParse(value);
  if ((kind === 'u' || kind === 'i') && !address) {
    findings.push(found('warning', 'value', 'This is not a web address, so there is nothing to show.'));
  }
  const length = codePoints(value);
  if (length > VALUE_LIMIT) {
    const message = `The annotation has ${grouped(length)} characters; VictorOps allows ${grouped(VALUE_LIMIT)} and may cut the rest.`;
    findings.push(found('warning', 'value', message));
  }
  return findings;
}

function found(level: Finding['level'], key: string, message: string): Finding {
  return { level, message, path: [key] };
}
