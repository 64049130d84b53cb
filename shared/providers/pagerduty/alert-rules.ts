import { jsonTypes } from '#shared/json/json.ts';
import type { Finding, Rule } from '../provider.ts';
import { jsonObject, maxLength, noCollision, required } from '../rules.ts';
import { type AlertParams, actions, severities } from './alert-fields.ts';
import { imagesRule, linksRule, webAddress } from './attachments.ts';
import { actionFromLevel, severityFromLevel } from './level.ts';
import { timestampRules } from './timestamp.ts';

/** Members at the top of the body that have a field of their own. */
export const ALERT_MEMBERS = [
  'routing_key',
  'event_action',
  'dedup_key',
  'payload',
  'images',
  'links',
  'client',
  'client_url',
];

const triggers = ({ eventAction }: AlertParams) => eventAction === 'trigger';
const follows = ({ eventAction }: AlertParams) => eventAction === 'acknowledge' || eventAction === 'resolve';

/**
 * Whether the body has a payload. An acknowledge or resolve may go without one, but rules that route on its fields
 * then lose it (prometheus/alertmanager#1440), so it is sent as soon as it says more than a severity.
 */
export function hasPayload(params: AlertParams): boolean {
  const { summary, source, timestamp, component, group, customDetails } = params;
  const told = [summary, source, timestamp, component, group, params.class, customDetails];
  return !follows(params) || told.some((value) => value !== '');
}

export const alertRules: readonly Rule<AlertParams>[] = [
  {
    id: 'eventAction',
    passed: 'Action is trigger, acknowledge or resolve.',
    check: ({ eventAction }) => {
      if (actions.some((action) => action.value === eventAction)) return [];
      const meant = eventAction.trim().toLowerCase();
      const known = actions.find((action) => action.value === meant);
      return [
        {
          level: 'error',
          message:
            eventAction.trim() === ''
              ? 'Action is missing.'
              : `"${eventAction}" is no action; PagerDuty takes trigger, acknowledge and resolve, in small letters.`,
          path: ['eventAction'],
          ...(known === undefined
            ? {}
            : { fix: { label: `Use ${known.value}`, params: { eventAction: meant } } }),
        },
      ];
    },
  },
  required('summary', 'Summary', { when: triggers }),
  maxLength('summary', 'Summary', 1024, 'PagerDuty'),
  required('source', 'Source', { when: triggers }),
  required('severity', 'Severity', { when: triggers }),
  { id: 'severity.known', passed: 'Severity is one that PagerDuty knows.', check: severityKnown },
  required('dedupKey', 'Dedup key', { when: follows }),
  maxLength('dedupKey', 'Dedup key', 255, 'PagerDuty'),
  { id: 'payload.whole', passed: 'The payload is whole, or there is none.', check: payloadWhole },
  ...timestampRules<AlertParams>('the start time'),
  jsonObject('customDetails', 'Custom details', jsonTypes, 'PagerDuty'),
  linksRule(),
  imagesRule(),
  {
    id: 'clientURL',
    passed: 'Client URL is a web address, or empty.',
    check: ({ clientURL }) =>
      clientURL === '' || webAddress(clientURL) !== null
        ? []
        : [{ level: 'warning', message: 'Client URL is not a web address.', path: ['clientURL'] }],
  },
  jsonObject('extra', 'Extra JSON', jsonTypes, 'PagerDuty'),
  noCollision('extra', 'Extra JSON', ALERT_MEMBERS),
];

/** PagerDuty answers 400 to "Critical", "ok" and the levels of other tools; what was meant is usually plain. */
function severityKnown(params: AlertParams): Finding<AlertParams>[] {
  const { severity } = params;
  if (severity.trim() === '' || severities.some((known) => known.value === severity)) return [];
  if (!hasPayload(params)) return [];
  const meant = severity.trim().toLowerCase();
  const list = 'critical, error, warning and info, in small letters';
  const fix = severities.some((known) => known.value === meant)
    ? { label: `Use ${meant}`, params: { severity: meant } }
    : fromLevel(meant);
  const message = `"${severity}" is no severity; PagerDuty takes ${list}.`;
  return [{ level: 'error', message, path: ['severity'], fix }];
}

function fromLevel(level: string): NonNullable<Finding<AlertParams>['fix']> {
  const severity = severityFromLevel(level);
  if (actionFromLevel(level) === 'trigger') return { label: `Use ${severity}`, params: { severity } };
  return { label: `Resolve, as ${severity}`, params: { eventAction: actionFromLevel(level), severity } };
}

function payloadWhole(params: AlertParams): Finding<AlertParams>[] {
  if (!follows(params) || !hasPayload(params)) return [];
  const needed = [
    ['summary', 'Summary'],
    ['source', 'Source'],
    ['severity', 'Severity'],
  ] as const;
  return needed
    .filter(([key]) => params[key].trim() === '')
    .map(([key, label]) => ({
      level: 'warning',
      message: `${label} is missing, so the payload is not whole. PagerDuty does not say whether it takes that.`,
      path: [key],
    }));
}
