import { messageKind } from '../provider.ts';
import {
  type AlertParams,
  alertFields,
  alertSections,
  alertShape,
  blankAlert,
  exampleAlert,
} from './alert-fields.ts';
import { alertMembers, alertSummary, post } from './alert-json.ts';
import { alertRules } from './alert-rules.ts';
import { effectOf, identity } from './identity.ts';
import { statusFromLevel } from './level.ts';

export const alert = messageKind<AlertParams>({
  id: 'alert',
  label: 'Alert',
  api: 'Alerts API v2',
  shape: alertShape,
  fields: alertFields,
  sections: alertSections,
  blank: blankAlert,
  example: exampleAlert,
  rules: alertRules,
  bodyLimit: null,
  toRequest: (target, params, reveal) => post(target, alertMembers(params), reveal),
  incident: (params) => ({ key: identity(params), effect: effectOf(params.status) }),
  summary: alertSummary,
  action: ({ status }) => status,
  acceptedMeans: ({ status }) => accepted(status),
  // the identity is in the fields themselves; only the status moves on, and it does so now
  followUp: (params, step) => nextStep(params, step),
  levels: {
    levels: ['ok', 'info', 'warn', 'crit', 'unknown'],
    source: 'statusFromLevel',
    fill: (level) => ({ status: statusFromLevel(level) }),
  },
});

export function nextStep(params: AlertParams, step: 'acknowledge' | 'resolve'): AlertParams {
  return { ...params, status: step === 'resolve' ? 'ok' : 'acknowledged', timestamp: '' };
}

function accepted(status: string): string {
  if (status === 'ok') {
    return 'BigPanda took the alert. It closes the open alert of this identity, if there is one; the incident resolves with its last alert.';
  }
  if (status === 'acknowledged') {
    return 'BigPanda took the alert. What an acknowledged status does there is set per integration.';
  }
  return 'BigPanda took the alert. This does not prove that an incident was opened or that anybody was told.';
}
