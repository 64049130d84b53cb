import { jsonPost } from '#shared/http/http-request.ts';
import { filled, object, text } from '#shared/json/json.ts';
import { epochSeconds } from '../epoch-seconds.ts';
import { messageKind } from '../provider.ts';
import { members } from '../rules.ts';
import { type AlertParams, alertFields, alertSections, alertShape } from './alert-fields.ts';
import { ALERT_MEMBERS, alertRules } from './alert-rules.ts';
import { annotationMembers } from './annotations.ts';
import { endpointUrl } from './endpoint-url.ts';
import { messageTypeFromLevel } from './level.ts';
import { effectOf, type MessageType, nearestMessageType, readMessageType } from './message-type.ts';

const blank: AlertParams = {
  messageType: 'CRITICAL',
  entityID: '',
  entityDisplayName: '',
  stateMessage: '',
  timestamp: '',
  monitoringTool: '',
  hostName: '',
  routingKey: '',
  ackAuthor: '',
  ackMessage: '',
  annotations: [],
  customFields: '',
};

const example: AlertParams = {
  ...blank,
  entityDisplayName: '[TEST] Disk 91 % full on db-eu-west-07: /var/lib/postgresql',
  stateMessage: '/var/lib/postgresql on db-eu-west-07.payments.example.net is 91.4 % full; 38 GiB are free.',
  monitoringTool: 'Firedrill',
  hostName: 'db-eu-west-07.payments.example.net',
  annotations: [{ kind: 'u', title: 'Runbook', value: 'https://runbooks.example.net/disk-full' }],
  customFields: `{
  "mount": "/var/lib/postgresql",
  "used_percent": 91.4,
  "free_gib": 38
}`,
};

const acknowledges = ({ messageType }: AlertParams) => readMessageType(messageType) === 'ACKNOWLEDGEMENT';

export const alert = messageKind<AlertParams>({
  id: 'alert',
  label: 'Alert',
  api: 'REST endpoint',
  shape: alertShape,
  fields: alertFields,
  sections: alertSections,
  blank,
  example,
  rules: alertRules,
  bodyLimit: null,
  unused: (params) => (acknowledges(params) ? [] : ['ackAuthor', 'ackMessage']),
  withKey: (params, freshKey) =>
    params.entityID !== '' || ['acknowledges', 'resolves'].includes(effectOf(params.messageType))
      ? params
      : { ...params, entityID: freshKey },
  toRequest(target, params, reveal) {
    const setting = (typed: string, id: string) => (typed === '' ? (target.settings[id] ?? '') : typed);
    const annotations = annotationMembers(params.annotations);
    const taken = new Set([...ALERT_MEMBERS, ...annotations.map(([name]) => name)]);
    const body = object([
      ['message_type', text(params.messageType)],
      ['entity_id', filled(params.entityID)],
      ['entity_display_name', filled(params.entityDisplayName)],
      ['state_message', filled(params.stateMessage)],
      ['state_start_time', epochSeconds(params.timestamp)],
      ['monitoring_tool', filled(setting(params.monitoringTool, 'monitoringTool'))],
      ['host_name', filled(params.hostName)],
      ['ack_author', acknowledges(params) ? filled(params.ackAuthor) : undefined],
      ['ack_message', acknowledges(params) ? filled(params.ackMessage) : undefined],
      ...annotations,
      ...members(params.customFields)
        .filter(({ name }) => !taken.has(name))
        .map(({ name, value }) => [name, value] as const),
    ]);
    const route = setting(params.routingKey, 'routingKey');
    return jsonPost(endpointUrl(target.url, reveal('apiKey'), route), body);
  },
  incident: ({ entityID, messageType }) => ({
    key: entityID === '' ? null : entityID,
    effect: effectOf(messageType),
  }),
  summary({ entityDisplayName, stateMessage, entityID }) {
    const said = [entityDisplayName, stateMessage, entityID].find((value) => value.trim() !== '') ?? '';
    return said.replaceAll(/\s+/g, ' ').trim();
  },
  action: ({ messageType }) => messageType.toUpperCase(),
  acceptedMeans,
  followUp: (params, step, incidentKey) => ({
    ...params,
    messageType: step === 'resolve' ? 'RECOVERY' : 'ACKNOWLEDGEMENT',
    entityID: incidentKey,
    timestamp: '',
    // they do nothing on these two, and stay with the incident that is open
    annotations: [],
  }),
  levels: {
    levels: ['ok', 'info', 'warn', 'crit', 'unknown'],
    source: 'Kapacitor’s mapping',
    fill: (level) => ({ messageType: messageTypeFromLevel(level) }),
  },
});

const accepted: Record<MessageType, string> = {
  CRITICAL: 'VictorOps took the alert. This does not prove that anybody was paged.',
  WARNING:
    'VictorOps took the warning. It opens an incident only where the account is set so; otherwise it goes to the timeline and pages nobody.',
  INFO: 'INFO goes to the Splunk On-Call timeline and pages nobody.',
  ACKNOWLEDGEMENT:
    'VictorOps took the acknowledgement. It stops the paging for the open incident of this entity ID, if there is one.',
  RECOVERY: 'VictorOps took the recovery. It resolves the open incident of this entity ID, if there is one.',
};

function acceptedMeans({ messageType }: AlertParams): string {
  const type = readMessageType(messageType);
  return type === null
    ? `VictorOps took it as INFO: "${messageType}" is not a message type, so nobody is paged. Did you mean ${nearestMessageType(messageType)}?`
    : accepted[type];
}
