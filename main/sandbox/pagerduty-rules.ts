import { codePoints, grouped } from '#shared/text/measure.ts';
import { isIsoTime } from './iso-time.ts';
import { isBlank, isObject, type JsonObject, member } from './json-body.ts';
import { sandboxKeys } from './keys.ts';

/** What PagerDuty says about it, to the letter, and the same for people. */
type Violation = { readonly said: string; readonly rule: string };

const ACTIONS = ['trigger', 'acknowledge', 'resolve'];
const SEVERITIES = ['critical', 'warning', 'error', 'info'];
const MAX_SUMMARY = 1024;
const MAX_DEDUP_KEY = 255;
const MAX_CHANGE_LINKS = 50;

/** Everything that keeps an alert event from being taken; PagerDuty tells all of it at once. */
export function alertViolations(event: JsonObject): readonly Violation[] {
  const action = member(event, 'event_action');
  const payload = member(event, 'payload');
  const fields = isObject(payload) ? payload : {};
  return [
    ...routingKey(event),
    ...oneOf(event, 'event_action', 'event_action', ACTIONS),
    ...dedupKey(event, action === 'acknowledge' || action === 'resolve'),
    ...(action === 'trigger' ? missingFields(fields, ['summary', 'source', 'severity']) : []),
    ...(isBlank(payload) || isObject(payload) ? [] : [wrongType('payload', 'an object')]),
    ...payloadFields(fields),
    ...(isBlank(member(fields, 'severity')) ? [] : oneOf(fields, 'severity', 'payload.severity', SEVERITIES)),
    ...attachments(event, 'images', 'src', 'image src'),
    ...attachments(event, 'links', 'href', 'link href'),
  ];
}

export function changeViolations(event: JsonObject): readonly Violation[] {
  const payload = member(event, 'payload');
  const fields = isObject(payload) ? payload : {};
  const links = member(event, 'links');
  const tooMany = Array.isArray(links) && links.length > MAX_CHANGE_LINKS;
  return [
    ...routingKey(event),
    ...missingFields(fields, ['summary']),
    ...(isBlank(payload) || isObject(payload) ? [] : [wrongType('payload', 'an object')]),
    ...payloadFields(fields),
    ...(tooMany
      ? [
          {
            said: `links should have at most ${MAX_CHANGE_LINKS} item(s)`,
            rule: `There are ${grouped(links.length)} links; a change event may have ${MAX_CHANGE_LINKS}.`,
          },
        ]
      : []),
    ...attachments(event, 'links', 'href', 'link href'),
    ...attachments(event, 'images', 'src', 'image src'),
  ];
}

/** What is taken, but not as it was meant. */
export function alertNotes(event: JsonObject): readonly string[] {
  const payload = member(event, 'payload');
  const images = member(event, 'images');
  const notes: string[] = [];
  if (Array.isArray(images) && images.some((image) => !hasHttpsSource(image))) {
    notes.push('An image is not served over https. PagerDuty wants https, and may not show it.');
  }
  if (isObject(payload) && (Object.hasOwn(payload, 'images') || Object.hasOwn(payload, 'links'))) {
    notes.push('images and links belong beside payload, not into it. They will not be shown.');
  }
  return notes;
}

function routingKey(event: JsonObject): Violation[] {
  const found = member(event, 'routing_key');
  const key = typeof found === 'string' ? found : '';
  const length = codePoints(key);
  const violations: Violation[] = [];
  if (length !== 32) {
    violations.push({
      said: "Length of 'routing_key' is incorrect (should be 32 characters)",
      rule:
        length === 0
          ? 'The routing key is missing.'
          : `The routing key has ${grouped(length)} characters, not 32.`,
    });
  }
  if (/[^A-Za-z0-9]/.test(key)) {
    violations.push({
      said: "'routing_key' cannot contain non-alphanumeric characters.",
      rule: 'The routing key has characters other than letters and digits. It may be a REST API token.',
    });
  }
  if (violations.length === 0 && key !== sandboxKeys.pagerduty.routingKey) {
    violations.push({
      said: 'Invalid routing key',
      rule: 'The routing key is well formed, but not the one that the sandbox knows.',
    });
  }
  return violations;
}

function dedupKey(event: JsonObject, required: boolean): Violation[] {
  const key = member(event, 'dedup_key');
  if (isBlank(key)) return required ? [missing('dedup_key')] : [];
  if (typeof key !== 'string') return [wrongType('dedup_key', 'a string')];
  return codePoints(key) > MAX_DEDUP_KEY ? [tooLong('dedup_key', key, MAX_DEDUP_KEY)] : [];
}

/** Holds for what is there, whatever the action: a resolve may leave these out, but not get them wrong. */
function payloadFields(payload: JsonObject): Violation[] {
  const violations: Violation[] = [];
  for (const name of ['summary', 'source']) {
    const value = member(payload, name);
    if (!isBlank(value) && typeof value !== 'string')
      violations.push(wrongType(`payload.${name}`, 'a string'));
  }
  const summary = member(payload, 'summary');
  if (typeof summary === 'string' && codePoints(summary) > MAX_SUMMARY) {
    violations.push(tooLong('summary', summary, MAX_SUMMARY));
  }
  const timestamp = member(payload, 'timestamp');
  if (!isBlank(timestamp) && !(typeof timestamp === 'string' && isIsoTime(timestamp))) {
    violations.push({
      said: "'payload.timestamp' is invalid (must be an ISO 8601 date-time)",
      rule: 'The timestamp is not ISO 8601, such as 2026-11-21T08:42:58Z. How PagerDuty words this is not documented.',
    });
  }
  const details = member(payload, 'custom_details');
  if (details !== undefined && details !== null && !isObject(details)) {
    violations.push(wrongType('payload.custom_details', 'an object'));
  }
  return violations;
}

function missingFields(payload: JsonObject, names: readonly string[]): Violation[] {
  return names.filter((name) => isBlank(member(payload, name))).map((name) => missing(`payload.${name}`));
}

function oneOf(object: JsonObject, name: string, path: string, choices: readonly string[]): Violation[] {
  const value = member(object, name);
  if (isBlank(value)) return [missing(path)];
  if (typeof value === 'string' && choices.includes(value)) return [];
  const quoted = choices.map((choice) => `'${choice}'`);
  const inWords = `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
  return [
    {
      said: `'${path}' is invalid (must be one of the following: ${inWords})`,
      rule: `${path} has to be ${inWords}, in lower case.`,
    },
  ];
}

function attachments(event: JsonObject, name: string, required: string, said: string): Violation[] {
  const items: unknown = member(event, name);
  if (isBlank(items)) return [];
  if (!Array.isArray(items)) return [wrongType(name, 'an array')];
  const complete = items.every((item) => isObject(item) && !isBlank(member(item, required)));
  return complete ? [] : [missing(said)];
}

function hasHttpsSource(image: unknown): boolean {
  const source = isObject(image) ? member(image, 'src') : undefined;
  return typeof source === 'string' && /^https:\/\//i.test(source);
}

function missing(path: string): Violation {
  return { said: `'${path}' is missing or blank`, rule: `${path} is missing or blank.` };
}

/** The vendor's template, misspelling and all; observed for the summary only. */
function tooLong(name: string, value: string, limit: number): Violation {
  return {
    said: `'${name}' is too long (maiximum is ${limit} characters)`,
    rule: `${name} has ${grouped(codePoints(value))} characters; ${grouped(limit)} are allowed.`,
  };
}

function wrongType(path: string, wanted: string): Violation {
  return {
    said: `'${path}' is not ${wanted}`,
    rule: `${path} has to be ${wanted}. How PagerDuty words this is not documented.`,
  };
}
