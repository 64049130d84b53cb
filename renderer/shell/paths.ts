import type { IncidentRef } from '#shared/model/incident.ts';
import type { SendState } from '#shared/model/send.ts';

/** Where one incident is shown. A key may hold anything, so it stands behind the question mark. */
export function incidentPath({ destinationId, key }: IncidentRef): string {
  return `/incidents?${new URLSearchParams({ destination: destinationId, key })}`;
}

/** The history, with the sends about one incident. */
export function sendsPath({ destinationId, key }: IncidentRef): string {
  return `/history?${new URLSearchParams({ destination: destinationId, key })}`;
}

/** The history, with the sends that ended so. */
export function sendsInState(state: SendState): string {
  return `/history?${new URLSearchParams({ state })}`;
}
