import { createHash } from 'node:crypto';
import { type AlertEvent, readAlert } from './bigpanda-alert.ts';
import { createRecent } from './recent.ts';
import {
  type Emulator,
  emptyAnswer,
  jsonAnswer,
  type SandboxAnswer,
  type SandboxRequest,
} from './emulator.ts';
import type { IncidentBook, IncidentState, SandboxIncident } from './incidents.ts';
import { isBlank, type JsonObject, member, readJsonObject } from './json-body.ts';
import { sandboxKeys } from './keys.ts';

const PATH = '/data/v2/alerts';
/** A request of a million bytes can be wrong in a hundred thousand places; nobody reads more than these. */
const MAX_ERRORS = 100;

/** BigPanda, Alerts API v2. */
export function createBigpanda(bookFor: (provider: string) => IncidentBook): Emulator {
  const book = bookFor('bigpanda');
  const takeEvent = createAlerts(book);
  return {
    provider: 'bigpanda',
    prefix: '/data/',
    destination: (origin) => ({
      id: 'sandbox-bigpanda',
      name: 'sandbox-bigpanda',
      provider: 'bigpanda',
      url: origin + PATH,
      settings: {},
      secrets: [
        { slot: 'token', label: 'Sandbox token', value: sandboxKeys.bigpanda.token },
        { slot: 'appKey', label: 'Sandbox app key', value: sandboxKeys.bigpanda.appKey },
      ],
    }),
    handle(request) {
      if (request.path !== PATH) {
        const said = `Route ${request.method}:${request.path} is not found`;
        return refuse(404, [said], [`BigPanda takes alerts at ${PATH} only.`]);
      }
      if (request.method !== 'POST') {
        return refuse(501, ['Not Implemented'], ['BigPanda takes alerts by POST only.']);
      }
      if (!isAuthorized(request)) {
        const rule =
          'The token is missing or not the one that the sandbox knows: Authorization: Bearer <token>.';
        return { ...refuse(401, ['Authorization Required'], [rule]), statusText: 'Authorization Required' };
      }
      return takeAlerts(request, takeEvent);
    },
    shownPath: (path) => path,
    incidents: () => book.list(),
  };
}

function isAuthorized(request: SandboxRequest): boolean {
  const { authorization } = request.headers;
  const sent =
    authorization === undefined
      ? new URLSearchParams(request.query).get('access_token')
      : /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  return sent === sandboxKeys.bigpanda.token;
}

function takeAlerts(request: SandboxRequest, takeEvent: TakeEvent): SandboxAnswer {
  const body = readJsonObject(request.body);
  if (!body.ok) return refuse(400, ['The payload is not a valid JSON object'], [body.rule]);
  const appKey = member(body.object, 'app_key');
  if (isBlank(appKey)) return refuse(400, ["'app_key' must exist"], ['The app key is missing.']);
  if (appKey !== sandboxKeys.bigpanda.appKey) {
    return refuse(400, ["'app_key' is unknown"], ['The app key is not the one that the sandbox knows.']);
  }
  const alerts = alertsIn(body.object);
  if (alerts === null) {
    return refuse(400, ["'alerts' must be a list of at least one alert"], ['alerts is empty or not a list.']);
  }

  const isBatch = Object.hasOwn(body.object, 'alerts');
  const events: AlertEvent[] = [];
  const errors: string[] = [];
  for (const [index, alert] of alerts.entries()) {
    const read = readAlert(alert, index + 1);
    if (read.ok) events.push({ ...read.event, bytes: isBatch ? JSON.stringify(alert) : request.body });
    else errors.push(...read.errors);
    if (errors.length >= MAX_ERRORS) break;
  }
  if (errors.length > 0) {
    return refuse(400, errors, [...errors, ...(isBatch ? ['Nothing of the batch was taken.'] : [])]);
  }

  const taken = events.map((event) => takeEvent(event, request.receivedAt));
  const rules = taken.map(({ rule }, index) => (isBatch ? `alert ${index + 1}: ${rule}` : rule));
  const notes = events.flatMap((event) => event.notes);
  const incident = taken.findLast((result) => result.incident !== null)?.incident ?? null;
  return taken.every((result) => result.isDuplicate)
    ? emptyAnswer(204, rules, incident)
    : jsonAnswer(201, { response: { status: 'success' } }, [...rules, ...notes], incident);
}

function alertsIn(body: JsonObject): readonly unknown[] | null {
  if (!Object.hasOwn(body, 'alerts')) return [body];
  const alerts = member(body, 'alerts');
  return Array.isArray(alerts) && alerts.length > 0 ? alerts : null;
}

type TakeEvent = (event: AlertEvent, at: number) => Taken;
type Taken = {
  readonly incident: SandboxIncident | null;
  readonly isDuplicate: boolean;
  readonly rule: string;
};

function createAlerts(book: IncidentBook): TakeEvent {
  const alerts = createRecent<{ readonly newest: number; readonly last: string }>(1000);
  const stamped = createRecent<true>(10_000);

  return (event, at) => {
    const fingerprint = digest(event.bytes);
    const alert = digest(event.identity);
    const before = alerts.get(alert);
    const current = book.current(event.identity);
    // An event without a time is as of now, so only the one just before it can be the same.
    const isDuplicate =
      event.timestamp === null ? before?.last === fingerprint : stamped.get(fingerprint) === true;
    if (isDuplicate) {
      return {
        incident: current,
        isDuplicate,
        rule: 'BigPanda already has this exact event, to the byte, and dropped it.',
      };
    }
    const timestamp = event.timestamp ?? Math.floor(at / 1000);
    const isLate = before !== undefined && timestamp < before.newest;
    if (event.timestamp !== null) stamped.set(fingerprint, true);
    alerts.set(alert, {
      newest: isLate ? before.newest : timestamp,
      last: fingerprint,
    });
    if (isLate) {
      return {
        incident: current === null ? null : book.change(current, {}, at),
        isDuplicate,
        rule: 'A newer event of this alert was there first, by timestamp: this one changes nothing.',
      };
    }
    return { ...follow(event, current, book, at), isDuplicate };
  };
}

function follow(
  event: AlertEvent,
  current: SandboxIncident | null,
  book: IncidentBook,
  at: number,
): Pick<Taken, 'incident' | 'rule'> {
  const { identity, key, title, status } = event;
  const state = stateOf(status);
  if (current === null) {
    return state === 'resolved'
      ? { incident: null, rule: 'ok for an alert that is not active: nothing to close.' }
      : {
          incident: book.open(identity, { key, title, level: status, state }, at),
          rule: 'A new alert opened an incident.',
        };
  }
  return {
    incident: book.change(current, { title, level: status, state }, at),
    rule:
      state === 'resolved'
        ? 'The alert is ok, and its incident is resolved.'
        : current.level === status
          ? 'The event was merged into the alert: same status, tags brought up to date.'
          : `The event was merged into the alert: its status is now ${status}.`,
  };
}

function digest(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('base64');
}

function stateOf(status: string): IncidentState {
  if (status === 'ok') return 'resolved';
  return status === 'acknowledged' ? 'acknowledged' : 'open';
}

/** Seen on BigPanda's own 404; for the other refusals the shape is not documented. */
function refuse(status: number, errors: readonly string[], rules: readonly string[]): SandboxAnswer {
  return jsonAnswer(status, { status, errors }, rules);
}
