import { useQuery } from '@tanstack/react-query';
import { api } from '#renderer/host/client.ts';
import { incidentPath } from '#renderer/shell/paths.ts';
import { clockLeft } from '#renderer/ui/durations.ts';
import { useSeconds } from '#renderer/ui/use-seconds.ts';
import type { IncidentRef } from '#shared/model/incident.ts';

/** "Resolves itself in 14:52", as the incident stands now. */
export function ResolvesItself({ incident: of }: { readonly incident: IncidentRef }) {
  const { data } = useQuery(api.incidents.timeline.queryOptions({ input: of }));
  const now = useSeconds();
  if (data === undefined) return null;
  const { state, resolveAt, resolveProblem } = data.incident;
  const words =
    state === 'resolved'
      ? 'Resolved by now'
      : resolveProblem !== null
        ? 'Could not resolve itself'
        : resolveAt === null
          ? null
          : `Resolves itself in ${clockLeft(Date.parse(resolveAt) - now)}`;
  // out of the announcement: it would be read aloud again each second
  return words === null ? null : (
    <a className="fact" href={`#${incidentPath(of)}`} aria-live="off">
      {words}
    </a>
  );
}
