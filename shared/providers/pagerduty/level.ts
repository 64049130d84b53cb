/** `pagerduty.severityFromLevel` of InfluxDB's Flux package, which knows no upper and lower case. */
export function severityFromLevel(level: string): string {
  switch (level.toLowerCase()) {
    case 'warn':
      return 'warning';
    case 'crit':
      return 'critical';
    case 'info':
    case 'ok':
      return 'info';
    default:
      return 'error';
  }
}

/** `pagerduty.actionFromLevel`, and `pagerduty.actionFromSeverity`, which does the same. */
export function actionFromLevel(level: string): string {
  return level.toLowerCase() === 'ok' ? 'resolve' : 'trigger';
}
