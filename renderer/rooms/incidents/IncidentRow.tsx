import { styled } from '@mui/material/styles';
import { incidentPath } from '#renderer/shell/paths.ts';
import { EnvironmentChip } from '#renderer/ui/EnvironmentChip.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { useSeconds } from '#renderer/ui/use-seconds.ts';
import type { Incident } from '#shared/model/incident.ts';
import { ageInWords, nextInWords } from './incident-words.ts';
import { IncidentPill } from './IncidentPill.tsx';
import { refOf } from './use-incidents.ts';

type Props = { readonly incident: Incident; readonly isChosen: boolean };

export function IncidentRow({ incident, isChosen }: Props) {
  return (
    <li>
      <Row
        href={`#${incidentPath(refOf(incident))}`}
        aria-current={isChosen ? 'true' : undefined}
        data-state={incident.state}
      >
        <span className="state">
          <IncidentPill state={incident.state} />
        </span>
        <b className="cut">{incident.summary}</b>
        <Next incident={incident} />
        <span className="where">
          <EnvironmentChip environment={incident.destination.environment} iconOnly />
          <span className="name">{incident.destination.name}</span>
          <code className="cut">{incident.key}</code>
        </span>
        <Age incident={incident} />
      </Row>
    </li>
  );
}

function Next({ incident }: { readonly incident: Incident }) {
  const now = useSeconds();
  const needsSomebody = incident.state === 'unknown' || incident.resolveProblem !== null;
  const isDue = incident.state !== 'resolved' && incident.resolveAt !== null;
  return (
    <span className="next" data-loud={needsSomebody || isDue ? '' : undefined}>
      {needsSomebody && incident.state !== 'resolved' ? <Icon name="user" size={14} /> : null}
      {nextInWords(incident, now)}
    </span>
  );
}

function Age({ incident }: { readonly incident: Incident }) {
  const now = useSeconds();
  return <span className="age">{ageInWords(incident, now)}</span>;
}

const Row = styled('a')(({ theme: t }) => ({
  display: 'grid',
  gridTemplateColumns: '124px minmax(0, 1fr) auto',
  alignItems: 'center',
  gap: '2px 12px',
  padding: '9px 16px',
  borderBottom: `1px solid ${t.vars.palette.border.soft}`,
  textDecoration: 'none',
  '&:hover': { background: t.vars.palette.surface.raised },
  '&:focus-visible': { outlineOffset: -2 },
  '&[aria-current]': {
    background: t.vars.palette.accent.tint,
    boxShadow: `inset 3px 0 0 ${t.vars.palette.accent.line}`,
  },
  '& .state': { gridRow: 'span 2' },
  '& b': { fontWeight: 540 },
  '& .cut': { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& .next, & .age': {
    textAlign: 'right',
    whiteSpace: 'nowrap',
    fontSize: '0.78125rem',
    lineHeight: '1.125rem',
    fontVariantNumeric: 'tabular-nums',
    color: t.vars.palette.text.secondary,
  },
  '& .next': { display: 'inline-flex', gap: 5, alignItems: 'center', justifyContent: 'flex-end' },
  '& .next[data-loud]': { fontWeight: 560, color: t.vars.palette.text.primary },
  '& .age': { fontSize: '0.75rem', color: t.vars.palette.text.tertiary },
  '& .where': {
    display: 'flex',
    gap: 8,
    alignItems: 'center',
    minWidth: 0,
    fontSize: '0.75rem',
    color: t.vars.palette.text.tertiary,
  },
  '& .name': { flex: '0 1 auto', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& code': { flex: '1 1 0', fontSize: '0.71875rem' },
  '&[data-state="resolved"]': {
    padding: '7px 16px',
    '& b': { fontWeight: 440, color: t.vars.palette.text.secondary },
  },
  // the next step goes under the rest, so that the summary keeps its room
  '@media (max-width: 559px)': {
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    '& .state': { gridRow: 'auto' },
    '& b, & .where': { gridColumn: '1 / -1' },
    '& b': { order: 1 },
    '& .where': { order: 2 },
    '& .next': { order: 3, justifyContent: 'flex-start' },
    '& .age': { order: 4 },
  },
}));
