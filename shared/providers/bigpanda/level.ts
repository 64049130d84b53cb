/** `bigpanda.statusFromLevel` of InfluxDB's Flux package, which knows no upper and lower case. */
export function statusFromLevel(level: string): string {
  switch (level.toLowerCase()) {
    case 'warn':
      return 'warning';
    case 'info':
    case 'ok':
      return 'ok';
    default:
      return 'critical';
  }
}
