import { describe, expect, test } from 'vitest';
import type { Params } from '#shared/model/draft.ts';
import { assess } from '../assess.ts';
import { alertEvent } from './alert-event.ts';

const good = { ...alertEvent.blank, summary: 's', source: 'web-1' };
const check = (fields: Params, now = 0) => assess(alertEvent, { ...good, ...fields }, null, now);
const findings = (fields: Params, now = 0) => {
  const { errors, warnings } = check(fields, now);
  return [...errors, ...warnings].map(({ level, path, message }) => `${level} ${path.join('.')}: ${message}`);
};
/** What the form is after the first fix is taken. */
const fixed = (fields: Params, now = 0) => {
  const { errors, warnings } = check(fields, now);
  return [...errors, ...warnings][0]?.fix;
};

describe('fine as it is', () => {
  test.each<[string, Params]>([
    ['the least', {}],
    ['1,024 letters', { summary: 'x'.repeat(1024) }],
    ['1,024 emoji, which are 2,048 units of UTF-16', { summary: '🔥'.repeat(1024) }],
    ['a key of 255', { dedupKey: 'ü'.repeat(255) }],
    ['every severity', { severity: 'info' }],
    ['a bare resolve', { eventAction: 'resolve', dedupKey: 'k', summary: '', source: '' }],
    [
      'a bare resolve with an odd severity, which is not sent',
      { eventAction: 'resolve', dedupKey: 'k', summary: '', source: '', severity: 'ok' },
    ],
    ['nested details', { customDetails: '{"a b": {"c": [1, null, true]}}' }],
    ['an image without more', { images: [{ src: 'https://x.example/i.png', href: '', alt: '' }] }],
    [
      '51 links, which only change events may not have',
      { links: Array.from({ length: 51 }, () => ({ href: 'https://x.example', text: '' })) },
    ],
    ['extra members', { extra: '{"images_": 1}' }],
  ])('%s', (_, fields) => {
    expect(findings(fields)).toEqual([]);
  });
});

describe('errors', () => {
  test.each<[Params, string]>([
    [{ summary: ' ' }, 'error summary: Summary is missing.'],
    [{ source: '' }, 'error source: Source is missing.'],
    [{ severity: '' }, 'error severity: Severity is missing.'],
    [{ summary: 'x'.repeat(1025) }, 'error summary: Summary has 1,025 characters; PagerDuty allows 1,024.'],
    [{ summary: '🔥'.repeat(1025) }, 'error summary: Summary has 1,025 characters; PagerDuty allows 1,024.'],
    [{ dedupKey: 'k'.repeat(256) }, 'error dedupKey: Dedup key has 256 characters; PagerDuty allows 255.'],
    [{ eventAction: 'acknowledge' }, 'error dedupKey: Dedup key is missing.'],
    [{ eventAction: 'resolve' }, 'error dedupKey: Dedup key is missing.'],
    [{ eventAction: '' }, 'error eventAction: Action is missing.'],
    [
      { eventAction: 'Trigger' },
      'error eventAction: "Trigger" is no action; PagerDuty takes trigger, acknowledge and resolve, in small letters.',
    ],
    [
      { severity: 'high' },
      'error severity: "high" is no severity; PagerDuty takes critical, error, warning and info, in small letters.',
    ],
    [
      { customDetails: '[1]' },
      'error customDetails: Custom details has to be an object in { }, and this is a list.',
    ],
    [
      { customDetails: '{"a": }' },
      'error customDetails: Line 1, column 7: a value is expected, but there is }.',
    ],
    [{ images: [{ src: '', href: '', alt: 'x' }] }, 'error images.0.src: Image address is missing.'],
    [
      {
        links: [
          { href: '', text: '' },
          { href: ' ', text: '' },
        ],
      },
      'error links.1.href: Link address is missing.',
    ],
    [
      { extra: '{"payload": {}}' },
      'error extra: "payload" has a field of its own in the form; take it out of Extra JSON.',
    ],
    [
      { extra: '{"client": 1}' },
      'error extra: "client" has a field of its own in the form; take it out of Extra JSON.',
    ],
    [{ extra: 'x' }, 'error extra: Line 1, column 1: a value is expected, but there is x.'],
  ])('%j', (fields, finding) => {
    expect(findings(fields)).toEqual([finding]);
  });
});

describe('warnings', () => {
  test.each<[Params, string]>([
    [
      { images: [{ src: 'http://x.example/i.png', href: '', alt: '' }] },
      'warning images.0.src: Image address is not https; PagerDuty will not show it.',
    ],
    [
      { images: [{ src: 'https://x.example', href: 'mailto:a@b', alt: '' }] },
      'warning images.0.href: What the image links to is not a web address.',
    ],
    [{ links: [{ href: 'runbook', text: '' }] }, 'warning links.0.href: Link address is not a web address.'],
    [{ clientURL: 'localhost' }, 'warning clientURL: Client URL is not a web address.'],
    [
      { eventAction: 'resolve', dedupKey: 'k', source: '' },
      'warning source: Source is missing, so the payload is not whole. PagerDuty does not say whether it takes that.',
    ],
  ])('%j', (fields, finding) => {
    expect(findings(fields)).toEqual([finding]);
  });
});

describe('fixes for a severity of another tool', () => {
  test.each([
    ['Critical', { severity: 'critical' }],
    [' WARNING ', { severity: 'warning' }],
    ['warn', { severity: 'warning' }],
    ['crit', { severity: 'critical' }],
    ['high', { severity: 'error' }],
    ['ok', { eventAction: 'resolve', severity: 'info' }],
    ['OK', { eventAction: 'resolve', severity: 'info' }],
  ])('%s', (severity, params) => {
    expect(fixed({ severity })?.params).toEqual(params);
  });

  test('an action in capitals is put in small letters', () => {
    expect(fixed({ eventAction: 'RESOLVE' })?.params).toEqual({ eventAction: 'resolve' });
    expect(fixed({ eventAction: 'open' })).toBeUndefined();
  });
});

test('what holds is said in words', () => {
  expect(check({}).passed).toContain('Summary is within 1,024 characters.');
  expect(check({}).passed).toContain('Severity is one that PagerDuty knows.');
});
