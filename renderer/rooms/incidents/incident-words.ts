import type { IconName } from '#renderer/ui/Icon.tsx';
import { roughly } from '#renderer/ui/durations.ts';
import { briefTime } from '#renderer/ui/times.ts';
import type { Incident, IncidentState } from '#shared/model/incident.ts';
import type { Tone } from '#shared/providers/provider.ts';

export const stateSigns: Record<IncidentState, { word: string; icon: IconName; tone: Tone }> = {
  open: { word: 'Open', icon: 'bolt', tone: 'critical' },
  acknowledged: { word: 'Acknowledged', icon: 'eye', tone: 'info' },
  unknown: { word: 'Unknown', icon: 'unknown', tone: 'unknown' },
  resolved: { word: 'Resolved', icon: 'check', tone: 'ok' },
};

/** What happens next, or what has to: "Resolves itself in 12 min", "Needs a decision". */
export function nextInWords(incident: Incident, now: number): string {
  if (incident.state === 'resolved') return `resolved ${briefTime(incident.changedAt, new Date(now))}`;
  if (incident.state === 'unknown') return 'Needs a decision';
  if (incident.resolveProblem !== null) return 'Could not resolve itself';
  if (incident.resolveAt === null) return 'Stays open until resolved';
  const left = Date.parse(incident.resolveAt) - now;
  return left <= 0 ? 'Resolves itself now' : `Resolves itself in ${roughly(left)}`;
}

export function ageInWords(incident: Incident, now: number): string {
  const opened = Date.parse(incident.openedAt);
  return incident.state === 'resolved'
    ? `open for ${roughly(Date.parse(incident.changedAt) - opened)}`
    : `opened ${roughly(now - opened)} ago`;
}
