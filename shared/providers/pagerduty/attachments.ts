import { filled, type Json, list, object } from '#shared/json/json.ts';
import type { Params } from '#shared/model/draft.ts';
import { z } from '#shared/zod.ts';
import type { Field, Finding, Rule } from '../provider.ts';

export const linkShape = z.strictObject({ href: z.string(), text: z.string() });
export const imageShape = z.strictObject({ src: z.string(), href: z.string(), alt: z.string() });
type Link = z.infer<typeof linkShape>;
type Image = z.infer<typeof imageShape>;

export const linksField = {
  kind: 'list',
  label: 'Links',
  itemName: 'link',
  item: {
    href: { kind: 'text', label: 'Address', required: true, mono: true, placeholder: 'https://…' },
    text: { kind: 'text', label: 'Text', help: 'Shown in place of the address.' },
  },
} satisfies Field;

export const imagesField: Field = {
  kind: 'list',
  label: 'Images',
  itemName: 'image',
  item: {
    src: {
      kind: 'text',
      label: 'Image address',
      required: true,
      mono: true,
      placeholder: 'https://…',
      help: 'PagerDuty loads it from there; it has to be https.',
    },
    href: { kind: 'text', label: 'Links to', mono: true, placeholder: 'https://…' },
    alt: { kind: 'text', label: 'Description', help: 'For those who cannot see the image.' },
  },
};

/** Rows that hold nothing yet are no links and no images. */
const begun = <Row extends Link | Image>(rows: readonly Row[]): Row[] =>
  rows.filter((row) => Object.values(row).some((value) => value !== ''));

export function linksJson(links: readonly Link[]): Json | undefined {
  const rows = begun(links).map(({ href, text }) =>
    object([
      ['href', filled(href)],
      ['text', filled(text)],
    ]),
  );
  return rows.length === 0 ? undefined : list(rows);
}

export function imagesJson(images: readonly Image[]): Json | undefined {
  const rows = begun(images).map(({ src, href, alt }) =>
    object([
      ['src', filled(src)],
      ['href', filled(href)],
      ['alt', filled(alt)],
    ]),
  );
  return rows.length === 0 ? undefined : list(rows);
}

export function linksRule<P extends Params & { links: Link[] }>(max?: number): Rule<P> {
  return {
    id: 'links',
    passed: max === undefined ? 'Every link has an address.' : `At most ${max} links, each with an address.`,
    check: ({ links }) => {
      const count = begun(links).length;
      const tooMany: Finding<P>[] =
        max !== undefined && count > max
          ? [{ level: 'error', message: `${count} links; PagerDuty takes ${max} at most.`, path: ['links'] }]
          : [];
      return [
        ...tooMany,
        ...rows<P, Link>(links, (link) => addressProblems('Link', 'href', link.href), 'links'),
      ];
    },
  };
}

export function imagesRule<P extends Params & { images: Image[] }>(): Rule<P> {
  return {
    id: 'images',
    passed: 'Every image has an https address.',
    check: ({ images }) =>
      rows<P, Image>(
        images,
        ({ src, href }) => [
          ...addressProblems('Image', 'src', src),
          ...(src.trim() !== '' && webAddress(src) !== null && webAddress(src) !== 'https:'
            ? [warning('src', 'Image address is not https; PagerDuty will not show it.')]
            : []),
          ...(href === '' || webAddress(href) !== null
            ? []
            : [warning('href', 'What the image links to is not a web address.')]),
        ],
        'images',
      ),
  };
}

/** The scheme of a web address, or null if it is none. */
export function webAddress(value: string): string | null {
  if (!URL.canParse(value)) return null;
  const { protocol } = new URL(value);
  return protocol === 'https:' || protocol === 'http:' ? protocol : null;
}

function addressProblems(what: string, key: string, value: string): Finding[] {
  if (value.trim() === '') return [{ level: 'error', message: `${what} address is missing.`, path: [key] }];
  return webAddress(value) === null ? [warning(key, `${what} address is not a web address.`)] : [];
}

const warning = (key: string, message: string): Finding => ({ level: 'warning', message, path: [key] });

function rows<P extends Params, Row extends Link | Image>(
  items: readonly Row[],
  check: (row: Row) => readonly Finding[],
  key: string,
): Finding<P>[] {
  return items.flatMap((row, index) =>
    begun([row])
      .flatMap(check)
      .map(({ level, message, path }) => ({ level, message, path: [key, index, ...path] })),
  );
}
