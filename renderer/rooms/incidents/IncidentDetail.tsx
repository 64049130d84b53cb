import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ProductionGuard } from '#renderer/guard/ProductionGuard.tsx';
import { api } from '#renderer/host/client.ts';
import { floating } from '#renderer/theme/components.ts';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import { EnvironmentChip } from '#renderer/ui/EnvironmentChip.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { ProviderTag } from '#renderer/ui/ProviderTag.tsx';
import { unseen } from '#renderer/ui/unseen.ts';
import { useLate } from '#renderer/ui/use-late.ts';
import { explainError } from '#shared/contract/explain-error.ts';
import type { Incident, IncidentRef } from '#shared/model/incident.ts';
import { findProvider } from '#shared/providers/registry.ts';
import { IncidentActions } from './IncidentActions.tsx';
import { IncidentPill } from './IncidentPill.tsx';
import { TimerBox } from './TimerBox.tsx';
import { Timeline } from './Timeline.tsx';
import { useIncidentSteps } from './use-incident-steps.ts';
import type { Steps } from './use-steps.ts';

type Props = {
  readonly of: IncidentRef;
  /** What the list knows already, so that the head is there at once. */
  readonly known: Incident | undefined;
  readonly steps: Steps;
  readonly onClose: () => void;
};

/** One incident: what it is, what was sent about it, and what can be done. */
export function IncidentDetail({ of, known, steps, onClose }: Props) {
  const timeline = useQuery(api.incidents.timeline.queryOptions({ input: of }));
  const incident = timeline.data?.incident ?? known;
  const own = useIncidentSteps(of, incident, steps);
  const frame = useRef<HTMLElement>(null);
  const isLate = useLate(timeline.isPending);

  useEffect(() => {
    // as a page of its own it takes the focus; beside the list the list keeps it
    if (frame.current !== null && matchMedia('(max-width: 879px)').matches) frame.current.focus();
  }, []);

  return (
    <Frame ref={frame} tabIndex={-1} aria-label="Incident">
      <header>
        <div className="signs">
          {incident === undefined ? null : (
            <>
              <IncidentPill state={incident.state} />
              <EnvironmentChip environment={incident.destination.environment} />
            </>
          )}
          <span className="close">
            <IconButton onClick={onClose} aria-label="Close the incident">
              <Icon name="x" size={14} />
            </IconButton>
          </span>
        </div>
        <h2>{incident?.summary ?? ''}</h2>
        {incident === undefined ? null : <Facts incident={incident} />}
        {incident === undefined || incident.state === 'resolved' ? null : (
          <TimerBox incident={incident} asked={own.asked({ step: 'resolve' })} />
        )}
        {incident === undefined ||
        incident.resolveProblem === null ||
        incident.state === 'resolved' ? null : (
          <Notice tone="warning">
            <b>Still open.</b> {incident.resolveProblem}
          </Notice>
        )}
      </header>
      <div className="panel">
        {timeline.isError ? <Notice tone="critical">{explainError(timeline.error)}</Notice> : null}
        {isLate ? <p className="quiet">Reading…</p> : null}
        {timeline.data === undefined ? null : (
          <Timeline incident={timeline.data.incident} sends={timeline.data.sends} />
        )}
      </div>
      {incident === undefined ? null : (
        <IncidentActions
          key={JSON.stringify(of)}
          incident={incident}
          run={own.run}
          obstacle={own.obstacle}
          canAcknowledge={own.canAcknowledge}
          onStep={own.start}
          onDismiss={own.dismiss}
          onForgotten={onClose}
        />
      )}
      <ProductionGuard what={own.guarded} onClose={own.giveUp} onConfirm={own.confirm} />
    </Frame>
  );
}

function Facts({ incident }: { readonly incident: Incident }) {
  const provider = findProvider(incident.provider);
  return (
    <dl>
      <dt>Destination</dt>
      <dd>
        {provider === undefined ? null : <ProviderTag tag={provider.tag} name={provider.name} />}
        <span className="cut">{incident.destination.name}</span>
      </dd>
      <dt>Key</dt>
      <dd>
        <code className="cut" title={incident.key}>
          {incident.key}
        </code>
        <CopyButton text={incident.key} label="Copy the key" />
      </dd>
    </dl>
  );
}

const Frame = styled('aside')(({ theme: t }) => ({
  display: 'flex',
  flexDirection: 'column',
  minWidth: 0,
  minHeight: 0,
  background: t.vars.palette.background.paper,
  borderLeft: `1px solid ${t.vars.palette.divider}`,
  '&:focus': { outline: 'none' },
  '& .unseen': unseen,
  '& .close': { marginLeft: 'auto', [t.breakpoints.up('lg')]: { display: 'none' } },
  [t.breakpoints.down('lg')]: {
    position: 'absolute',
    zIndex: 2,
    top: 0,
    right: 0,
    bottom: 0,
    width: 400,
    boxShadow: floating.light,
    ...t.applyStyles('dark', { boxShadow: floating.dark }),
  },
  [t.breakpoints.down('md')]: { left: 0, width: 'auto', border: 0, boxShadow: 'none' },
  '& > header': {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: 10,
    padding: '12px 16px 14px',
    borderBottom: `1px solid ${t.vars.palette.border.soft}`,
  },
  '& .signs': { display: 'flex', alignItems: 'center', gap: 8, minHeight: 26 },
  '& h2': { ...t.typography.h1, overflowWrap: 'anywhere' },
  '& dl': {
    display: 'grid',
    gridTemplateColumns: '92px minmax(0, 1fr)',
    gap: '4px 12px',
    alignItems: 'center',
    fontSize: '0.78125rem',
    '& dt': { color: t.vars.palette.text.tertiary },
    '& dd': { display: 'flex', alignItems: 'center', gap: 8, minWidth: 0, minHeight: 24 },
  },
  '& .cut': { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& > .panel': {
    display: 'grid',
    gap: 14,
    alignContent: 'start',
    flex: 1,
    minHeight: 0,
    padding: '14px 16px',
    overflow: 'auto',
  },
  '& .quiet': { color: t.vars.palette.text.tertiary },
  // a short window scrolls the whole, or the timeline would have no room
  '@media (max-height: 620px)': {
    overflow: 'auto',
    '& > .panel': { flex: 'none', overflow: 'visible' },
  },
}));
