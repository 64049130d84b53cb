import { jsonTypes } from '#shared/json/json.ts';
import { z } from '#shared/zod.ts';
import type { Choice, MessageKind, Section } from '../provider.ts';
import { imageShape, imagesField, linkShape, linksField } from './attachments.ts';

export const alertShape = z.strictObject({
  eventAction: z.string(),
  summary: z.string(),
  severity: z.string(),
  source: z.string(),
  dedupKey: z.string(),
  component: z.string(),
  group: z.string(),
  class: z.string(),
  timestamp: z.string(),
  customDetails: z.string(),
  images: z.array(imageShape),
  links: z.array(linkShape),
  client: z.string(),
  clientURL: z.string(),
  extra: z.string(),
});
export type AlertParams = z.infer<typeof alertShape>;

export const actions: readonly Choice[] = [
  { value: 'trigger', label: 'Trigger' },
  { value: 'acknowledge', label: 'Acknowledge' },
  { value: 'resolve', label: 'Resolve' },
];

export const severities: readonly Choice[] = [
  { value: 'critical', label: 'Critical', tone: 'critical' },
  { value: 'error', label: 'Error', tone: 'error' },
  { value: 'warning', label: 'Warning', tone: 'warning' },
  { value: 'info', label: 'Info', tone: 'info' },
];

export const alertFields: MessageKind<AlertParams>['fields'] = {
  eventAction: { kind: 'choice', label: 'Action', required: true, choices: actions },
  summary: {
    kind: 'area',
    label: 'Summary',
    required: true,
    limit: 1024,
    help: 'Becomes the incident title.',
  },
  severity: { kind: 'choice', label: 'Severity', required: true, choices: severities, open: true },
  source: {
    kind: 'text',
    label: 'Source',
    required: true,
    help: 'The affected system, best as a full host name.',
  },
  dedupKey: {
    kind: 'key',
    label: 'Dedup key',
    limit: 255,
    generated: true,
    help: 'What makes it the same incident, for one routing key. Upper and lower case differ.',
  },
  component: {
    kind: 'text',
    label: 'Component',
    help: 'The part of the source that is affected: postgresql, eth0.',
  },
  group: { kind: 'text', label: 'Group', help: 'A logical group of components: payments-db.' },
  class: { kind: 'text', label: 'Class', help: 'The sort of event: disk_usage, ping failure.' },
  timestamp: {
    kind: 'time',
    label: 'Time',
    format: 'rfc3339',
    help: 'When it was noticed. Left empty, PagerDuty fills in the time it arrives.',
  },
  customDetails: {
    kind: 'json',
    label: 'Custom details',
    types: jsonTypes,
    help: 'Anything else, shown as a table in the incident.',
  },
  images: imagesField,
  links: linksField,
  client: {
    kind: 'text',
    label: 'Client',
    help: 'The tool that sends. PagerDuty reads it on Trigger only.',
  },
  clientURL: { kind: 'text', label: 'Client URL', mono: true, help: 'Where the client links to.' },
  extra: {
    kind: 'json',
    label: 'Extra JSON',
    types: jsonTypes,
    help: 'Further members beside payload, sent as they are.',
  },
};

export const alertSections: readonly Section[] = [
  { id: 'event', title: 'Event', rows: ['eventAction', 'summary', 'severity', 'source'] },
  {
    id: 'incident',
    title: 'Incident',
    note: 'Acknowledge and Resolve reuse this key',
    rows: ['dedupKey'],
  },
  {
    id: 'context',
    title: 'Context',
    note: 'Optional',
    rows: [
      ['component', 'group'],
      ['class', 'timestamp'],
    ],
  },
  { id: 'details', title: 'Custom details', rows: ['customDetails'] },
  { id: 'attachments', title: 'Links and images', rows: ['links', 'images'], folded: true },
  { id: 'client', title: 'Client', rows: [['client', 'clientURL']], folded: true },
  { id: 'extra', title: 'Extra JSON', rows: ['extra'], folded: true },
];
