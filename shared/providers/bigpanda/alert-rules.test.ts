import { describe, expect, test } from 'vitest';
import type { Params } from '#shared/model/draft.ts';
import { assess } from '../assess.ts';
import { alert } from './alert.ts';

const NOW = Date.UTC(2026, 10, 20, 22, 40, 41);
const check = (fields: Params) => assess(alert, { ...alert.blank, host: 'h', ...fields }, null, NOW);
const findings = (fields: Params) => {
  const { errors, warnings } = check(fields);
  return [...errors, ...warnings].map(({ level, path, message }) => `${level} ${path.join('.')}: ${message}`);
};
const fixed = (fields: Params) => {
  const { errors, warnings } = check(fields);
  return [...errors, ...warnings][0]?.fix?.params;
};

describe('fine as it is', () => {
  test.each<[string, Params]>([
    ['the least', {}],
    ['2,048 emoji', { description: '🔥'.repeat(2048) }],
    ['a tag of 512', { tags: `{"x": "${'é'.repeat(512)}"}` }],
    ['a list of 30', { tags: `{"x": [${Array.from({ length: 30 }, () => '1').join(',')}]}` }],
    ['a tag name of 64', { tags: `{"a${'b'.repeat(63)}": 1}` }],
    ['names with digits and signs', { tags: '{"a1-b_c": "x"}' }],
    ['unknown', { status: 'unknown' }],
    ['a tag as the primary property', { host: '', primary_property: 'rack', tags: '{"rack": "r1"}' }],
    ['now', { timestamp: '1795214441' }],
  ])('%s', (_, fields) => {
    expect(findings(fields)).toEqual([]);
  });
});

describe('errors', () => {
  test.each<[Params, string]>([
    [{ status: '' }, 'error status: Status is missing.'],
    [
      { status: 'Critical' },
      'error status: "Critical" is no status; BigPanda takes ok, critical, warning, unknown and acknowledged, in small letters.',
    ],
    [
      { host: '' },
      'error host: Host, service, application and device are all empty: BigPanda drops what it cannot identify.',
    ],
    [
      { host: '', primary_property: 'rack' },
      'error primary_property: primary_property names "rack", and no field or tag of that name is filled: BigPanda drops what it cannot identify.',
    ],
    [
      { timestamp: '12.5' },
      'error timestamp: BigPanda takes the time as whole seconds since 1970, such as 1795214441.',
    ],
    [
      { tags: '{"a": {"b": 1}}' },
      'error tags: "a" is an object, which BigPanda does not take as a value here.',
    ],
    [
      { tags: '{"a": true}' },
      'error tags: "a" is true or false, which BigPanda does not take as a value here.',
    ],
    [
      { tags: '{"a": [[1]]}' },
      'error tags: The list "a" has something else than texts and numbers in it; BigPanda does not take that.',
    ],
    [
      { tags: '{"host": "x"}' },
      'error tags: "host" has a field of its own in the form; take it out of Tags.',
    ],
    [
      { tags: '{"app_key": "x"}' },
      'error tags: "app_key" has a field of its own in the form; take it out of Tags.',
    ],
    [
      { tags: '{"a": 1, "a": 2}' },
      'error tags: Line 1, column 10: the name "a" is there twice; only one would arrive.',
    ],
  ])('%j', (fields, finding) => {
    expect(findings(fields)).toEqual([finding]);
  });
});

describe('warnings', () => {
  test.each<[Params, string]>([
    [
      { description: '🔥'.repeat(2049) },
      'warning description: Description has 2,049 characters; BigPanda allows 2,048 and cuts the rest.',
    ],
    [
      { tags: `{"x": "${'é'.repeat(513)}"}` },
      'warning tags: "x" has 513 characters; BigPanda allows 512 and cuts the rest.',
    ],
    [
      { tags: `{"x": [${Array.from({ length: 31 }, () => '1').join(',')}]}` },
      'warning tags: The list "x" has 31 items; BigPanda keeps 30.',
    ],
    [
      { tags: '{"primaryProperty": "host"}' },
      'warning tags: "primaryProperty" is only a tag to BigPanda; the field is primary_property.',
    ],
    [
      { tags: '{"x": 1.5}' },
      'warning tags: "x" is 1.5; BigPanda documents only whole numbers. "1.5" as text is safe.',
    ],
    [
      { primary_property: 'rack' },
      'warning primary_property: primary_property names "rack", which is not there; BigPanda takes host in its place.',
    ],
    [
      { secondary_property: 'rack' },
      'warning secondary_property: secondary_property names "rack", which is not there; BigPanda takes check or sensor, if there is one.',
    ],
    [
      { timestamp: '1795214441000' },
      'warning timestamp: timestamp looks like milliseconds. BigPanda counts seconds and would take it for a time far ahead.',
    ],
    [
      { timestamp: '1795218041' },
      'warning timestamp: timestamp is 1 h in the future (2026-11-20T23:40:41Z).',
    ],
  ])('%j', (fields, finding) => {
    expect(findings(fields)).toEqual([finding]);
  });

  test.each(['A', '1a', 'a.b', 'a b', 'é', '', `a${'b'.repeat(64)}`])('the tag name "%s"', (name) => {
    expect(findings({ tags: JSON.stringify({ [name]: 'x' }) })[0]).toContain('cannot be searched for');
  });
});

describe('fixes', () => {
  test.each<[Params, Params]>([
    [{ status: 'OK' }, { status: 'ok' }],
    [{ status: 'warn' }, { status: 'warning' }],
    [{ status: 'high' }, { status: 'critical' }],
    [{ timestamp: '1795214441000' }, { timestamp: '1795214441' }],
    [{ timestamp: '1795214441000000000' }, { timestamp: '1795214441' }],
    [{ timestamp: '2026-11-20T22:00:00Z' }, { timestamp: '1795212000' }],
    [{ timestamp: 'noon' }, { timestamp: '1795214441' }],
    [{ timestamp: '1895214441' }, { timestamp: '1795214441' }],
  ])('%j → %j', (fields, params) => {
    expect(fixed(fields)).toEqual(params);
  });
});
