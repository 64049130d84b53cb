import { list, object } from '#shared/json/json.ts';
import { z } from '#shared/zod.ts';
import { type Finding, type Incident, messageKind, type Rule } from '../provider.ts';
import { nextStep } from './alert.ts';
import { type AlertParams, alertFields, alertShape, blankAlert, exampleAlert } from './alert-fields.ts';
import { alertMembers, alertSummary, post } from './alert-json.ts';
import { alertRules } from './alert-rules.ts';
import { effectOf, identity } from './identity.ts';

const shape = z.strictObject({ alerts: z.array(alertShape) });
type BatchParams = z.infer<typeof shape>;

/** Several alerts in one request. */
export const batch = messageKind<BatchParams>({
  id: 'batch',
  label: 'Batch of alerts',
  api: 'Alerts API v2',
  shape,
  fields: { alerts: { kind: 'list', label: 'Alerts', required: true, itemName: 'alert', item: alertFields } },
  sections: [{ id: 'alerts', title: 'Alerts', rows: ['alerts'] }],
  blank: { alerts: [blankAlert] },
  example: {
    alerts: [
      exampleAlert,
      {
        ...exampleAlert,
        status: 'warning',
        check: 'replication_lag',
        description: '[TEST] Replication 48 s behind on db-eu-west-07',
        tags: '{"lag_seconds": 48}',
      },
    ],
  },
  rules: [
    {
      id: 'alerts.some',
      passed: 'There is an alert in the batch.',
      check: ({ alerts }) =>
        alerts.length === 0
          ? [{ level: 'error', message: 'There is no alert in the batch.', path: ['alerts'] }]
          : [],
    },
    ...alertRules.map(forEach),
  ],
  bodyLimit: null,
  toRequest(target, { alerts }, reveal) {
    const items = list(alerts.map((alert) => object(alertMembers(alert))));
    return post(target, [['alerts', items]], reveal);
  },
  incident: ({ alerts }) => ({ key: sharedKey(alerts), effect: strongest(alerts) }),
  summary({ alerts }) {
    const [first] = alerts;
    if (first === undefined) return 'No alerts';
    return alerts.length === 1 ? alertSummary(first) : `${alerts.length} alerts: ${alertSummary(first)}`;
  },
  action: ({ alerts }) => [...new Set(alerts.map(({ status }) => status))].join(', '),
  acceptedMeans: ({ alerts }) =>
    `BigPanda took the batch of ${alerts.length}. This does not prove that it kept every alert in it, that an incident was opened or that anybody was told.`,
  followUp: ({ alerts }, step) => ({ alerts: alerts.map((alert) => nextStep(alert, step)) }),
});

/** A rule for one alert, asked of every alert; what it finds says which. */
function forEach(rule: Rule<AlertParams>): Rule<BatchParams> {
  return {
    id: `alerts.${rule.id}`,
    passed: rule.passed,
    check: ({ alerts }, now) =>
      alerts.flatMap((alert, index) =>
        rule.check(alert, now).map((finding): Finding<BatchParams> => {
          const { fix } = finding;
          return {
            level: finding.level,
            message: `Alert ${index + 1}: ${finding.message}`,
            path: ['alerts', index, ...finding.path],
            ...(fix === undefined
              ? {}
              : {
                  fix: {
                    label: fix.label,
                    params: { alerts: alerts.with(index, { ...alert, ...fix.params }) },
                  },
                }),
          };
        }),
      ),
  };
}

/** A batch is about one incident only where all of it is. */
function sharedKey(alerts: readonly AlertParams[]): string | null {
  const keys = new Set(alerts.map(identity));
  const [key = null] = keys;
  return keys.size === 1 ? key : null;
}

/** What the batch as a whole does: as long as one alert of it opens something, something is open. */
function strongest(alerts: readonly AlertParams[]): Incident['effect'] {
  const effects = new Set(alerts.map(({ status }) => effectOf(status)));
  return (['opens', 'acknowledges', 'resolves'] as const).find((effect) => effects.has(effect)) ?? 'none';
}
