import { epochSecondsRule } from '../epoch-seconds.ts';
import type { Finding, Rule } from '../provider.ts';
import { maxLength, required } from '../rules.ts';
import { type AlertParams, statuses } from './alert-fields.ts';
import { primaryProperty, property } from './identity.ts';
import { statusFromLevel } from './level.ts';
import { tagRules } from './tag-rules.ts';

export const alertRules: readonly Rule<AlertParams>[] = [
  required('status', 'Status'),
  { id: 'status.known', passed: 'Status is one that BigPanda knows.', check: statusKnown },
  { id: 'primary', passed: 'Something identifies the alert.', check: identified },
  { id: 'secondary', passed: 'What completes the identity is there.', check: completed },
  maxLength('description', 'Description', 2048, 'BigPanda', { cuts: true }),
  epochSecondsRule('timestamp', 'BigPanda'),
  ...tagRules,
];

function statusKnown({ status }: AlertParams): Finding<AlertParams>[] {
  if (status.trim() === '' || statuses.some((known) => known.value === status)) return [];
  const typed = status.trim().toLowerCase();
  const meant = statuses.some((known) => known.value === typed) ? typed : statusFromLevel(typed);
  const message = `"${status}" is no status; BigPanda takes ok, critical, warning, unknown and acknowledged, in small letters.`;
  return [
    { level: 'error', message, path: ['status'], fix: { label: `Use ${meant}`, params: { status: meant } } },
  ];
}

function identified(params: AlertParams): Finding<AlertParams>[] {
  const named = params.primary_property;
  const found = primaryProperty(params);
  if (found === null) {
    const message =
      named === ''
        ? 'Host, service, application and device are all empty: BigPanda drops what it cannot identify.'
        : `primary_property names "${named}", and no field or tag of that name is filled: BigPanda drops what it cannot identify.`;
    return [{ level: 'error', message, path: [named === '' ? 'host' : 'primary_property'] }];
  }
  if (named === '' || found.name === named) return [];
  const message = `primary_property names "${named}", which is not there; BigPanda takes ${found.name} in its place.`;
  return [{ level: 'warning', message, path: ['primary_property'] }];
}

function completed(params: AlertParams): Finding<AlertParams>[] {
  const named = params.secondary_property;
  if (named === '' || property(params, named) !== null) return [];
  const message = `secondary_property names "${named}", which is not there; BigPanda takes check or sensor, if there is one.`;
  return [{ level: 'warning', message, path: ['secondary_property'] }];
}
