import { jsonPost } from '#shared/http/http-request.ts';
import { filled, jsonTypes, object, text } from '#shared/json/json.ts';
import { z } from '#shared/zod.ts';
import { messageKind } from '../provider.ts';
import { jsonObject, maxLength, members, noCollision, objectIn, required } from '../rules.ts';
import { alertFields } from './alert-fields.ts';
import { linkShape, linksField, linksJson, linksRule } from './attachments.ts';
import { timestampRules } from './timestamp.ts';

const shape = z.strictObject({
  summary: z.string(),
  source: z.string(),
  timestamp: z.string(),
  customDetails: z.string(),
  links: z.array(linkShape),
  extra: z.string(),
});
type ChangeParams = z.infer<typeof shape>;

const MAX_LINKS = 50;
const MEMBERS = ['routing_key', 'payload', 'links'];

const blank: ChangeParams = {
  summary: '',
  source: '',
  timestamp: '',
  customDetails: '',
  links: [],
  extra: '',
};

/** Something was deployed or configured: shown beside incidents, opens none, has no key and no severity. */
export const changeEvent = messageKind<ChangeParams>({
  id: 'change',
  label: 'Change event',
  api: 'Events API v2',
  shape,
  fields: {
    summary: {
      kind: 'area',
      label: 'Summary',
      required: true,
      limit: 1024,
      help: 'Becomes the title of the change.',
    },
    source: { kind: 'text', label: 'Source', help: 'What has changed, best as a full host name.' },
    timestamp: {
      kind: 'time',
      label: 'Time',
      format: 'rfc3339',
      help: 'When it changed. Left empty, PagerDuty fills in the time it arrives.',
    },
    customDetails: {
      kind: 'json',
      label: 'Custom details',
      types: jsonTypes,
      help: 'Anything else, shown as a table with the change.',
    },
    links: { ...linksField, max: MAX_LINKS },
    extra: alertFields.extra,
  },
  sections: [
    { id: 'event', title: 'Event', rows: ['summary', ['source', 'timestamp']] },
    { id: 'details', title: 'Custom details', rows: ['customDetails'] },
    { id: 'attachments', title: 'Links', rows: ['links'], folded: true },
    { id: 'extra', title: 'Extra JSON', rows: ['extra'], folded: true },
  ],
  blank,
  example: {
    ...blank,
    summary: '[TEST] Deployed payments-api 4.12.0 to eu-west',
    source: 'payments-api.payments.example.net',
    customDetails: `{
  "version": "4.12.0",
  "pipeline": "deploy-payments",
  "build": 1840
}`,
    links: [{ href: 'https://ci.example.net/deploy-payments/1840', text: 'Build 1840' }],
  },
  rules: [
    required('summary', 'Summary'),
    maxLength('summary', 'Summary', 1024, 'PagerDuty'),
    ...timestampRules<ChangeParams>('the time of the change'),
    jsonObject('customDetails', 'Custom details', jsonTypes, 'PagerDuty'),
    linksRule(MAX_LINKS),
    jsonObject('extra', 'Extra JSON', jsonTypes, 'PagerDuty'),
    noCollision('extra', 'Extra JSON', MEMBERS),
  ],
  bodyLimit: 512_000,
  toRequest(target, params, reveal) {
    const payload = object([
      ['summary', filled(params.summary)],
      ['source', filled(params.source)],
      ['timestamp', filled(params.timestamp)],
      ['custom_details', objectIn(params.customDetails)],
    ]);
    const body = object([
      ['routing_key', text(reveal('routingKey'))],
      ['payload', payload],
      ['links', linksJson(params.links)],
      ...members(params.extra)
        .filter(({ name }) => !MEMBERS.includes(name))
        .map(({ name, value }) => [name, value] as const),
    ]);
    return jsonPost(changeUrl(target.url), body);
  },
  incident: () => ({ key: null, effect: 'none' }),
  summary: ({ summary }) => summary.replaceAll(/\s+/g, ' ').trim(),
  action: () => 'change',
  acceptedMeans: () => 'PagerDuty took the change event. It opens no incident and pages nobody.',
  followUp: () => null,
});

/** A destination holds the address for alerts; changes go next door. An address of another form is used as it is. */
function changeUrl(url: string): string {
  return url.replace(/^([^?#]*)\/v2\/enqueue(\/?)(?=$|[?#])/, '$1/v2/change/enqueue$2');
}
