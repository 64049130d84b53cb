import { jsonTypes } from '#shared/json/json.ts';
import { codePoints, grouped } from '#shared/text/measure.ts';
import { epochSecondsRule } from '../epoch-seconds.ts';
import type { Finding, Rule } from '../provider.ts';
import { jsonObject, maxLength, members, noCollision, required } from '../rules.ts';
import { type AlertParams, LIMITS } from './alert-fields.ts';
import { annotationName, annotationProblems, begun } from './annotations.ts';
import { routingKeyProblem } from './endpoint-url.ts';
import { nearestMessageType, readMessageType } from './message-type.ts';

/** Members of the body that have a field of their own. */
export const ALERT_MEMBERS = [
  'message_type',
  'entity_id',
  'entity_display_name',
  'state_message',
  'state_start_time',
  'monitoring_tool',
  'host_name',
  'ack_author',
  'ack_message',
];

const NAME = 'VictorOps';
const unsaid = { cuts: 'unsaid' } as const;

export const alertRules: readonly Rule<AlertParams>[] = [
  required('messageType', 'Message type'),
  { id: 'messageType.known', passed: 'Message type is one that VictorOps knows.', check: typeKnown },
  maxLength('entityDisplayName', 'Display name', LIMITS.entityDisplayName, NAME, unsaid),
  maxLength('stateMessage', 'State message', LIMITS.stateMessage, NAME, unsaid),
  maxLength('entityID', 'Entity ID', LIMITS.entityID, NAME, unsaid),
  { id: 'entityID.known', passed: 'Entity ID says which incident is meant.', check: incidentNamed },
  { id: 'routingKey', passed: 'Routing key is one part of the address.', check: routing },
  maxLength('monitoringTool', 'Monitoring tool', LIMITS.other, NAME, unsaid),
  maxLength('hostName', 'Host', LIMITS.other, NAME, unsaid),
  maxLength('ackAuthor', 'Acknowledged by', LIMITS.other, NAME, unsaid),
  maxLength('ackMessage', 'Message', LIMITS.other, NAME, unsaid),
  epochSecondsRule('timestamp', NAME),
  { id: 'annotations', passed: 'Annotations have a title and something to show.', check: annotations },
  jsonObject('customFields', 'Custom fields', jsonTypes, NAME),
  noCollision('customFields', 'Custom fields', ALERT_MEMBERS),
  {
    id: 'customFields.annotations',
    passed: 'Annotations are not in Custom fields too.',
    check: annotatedTwice,
  },
  { id: 'customFields.length', passed: 'Custom fields are within 1,024 characters.', check: customLengths },
];

function typeKnown({ messageType }: AlertParams): Finding<AlertParams>[] {
  if (messageType.trim() === '' || readMessageType(messageType) !== null) return [];
  const meant = nearestMessageType(messageType);
  return [
    {
      level: 'warning',
      message: `"${messageType}" is not a message type, so nobody is paged. Did you mean ${meant}?`,
      path: ['messageType'],
      fix: { label: `Use ${meant}`, params: { messageType: meant } },
    },
  ];
}

function incidentNamed({ messageType, entityID }: AlertParams): Finding<AlertParams>[] {
  const type = readMessageType(messageType);
  if (entityID.trim() !== '' || (type !== 'ACKNOWLEDGEMENT' && type !== 'RECOVERY')) return [];
  const message = `Without an entity ID VictorOps makes one up, and this ${type === 'RECOVERY' ? 'recovery' : 'acknowledgement'} finds no incident.`;
  return [{ level: 'warning', message, path: ['entityID'] }];
}

function routing({ routingKey }: AlertParams): Finding<AlertParams>[] {
  const problem = routingKeyProblem(routingKey);
  if (problem !== null) return [{ level: 'error', message: problem, path: ['routingKey'] }];
  if (/^[A-Za-z0-9_-]*$/.test(routingKey.trim())) return [];
  const message = `Routing keys have letters, digits, - and _. VictorOps may not know "${routingKey}" and take the default route.`;
  return [{ level: 'warning', message, path: ['routingKey'] }];
}

function annotations(params: AlertParams): Finding<AlertParams>[] {
  const findings = annotationProblems(params.annotations) as Finding<AlertParams>[];
  const type = readMessageType(params.messageType);
  if (!params.annotations.some(begun) || (type !== 'ACKNOWLEDGEMENT' && type !== 'RECOVERY')) return findings;
  const message = `Annotations work on INFO, WARNING and CRITICAL; on ${type} VictorOps does not show them.`;
  return [...findings, { level: 'warning', message, path: ['annotations'] }];
}

function annotatedTwice(params: AlertParams): Finding<AlertParams>[] {
  const names = new Set(params.annotations.filter(begun).map(annotationName));
  return members(params.customFields)
    .filter(({ name }) => names.has(name))
    .map(({ name }) => ({
      level: 'error',
      message: `"${name}" is among the annotations already; take it out of Custom fields.`,
      path: ['customFields'],
    }));
}

function customLengths({ customFields }: AlertParams): Finding<AlertParams>[] {
  return members(customFields).flatMap(({ name, value }) => {
    const length = value.type === 'text' ? codePoints(value.value) : 0;
    const limit = name.startsWith('vo_annotate.') ? 1124 : LIMITS.other;
    if (length <= limit) return [];
    const message = `"${name}" has ${grouped(length)} characters; VictorOps allows ${grouped(limit)} and may cut the rest.`;
    return [{ level: 'warning', message, path: ['customFields'] }];
  });
}
