import { randomUUID } from 'node:crypto';
import { grouped } from '#shared/text/measure.ts';
import {
  type Emulator,
  emptyAnswer,
  jsonAnswer,
  postOnly,
  type SandboxAnswer,
  type SandboxRequest,
} from './emulator.ts';
import type { IncidentBook, SandboxIncident } from './incidents.ts';
import { filledText, isObject, type JsonObject, member, readJsonObject } from './json-body.ts';
import { sandboxKeys } from './keys.ts';
import { alertNotes, alertViolations, changeViolations } from './pagerduty-rules.ts';

const PATH = '/v2/enqueue';
const CHANGE_PATH = '/v2/change/enqueue';
const MAX_BYTES = 512_000;

/** PagerDuty, Events API v2. */
export function createPagerduty(bookFor: (provider: string) => IncidentBook): Emulator {
  const book = bookFor('pagerduty');
  return {
    provider: 'pagerduty',
    prefix: '/v2/',
    destination: (origin) => ({
      id: 'sandbox-pagerduty',
      name: 'sandbox-pagerduty',
      provider: 'pagerduty',
      url: origin + PATH,
      settings: {},
      secrets: [
        { slot: 'routingKey', label: 'Sandbox routing key', value: sandboxKeys.pagerduty.routingKey },
      ],
    }),
    handle(request) {
      const path = request.path.replace(/\/$/, '');
      if (path !== PATH && path !== CHANGE_PATH) {
        return emptyAnswer(404, [`PagerDuty takes events at ${PATH} and ${CHANGE_PATH} only.`]);
      }
      if (request.method !== 'POST') return postOnly('PagerDuty');
      return path === PATH ? takeAlert(request, book) : takeChange(request);
    },
    shownPath: (path) => path,
    incidents: () => book.list(),
  };
}

function takeAlert(request: SandboxRequest, book: IncidentBook): SandboxAnswer {
  if (request.body.byteLength > MAX_BYTES) return refuse([TOO_LARGE], [tooLargeRule(request)]);
  const body = readJsonObject(request.body);
  if (!body.ok) return notJson(body.rule);
  const event = body.object;
  const violations = alertViolations(event);
  if (violations.length > 0) {
    return refuse(
      violations.map((violation) => violation.said),
      violations.map((violation) => violation.rule),
    );
  }
  const key = filledText(event, 'dedup_key') ?? randomUUID().replaceAll('-', '');
  const { incident, rule } = follow(event, key, book, request.receivedAt);
  return jsonAnswer(
    202,
    { status: 'success', message: 'Event processed', dedup_key: key },
    [rule, ...alertNotes(event)],
    incident,
  );
}

function follow(
  event: JsonObject,
  key: string,
  book: IncidentBook,
  at: number,
): { readonly incident: SandboxIncident | null; readonly rule: string } {
  const action = filledText(event, 'event_action') ?? '';
  const current = book.current(key);
  if (action === 'trigger') {
    const facts = triggerFacts(event);
    if (current === null) {
      return { incident: book.open(key, { key, ...facts }, at), rule: 'A new incident was opened.' };
    }
    return {
      incident: book.change(current, facts, at),
      rule: 'The incident of this dedup_key is still open: the event was added to its log, and nobody is told again.',
    };
  }
  if (current === null) {
    return {
      incident: null,
      rule: `No open incident has this dedup_key. PagerDuty takes the ${action}, says success, and drops it.`,
    };
  }
  const resolves = action === 'resolve';
  return {
    incident: book.change(current, { state: resolves ? 'resolved' : 'acknowledged' }, at),
    rule: resolves ? 'The incident was resolved.' : 'The incident was acknowledged.',
  };
}

function triggerFacts(event: JsonObject): { readonly title: string; readonly level: string } {
  const found = member(event, 'payload');
  const payload = isObject(found) ? found : {};
  return { title: filledText(payload, 'summary') ?? '', level: filledText(payload, 'severity') ?? '' };
}

/** Change events open nothing; their refusals have a shape of their own: one key, `error`, with a list. */
function takeChange(request: SandboxRequest): SandboxAnswer {
  if (request.body.byteLength > MAX_BYTES) {
    return jsonAnswer(400, { error: [TOO_LARGE] }, [tooLargeRule(request)]);
  }
  const body = readJsonObject(request.body);
  if (!body.ok) return notJson(body.rule);
  const violations = changeViolations(body.object);
  if (violations.length > 0) {
    return jsonAnswer(
      400,
      { error: violations.map((violation) => violation.said) },
      violations.map((violation) => violation.rule),
    );
  }
  return jsonAnswer(202, { status: 'success', message: 'Change event processed' }, [
    'A change event was recorded. It opens no incident and tells nobody.',
  ]);
}

function refuse(errors: readonly string[], rules: readonly string[]): SandboxAnswer {
  return jsonAnswer(400, { status: 'invalid event', message: 'Event object is invalid', errors }, rules);
}

function notJson(rule: string): SandboxAnswer {
  return jsonAnswer(
    400,
    {
      status: 'Unrecognized object',
      message: 'Event object format is unrecognized',
      errors: ['JSON parse error'],
    },
    [rule],
  );
}

const TOO_LARGE = `Event is too large (maximum is ${MAX_BYTES} bytes)`;

function tooLargeRule(request: SandboxRequest): string {
  const { byteLength } = request.body;
  return `The request is ${grouped(byteLength)} bytes; ${grouped(MAX_BYTES)} are allowed. How PagerDuty answers this is not documented.`;
}
