import type { Params } from '#shared/model/draft.ts';
import { type JsonType, type Json } from '#shared/json/json.ts';
import { parseJson, problemInWords } from '#shared/json/parse-json.ts';
import { codePoints, grouped } from '#shared/text/measure.ts';
import type { Finding, Rule } from './provider.ts';

type JsonObject = Extract<Json, { type: 'object' }>;

/** Rules that more than one vendor has. `when` limits a rule to the messages it holds for. */
type Options<P> = { readonly when?: (params: P) => boolean };

const value = <P extends Params>(params: P, key: keyof P & string): string => {
  const found: unknown = params[key];
  return typeof found === 'string' ? found : '';
};

const error = <P extends Params>(key: string, message: string, fix?: Finding<P>['fix']): Finding<P>[] => [
  { level: 'error', message, path: [key], ...(fix === undefined ? {} : { fix }) },
];

export function required<P extends Params>(
  key: keyof P & string,
  label: string,
  options: Options<P> = {},
): Rule<P> {
  return {
    id: `${key}.required`,
    passed: `${label} is there.`,
    check: (params) =>
      (options.when?.(params) ?? true) && value(params, key).trim() === ''
        ? error(key, `${label} is missing.`)
        : [],
  };
}

/** Over the limit is an error where the vendor rejects, a warning where it cuts or publishes no more than the limit. */
export function maxLength<P extends Params>(
  key: keyof P & string,
  label: string,
  limit: number,
  vendor: string,
  options: Options<P> & { readonly cuts?: boolean | 'unsaid' } = {},
): Rule<P> {
  return {
    id: `${key}.length`,
    passed: `${label} is within ${grouped(limit)} characters.`,
    check: (params) => {
      const length = codePoints(value(params, key));
      if (length <= limit || options.when?.(params) === false) return [];
      const message = `${label} has ${grouped(length)} characters; ${vendor} allows ${grouped(limit)}`;
      if (options.cuts === undefined || options.cuts === false) return error(key, `${message}.`);
      const rest = options.cuts === 'unsaid' ? 'may cut the rest' : 'cuts the rest';
      return [{ level: 'warning', message: `${message} and ${rest}.`, path: [key] }];
    },
  };
}

export function jsonObject<P extends Params>(
  key: keyof P & string,
  label: string,
  types: readonly JsonType[],
  vendor: string,
): Rule<P> {
  return {
    id: `${key}.json`,
    passed: `${label} is a JSON object.`,
    check: (params) => {
      const source = value(params, key);
      if (source.trim() === '') return [];
      const parsed = parseJson(source);
      if (!parsed.ok) return error(key, problemInWords(parsed.problem));
      if (parsed.json.type !== 'object') {
        return error(key, `${label} has to be an object in { }, and this is ${inWords(parsed.json.type)}.`);
      }
      const odd = parsed.json.members.find((member) => !types.includes(member.value.type));
      return odd === undefined
        ? []
        : error(
            key,
            `"${odd.name}" is ${inWords(odd.value.type)}, which ${vendor} does not take as a value here.`,
          );
    },
  };
}

/** The object in a JSON field; undefined while the field is empty or not understood. */
export function objectIn(source: string): JsonObject | undefined {
  const parsed = source.trim() === '' ? null : parseJson(source);
  return parsed?.ok === true && parsed.json.type === 'object' ? parsed.json : undefined;
}

export function members(source: string): JsonObject['members'] {
  return objectIn(source)?.members ?? [];
}

/** Members of the vendor's own that the form writes; typed again by hand, only one of the two would arrive. */
export function noCollision<P extends Params>(
  key: keyof P & string,
  label: string,
  taken: readonly string[],
): Rule<P> {
  return {
    id: `${key}.collision`,
    passed: `${label} repeats no field of the form.`,
    check: (params) =>
      members(value(params, key))
        .filter((member) => taken.includes(member.name))
        .flatMap((member) =>
          error(key, `"${member.name}" has a field of its own in the form; take it out of ${label}.`),
        ),
  };
}

function inWords(type: JsonType): string {
  const words: Record<JsonType, string> = {
    text: 'a text',
    number: 'a number',
    boolean: 'true or false',
    null: 'null',
    list: 'a list',
    object: 'an object',
  };
  return words[type];
}
