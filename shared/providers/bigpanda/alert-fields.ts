import { z } from '#shared/zod.ts';
import type { Choice, MessageKind, Section } from '../provider.ts';

// Field names are BigPanda's own: `primary_property` names one of them, so what is typed there has to be found here.
export const alertShape = z.strictObject({
  status: z.string(),
  host: z.string(),
  service: z.string(),
  application: z.string(),
  device: z.string(),
  check: z.string(),
  description: z.string(),
  cluster: z.string(),
  timestamp: z.string(),
  primary_property: z.string(),
  secondary_property: z.string(),
  incident_identifier: z.string(),
  tags: z.string(),
});
export type AlertParams = z.infer<typeof alertShape>;

export const blankAlert: AlertParams = {
  status: 'critical',
  host: '',
  service: '',
  application: '',
  device: '',
  check: '',
  description: '',
  cluster: '',
  timestamp: '',
  primary_property: '',
  secondary_property: '',
  incident_identifier: '',
  tags: '',
};

export const exampleAlert: AlertParams = {
  ...blankAlert,
  host: 'db-eu-west-07.payments.example.net',
  check: 'disk_usage',
  application: 'payments-db',
  description: '[TEST] Disk 91 % full on db-eu-west-07: /var/lib/postgresql',
  tags: `{
  "mount": "/var/lib/postgresql",
  "used_percent": 91,
  "free_gib": 38,
  "runbook": "https://runbooks.example.net/disk-full"
}`,
};

export const statuses: readonly Choice[] = [
  { value: 'critical', label: 'Critical', tone: 'critical' },
  { value: 'warning', label: 'Warning', tone: 'warning' },
  { value: 'unknown', label: 'Unknown', tone: 'unknown' },
  { value: 'acknowledged', label: 'Acknowledged', tone: 'info' },
  { value: 'ok', label: 'OK', tone: 'ok' },
];

export const alertFields: MessageKind<AlertParams>['fields'] = {
  status: {
    kind: 'choice',
    label: 'Status',
    required: true,
    choices: statuses,
    open: true,
    help: 'OK closes the alert that has the same identity.',
  },
  description: {
    kind: 'area',
    label: 'Description',
    limit: 2048,
    help: 'A short account of what is wrong.',
  },
  host: { kind: 'text', label: 'Host', help: 'What is affected. Identifies the alert, with the check.' },
  service: { kind: 'text', label: 'Service', help: 'Identifies the alert where there is no host.' },
  application: { kind: 'text', label: 'Application', help: 'The same, where there is no service either.' },
  device: { kind: 'text', label: 'Device', help: 'The last one that BigPanda looks at.' },
  check: { kind: 'text', label: 'Check', help: 'What was looked at; the second half of the identity.' },
  incident_identifier: {
    kind: 'key',
    label: 'Incident identifier',
    generated: false,
    help: 'Takes the place of host and check as the identity.',
  },
  primary_property: {
    kind: 'text',
    label: 'Primary property',
    mono: true,
    placeholder: 'host',
    help: 'The name of the field or tag that identifies the alert.',
  },
  secondary_property: {
    kind: 'text',
    label: 'Secondary property',
    mono: true,
    placeholder: 'check',
    help: 'The name of the one that completes it.',
  },
  cluster: { kind: 'text', label: 'Cluster', help: 'A hint for correlating alerts.' },
  timestamp: {
    kind: 'time',
    label: 'Time',
    format: 'epoch-seconds',
    help: 'Seconds since 1970. Left empty, BigPanda takes the time it arrives.',
  },
  tags: {
    kind: 'json',
    label: 'Tags',
    types: ['text', 'number', 'list'],
    help: 'Anything else. A text that starts with http becomes a button.',
  },
};

export const alertSections: readonly Section[] = [
  { id: 'alert', title: 'Alert', rows: ['status', 'description'] },
  {
    id: 'subject',
    title: 'Subject',
    note: 'The same values find the same alert again',
    rows: [['host', 'check'], ['service', 'application'], 'device'],
  },
  {
    id: 'identity',
    title: 'Identity',
    note: 'Optional',
    rows: ['incident_identifier', ['primary_property', 'secondary_property']],
  },
  { id: 'context', title: 'Context', note: 'Optional', rows: [['cluster', 'timestamp']] },
  { id: 'tags', title: 'Tags', rows: ['tags'] },
];
