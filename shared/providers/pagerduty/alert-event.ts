import { jsonPost } from '#shared/http/http-request.ts';
import { filled, object, text } from '#shared/json/json.ts';
import { messageKind, type Incident } from '../provider.ts';
import { members, objectIn } from '../rules.ts';
import { type AlertParams, alertFields, alertSections, alertShape } from './alert-fields.ts';
import { ALERT_MEMBERS, alertRules, hasPayload } from './alert-rules.ts';
import { imagesJson, linksJson } from './attachments.ts';
import { actionFromLevel, severityFromLevel } from './level.ts';

const blank: AlertParams = {
  eventAction: 'trigger',
  summary: '',
  severity: 'critical',
  source: '',
  dedupKey: '',
  component: '',
  group: '',
  class: '',
  timestamp: '',
  customDetails: '',
  images: [],
  links: [],
  client: '',
  clientURL: '',
  extra: '',
};

const example: AlertParams = {
  ...blank,
  summary: '[TEST] Disk 91 % full on db-eu-west-07: /var/lib/postgresql',
  source: 'db-eu-west-07.payments.example.net',
  component: 'postgresql',
  group: 'payments-db',
  class: 'disk_usage',
  customDetails: `{
  "mount": "/var/lib/postgresql",
  "used_percent": 91.4,
  "free_gib": 38,
  "runbook": "https://runbooks.example.net/disk-full"
}`,
  client: 'Firedrill',
};

export const alertEvent = messageKind<AlertParams>({
  id: 'alert',
  label: 'Alert event',
  api: 'Events API v2',
  shape: alertShape,
  fields: alertFields,
  sections: alertSections,
  blank,
  example,
  rules: alertRules,
  bodyLimit: 512_000,
  withKey: (params, freshKey) =>
    params.eventAction === 'trigger' && params.dedupKey === '' ? { ...params, dedupKey: freshKey } : params,
  toRequest(target, params, reveal) {
    const setting = (typed: string, id: string) => (typed === '' ? (target.settings[id] ?? '') : typed);
    const body = object([
      ['routing_key', text(reveal('routingKey'))],
      ['event_action', text(params.eventAction)],
      ['dedup_key', filled(params.dedupKey)],
      ['payload', hasPayload(params) ? payload(params) : undefined],
      ['images', imagesJson(params.images)],
      ['links', linksJson(params.links)],
      ['client', filled(setting(params.client, 'client'))],
      ['client_url', filled(setting(params.clientURL, 'clientURL'))],
      ...members(params.extra)
        .filter(({ name }) => !ALERT_MEMBERS.includes(name))
        .map(({ name, value }) => [name, value] as const),
    ]);
    return jsonPost(target.url, body);
  },
  incident: ({ dedupKey, eventAction }) => ({
    key: dedupKey === '' ? null : dedupKey,
    effect: effects.get(eventAction) ?? 'none',
  }),
  summary: ({ summary, dedupKey }) => (summary === '' ? dedupKey : summary).replaceAll(/\s+/g, ' ').trim(),
  action: ({ eventAction }) => eventAction,
  acceptedMeans: ({ eventAction }) =>
    eventAction === 'trigger'
      ? 'PagerDuty queued the event. This does not prove that anybody was paged.'
      : `PagerDuty queued the event. It drops ${eventAction === 'resolve' ? 'a resolve' : 'an acknowledge'} for a key that is not open without saying so.`,
  // the time is that of the trigger; the step happens now
  followUp: (params, step, incidentKey) => ({
    ...params,
    eventAction: step,
    dedupKey: incidentKey,
    timestamp: '',
  }),
  levels: {
    levels: ['ok', 'info', 'warn', 'crit', 'unknown'],
    source: 'severityFromLevel, actionFromLevel',
    fill: (level) => ({ severity: severityFromLevel(level), eventAction: actionFromLevel(level) }),
  },
});

const effects = new Map<string, Incident['effect']>([
  ['trigger', 'opens'],
  ['acknowledge', 'acknowledges'],
  ['resolve', 'resolves'],
]);

function payload(params: AlertParams) {
  return object([
    ['summary', filled(params.summary)],
    ['source', filled(params.source)],
    ['severity', filled(params.severity)],
    ['timestamp', filled(params.timestamp)],
    ['component', filled(params.component)],
    ['group', filled(params.group)],
    ['class', filled(params.class)],
    ['custom_details', objectIn(params.customDetails)],
  ]);
}
