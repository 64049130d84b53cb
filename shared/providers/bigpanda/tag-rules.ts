import type { Member } from '#shared/json/json.ts';
import { codePoints, grouped } from '#shared/text/measure.ts';
import type { Finding, Rule } from '../provider.ts';
import { jsonObject, members, noCollision } from '../rules.ts';
import { type AlertParams, alertFields } from './alert-fields.ts';

const VALUE_LIMIT = 512;
const LIST_LIMIT = 30;

const FIELDS = ['app_key', ...Object.keys(alertFields).filter((name) => name !== 'tags')];

/** Close to a name that BigPanda reads, and yet only a tag to it. */
const CAMEL = new Map([
  ['primaryProperty', 'primary_property'],
  ['secondaryProperty', 'secondary_property'],
  ['incidentIdentifier', 'incident_identifier'],
  ['appKey', 'app_key'],
]);

export const tagRules: readonly Rule<AlertParams>[] = [
  jsonObject('tags', 'Tags', ['text', 'number', 'list'], 'BigPanda'),
  noCollision('tags', 'Tags', FIELDS),
  tagRule('tags.names', 'Tag names can be searched for.', tagName),
  tagRule('tags.nested', 'Lists hold only texts and numbers.', nested),
  tagRule('tags.values', 'Tag values arrive whole.', size),
  tagRule('tags.numbers', 'Numbers are whole.', wholeNumbers),
];

function tagRule(
  id: string,
  passed: string,
  check: (tag: Member) => Pick<Finding, 'level' | 'message'> | null,
): Rule<AlertParams> {
  return {
    id,
    passed,
    check: ({ tags }) =>
      members(tags).flatMap((tag) => {
        const found = check(tag);
        return found === null ? [] : [{ ...found, path: ['tags'] }];
      }),
  };
}

const warning = (message: string) => ({ level: 'warning', message }) as const;

function tagName({ name }: Member) {
  const meant = CAMEL.get(name);
  if (meant !== undefined) {
    return warning(`"${name}" is only a tag to BigPanda; the field is ${meant}.`);
  }
  return /^[a-z][a-z0-9_-]{0,63}$/.test(name)
    ? null
    : warning(
        `"${name}" cannot be searched for in BigPanda: names start with a-z, have a-z, 0-9, _ and -, and 64 characters at most.`,
      );
}

function nested({ name, value }: Member) {
  if (value.type !== 'list') return null;
  const odd = value.items.find((item) => item.type !== 'text' && item.type !== 'number');
  return odd === undefined
    ? null
    : ({
        level: 'error',
        message: `The list "${name}" has something else than texts and numbers in it; BigPanda does not take that.`,
      } as const);
}

function size({ name, value }: Member) {
  if (value.type === 'list' && value.items.length > LIST_LIMIT) {
    return warning(`The list "${name}" has ${value.items.length} items; BigPanda keeps ${LIST_LIMIT}.`);
  }
  const texts = value.type === 'list' ? value.items : [value];
  const longest = Math.max(0, ...texts.map((item) => (item.type === 'text' ? codePoints(item.value) : 0)));
  return longest > VALUE_LIMIT
    ? warning(
        `"${name}" has ${grouped(longest)} characters; BigPanda allows ${VALUE_LIMIT} and cuts the rest.`,
      )
    : null;
}

function wholeNumbers({ name, value }: Member) {
  const numbers = value.type === 'list' ? value.items : [value];
  const odd = numbers.find((item) => item.type === 'number' && !/^-?\d+$/.test(item.literal));
  return odd === undefined || odd.type !== 'number'
    ? null
    : warning(
        `"${name}" is ${odd.literal}; BigPanda documents only whole numbers. "${odd.literal}" as text is safe.`,
      );
}
