import { jsonTypes } from '#shared/json/json.ts';
import { z } from '#shared/zod.ts';
import type { MessageKind, Section } from '../provider.ts';
import { annotationShape, annotationsField } from './annotations.ts';
import { messageTypes } from './message-type.ts';

export const alertShape = z.strictObject({
  messageType: z.string(),
  entityID: z.string(),
  entityDisplayName: z.string(),
  stateMessage: z.string(),
  timestamp: z.string(),
  monitoringTool: z.string(),
  hostName: z.string(),
  routingKey: z.string(),
  ackAuthor: z.string(),
  ackMessage: z.string(),
  annotations: z.array(annotationShape),
  customFields: z.string(),
});
export type AlertParams = z.infer<typeof alertShape>;

export const LIMITS = { entityID: 512, entityDisplayName: 1024, stateMessage: 20_480, other: 1024 };

export const alertFields: MessageKind<AlertParams>['fields'] = {
  messageType: {
    kind: 'choice',
    label: 'Message type',
    required: true,
    choices: messageTypes,
    open: true,
    help: 'Anything that is not on the list arrives as INFO and pages nobody.',
  },
  entityDisplayName: {
    kind: 'text',
    label: 'Display name',
    limit: LIMITS.entityDisplayName,
    help: 'Becomes the incident title and is read out on calls.',
  },
  stateMessage: {
    kind: 'area',
    label: 'State message',
    limit: LIMITS.stateMessage,
    help: 'The long text: whole in e-mail, cut on phones.',
  },
  entityID: {
    kind: 'key',
    label: 'Entity ID',
    limit: LIMITS.entityID,
    generated: true,
    help: 'What makes it the same incident. Without one, VictorOps makes one up.',
  },
  routingKey: {
    kind: 'text',
    label: 'Routing key',
    mono: true,
    help: 'Picks the team. Empty: the destination’s own, else the default route.',
  },
  hostName: {
    kind: 'text',
    label: 'Host',
    limit: LIMITS.other,
    help: 'The affected host; rules can use it.',
  },
  monitoringTool: {
    kind: 'text',
    label: 'Monitoring tool',
    limit: LIMITS.other,
    help: 'The tool that sends. Empty: the destination’s own.',
  },
  timestamp: {
    kind: 'time',
    label: 'State since',
    format: 'epoch-seconds',
    help: 'Seconds since 1970. Left empty, the time it arrives counts.',
  },
  ackAuthor: {
    kind: 'text',
    label: 'Acknowledged by',
    limit: LIMITS.other,
    help: 'Who is on it.',
  },
  ackMessage: { kind: 'text', label: 'Message', limit: LIMITS.other, help: 'What they say about it.' },
  annotations: annotationsField,
  customFields: {
    kind: 'json',
    label: 'Custom fields',
    types: jsonTypes,
    help: 'Anything else; rules can use it.',
  },
};

export const alertSections: readonly Section[] = [
  { id: 'event', title: 'Event', rows: ['messageType', 'entityDisplayName', 'stateMessage'] },
  {
    id: 'incident',
    title: 'Incident',
    note: 'Acknowledgement and Recovery reuse this ID',
    rows: ['entityID'],
  },
  { id: 'acknowledgement', title: 'Acknowledgement', note: 'Optional', rows: [['ackAuthor', 'ackMessage']] },
  {
    id: 'context',
    title: 'Context',
    note: 'Optional',
    rows: [
      ['hostName', 'routingKey'],
      ['monitoringTool', 'timestamp'],
    ],
  },
  { id: 'custom', title: 'Custom fields', rows: ['customFields'] },
  { id: 'annotations', title: 'Annotations', rows: ['annotations'], folded: true },
];
