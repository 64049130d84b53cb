import type { MessageType } from './message-type.ts';

/** As Kapacitor maps its levels; InfluxDB's Flux package has no function for it. */
export function messageTypeFromLevel(level: string): MessageType {
  switch (level.toLowerCase()) {
    case 'crit':
      return 'CRITICAL';
    case 'warn':
      return 'WARNING';
    case 'ok':
      return 'RECOVERY';
    default:
      return 'INFO';
  }
}
