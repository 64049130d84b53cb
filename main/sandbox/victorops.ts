import { randomUUID } from 'node:crypto';
import {
  type Emulator,
  emptyAnswer,
  jsonAnswer,
  postOnly,
  type SandboxAnswer,
  type SandboxRequest,
} from './emulator.ts';
import type { IncidentBook, SandboxIncident } from './incidents.ts';
import { filledText, isBlank, type JsonObject, member, readJsonObject } from './json-body.ts';
import { sandboxKeys } from './keys.ts';
import { decodedSegment, MASKED, UUID } from './mask.ts';
import { messageNotes, messageType } from './victorops-message.ts';

const PATH = '/integrations/generic/20131114/alert';
const ALERTS_PER_MINUTE = 150;

/** VictorOps / Splunk On-Call, REST endpoint. */
export function createVictorops(bookFor: (provider: string) => IncidentBook): Emulator {
  const book = bookFor('victorops');
  const lags = createLagWatch();
  return {
    provider: 'victorops',
    prefix: '/integrations/',
    destination: (origin) => ({
      id: 'sandbox-victorops',
      name: 'sandbox-victorops',
      provider: 'victorops',
      url: origin + PATH,
      settings: { routingKey: 'drill' },
      secrets: [{ slot: 'apiKey', label: 'Sandbox API key', value: sandboxKeys.victorops.apiKey }],
    }),
    handle(request) {
      const keys = keysIn(request.path);
      if (keys === null) {
        return emptyAnswer(404, [`VictorOps takes alerts at ${PATH}/<api key>/<routing key> only.`]);
      }
      if (request.method !== 'POST') return postOnly('VictorOps');
      if (keys.apiKey !== sandboxKeys.victorops.apiKey) return emptyAnswer(404, [unknownKeyRule(keys)]);
      const answer = takeMessage(request, book);
      const rules = [...answer.rules, ...routingNotes(keys.routingKey)];
      if (answer.status === 200 && lags(request.receivedAt)) rules.push(LAG);
      return { ...answer, rules };
    },
    shownPath(path) {
      const segments = path.split('/');
      const place = PATH.split('/').length;
      return path.startsWith(`${PATH}/`) && segments[place] !== sandboxKeys.victorops.apiKey
        ? segments.with(place, MASKED).join('/')
        : path;
    },
    incidents: () => book.list(),
  };
}

type Keys = { readonly apiKey: string; readonly routingKey: string };

/** The routing key may be missing: the default route is then meant. */
function keysIn(path: string): Keys | null {
  const [before, rest] = [path.slice(0, PATH.length + 1), path.slice(PATH.length + 1)];
  const [apiKey = '', routingKey = '', ...more] = rest.split('/');
  const tooMany = more.length > 1 || (more[0] ?? '') !== '';
  if (before !== `${PATH}/` || apiKey === '' || tooMany) return null;
  return { apiKey: decodedSegment(apiKey) ?? '', routingKey: decodedSegment(routingKey) ?? routingKey };
}

function takeMessage(request: SandboxRequest, book: IncidentBook): SandboxAnswer {
  const body = readJsonObject(request.body);
  if (!body.ok) return failure('Invalid JSON in request body', body.rule);
  const message = body.object;
  if (isBlank(member(message, 'message_type'))) {
    return failure('Missing fields: message_type', 'message_type is missing.');
  }
  const entityId = filledText(message, 'entity_id') ?? randomUUID();
  const { incident, rule } = follow(message, entityId, book, request.receivedAt);
  return jsonAnswer(
    200,
    { result: 'success', entity_id: entityId },
    [rule, ...messageNotes(message)],
    incident,
  );
}

function follow(
  message: JsonObject,
  entityId: string,
  book: IncidentBook,
  at: number,
): { readonly incident: SandboxIncident | null; readonly rule: string } {
  const level = messageType(message);
  const current = book.current(entityId);
  if (level === 'INFO')
    return { incident: null, rule: 'INFO goes to the timeline. It never opens an incident.' };
  if (current === null) {
    if (level === 'CRITICAL') {
      const title = filledText(message, 'entity_display_name') ?? entityId;
      return {
        incident: book.open(entityId, { key: entityId, title, level }, at),
        rule: 'A new incident was opened, and people on call would be told.',
      };
    }
    return {
      incident: null,
      rule:
        level === 'WARNING'
          ? 'WARNING opens an incident only where the account is set so; in the sandbox it is not.'
          : `No open incident has this entity_id: ${level} changes nothing.`,
    };
  }
  if (level === 'ACKNOWLEDGEMENT') {
    return {
      incident: book.change(current, { state: 'acknowledged' }, at),
      rule: 'The incident was acknowledged.',
    };
  }
  if (level === 'RECOVERY') {
    return {
      incident: book.change(current, { level, state: 'resolved' }, at),
      rule: 'The incident was resolved.',
    };
  }
  const escalates = level === 'CRITICAL' && current.level === 'WARNING' && current.state === 'acknowledged';
  return escalates
    ? {
        incident: book.change(current, { level, state: 'open' }, at),
        rule: 'From WARNING to CRITICAL: the acknowledged incident is open again, and people are told again.',
      }
    : {
        incident: book.change(current, { level }, at),
        rule: 'The message was rolled up under the open incident. Nobody is told again.',
      };
}

function routingNotes(routingKey: string): string[] {
  if (routingKey === '') return ['No routing key: the default route is used.'];
  return /^[A-Za-z0-9_-]+$/.test(routingKey)
    ? []
    : ['A routing key has letters, digits, - and _ only. Any other goes to the default route.'];
}

function unknownKeyRule(keys: Keys): string {
  return !UUID.test(keys.apiKey) && UUID.test(keys.routingKey)
    ? 'The API key comes before the routing key; here they seem to be the other way round.'
    : 'The API key is not the one that the sandbox knows.';
}

function failure(message: string, rule: string): SandboxAnswer {
  return jsonAnswer(400, { result: 'failure', message }, [rule]);
}

const LAG = `More than ${ALERTS_PER_MINUTE} alerts in a minute: VictorOps takes them, but would handle this one late.`;

/** Whether this alert is one too many within the minute before it. */
function createLagWatch(): (at: number) => boolean {
  let recent: number[] = [];
  return (at) => {
    const lags = recent.length === ALERTS_PER_MINUTE && at - (recent[0] ?? 0) < 60_000;
    recent = [...recent.slice(-ALERTS_PER_MINUTE + 1), at];
    return lags;
  };
}
