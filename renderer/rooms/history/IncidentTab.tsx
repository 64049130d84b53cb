import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useQuery } from '@tanstack/react-query';
import type { MouseEvent } from 'react';
import { api } from '#renderer/host/client.ts';
import { IncidentPill } from '#renderer/rooms/incidents/IncidentPill.tsx';
import { Timeline } from '#renderer/rooms/incidents/Timeline.tsx';
import { incidentPath } from '#renderer/shell/paths.ts';
import { parseRoute } from '#renderer/shell/route.ts';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { explainError } from '#shared/contract/explain-error.ts';
import type { IncidentRef } from '#shared/model/incident.ts';
import type { Send } from '#shared/model/send.ts';

type Props = {
  readonly send: Send;
  readonly onOpen: (id: string) => void;
  readonly onShowAll: (incident: IncidentRef) => void;
};

/** Everything that was sent about the same incident. */
export function IncidentTab({ send, onOpen, onShowAll }: Props) {
  const ref = { destinationId: send.destination.id, key: send.incidentKey ?? '' };
  const query = useQuery(
    api.incidents.timeline.queryOptions({ input: ref, enabled: send.incidentKey !== null }),
  );
  if (send.incidentKey === null) {
    return (
      <EmptyState text="This message has no key, so nothing tells which incident it belongs to, if it belongs to any." />
    );
  }
  if (query.isError) {
    const isNone = 'code' in query.error && query.error.code === 'NOT_FOUND';
    return isNone ? (
      <EmptyState text="Firedrill knows no incident with this key at this destination.">
        <Button onClick={() => onShowAll(ref)}>Show all sends with the key</Button>
      </EmptyState>
    ) : (
      <div className="pad">
        <Notice tone="critical">{explainError(query.error)}</Notice>
      </div>
    );
  }
  if (query.data === undefined) return null;
  const { incident, sends } = query.data;
  const openHere = (event: MouseEvent) => {
    const link = (event.target as Element).closest('a');
    const { page, id } = parseRoute(link?.hash ?? '');
    if (page !== 'history' || id === null || event.ctrlKey || event.metaKey) return;
    // with the list as it is narrowed now
    event.preventDefault();
    onOpen(id);
  };
  return (
    <div className="pad">
      <Head>
        <IncidentPill state={incident.state} />
        <a href={`#${incidentPath(ref)}`}>Open the incident</a>
        <Button size="small" onClick={() => onShowAll(ref)}>
          Show in the list
        </Button>
      </Head>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- it only looks at clicks on the links in it, which Enter makes too */}
      <div onClick={openHere}>
        <Timeline incident={incident} sends={sends} />
      </div>
    </div>
  );
}

const Head = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 10,
  '& .MuiButton-root': { marginLeft: 'auto' },
});
