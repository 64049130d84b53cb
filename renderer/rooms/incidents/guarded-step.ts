import type { Guarded } from '#renderer/guard/ProductionGuard.tsx';
import type { Destination } from '#shared/model/destination.ts';
import type { Incident, IncidentRef } from '#shared/model/incident.ts';
import type { Send } from '#shared/model/send.ts';
import type { FollowUp } from '#shared/providers/provider.ts';
import { findKind } from '#shared/providers/registry.ts';
import type { Step } from './use-steps.ts';
import { refOf } from './use-incidents.ts';

/** A step in front of production, with what the guard shows of it. */
export type GuardedStep = Guarded & { readonly ref: IncidentRef; readonly step: Step };

/** Null where the vendor has no such step, or where this Firedrill no longer knows how to write it. */
export function guardedStep(
  incident: Incident,
  opening: Send,
  destination: Destination,
  step: Step,
): GuardedStep | null {
  const params = followUp(opening, step.step, incident.key);
  if (params === null) return null;
  return { provider: opening.provider, kind: opening.kind, params, destination, ref: refOf(incident), step };
}

export function hasStep(opening: Send, step: FollowUp, key: string): boolean {
  return followUp(opening, step, key) !== null;
}

function followUp(opening: Send, step: FollowUp, key: string): Send['params'] | null {
  return findKind(opening.provider, opening.kind)?.followUp(opening.params, step, key) ?? null;
}
