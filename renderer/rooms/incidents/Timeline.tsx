import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useQuery } from '@tanstack/react-query';
import { api, client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { shortTime } from '#renderer/ui/times.ts';
import type { Incident } from '#shared/model/incident.ts';
import type { SendSummary } from '#shared/model/send.ts';
import type { Tone } from '#shared/providers/provider.ts';
import { explain } from '#shared/outcome/explain.ts';
import { type TimelineStep, timelineSteps } from './timeline-steps.ts';

type Props = { readonly incident: Incident; readonly sends: readonly SendSummary[] };

/** What was sent about the incident, and what is going to be. */
export function Timeline({ incident, sends }: Props) {
  const isPlanned = incident.resolveAt !== null && incident.state !== 'resolved';
  return (
    <Line aria-label="What was sent, the oldest first">
      {timelineSteps(sends).map((step) => (
        <StepLine key={step.id} step={step} />
      ))}
      {isPlanned && incident.resolveAt !== null ? (
        <li data-planned="">
          <Dot tone="unknown" data-tone="unknown">
            <Icon name="check" size={13} />
          </Dot>
          <div className="head">
            <b>Resolve, planned</b>
            <Time at={incident.resolveAt} />
          </div>
          <p>Sent by the timer with the same key.</p>
        </li>
      ) : null}
    </Line>
  );
}

function StepLine({ step }: { readonly step: TimelineStep }) {
  const { isBusy, problem, run } = useCall();
  return (
    <li>
      <Dot tone={step.tone} data-tone={step.tone}>
        <Icon name={step.icon} size={13} />
      </Dot>
      <div className="head">
        <a href={`#/history/${encodeURIComponent(step.id)}`} title="Open in history">
          <b>{step.title}</b>
        </a>
        <Time at={step.at} />
      </div>
      <div className="words">
        {step.detail === '' ? null : <p>{step.detail}</p>}
        {step.needsWords || step.isWaiting ? <Why id={step.id} /> : null}
        {step.isUnknown ? (
          <p>
            <a href={`#/history/${encodeURIComponent(step.id)}`}>Decide what became of it</a>
          </p>
        ) : null}
        {step.isWaiting ? (
          <Button
            size="small"
            startIcon={<Icon name="x" size={14} />}
            aria-disabled={isBusy}
            onClick={() => void run(() => client.sends.cancel({ id: step.id }))}
          >
            Stop it
          </Button>
        ) : null}
        <div role="alert">{problem === null ? null : <Notice tone="critical">{problem}</Notice>}</div>
      </div>
    </li>
  );
}

/** The outcome in sentences, which only the whole record has. */
function Why({ id }: { readonly id: string }) {
  const { data } = useQuery(api.history.get.queryOptions({ input: { id } }));
  return data === undefined ? null : <p>{explain(data).text}</p>;
}

function Time({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={`${at} (UTC)`}>
      {shortTime(at)}
    </time>
  );
}

const Line = styled('ol')(({ theme: t }) => ({
  display: 'grid',
  '& > li': {
    position: 'relative',
    display: 'grid',
    gridTemplateColumns: '22px minmax(0, 1fr)',
    gap: '0 10px',
    paddingBottom: 14,
    '&:not(:last-child)::before': {
      content: '""',
      position: 'absolute',
      left: 10.5,
      top: 22,
      bottom: -2,
      width: 1,
      background: t.vars.palette.divider,
    },
    '&:last-child': { paddingBottom: 0 },
  },
  '& .head': { display: 'flex', alignItems: 'baseline', gap: 8, minWidth: 0, lineHeight: '1.375rem' },
  '& .head a:not(:hover, :focus-visible)': { textDecoration: 'none' },
  '& b': { fontWeight: 580, overflowWrap: 'anywhere' },
  '& time': {
    marginLeft: 'auto',
    color: t.vars.palette.text.tertiary,
    fontSize: '0.75rem',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  },
  '& p': {
    gridColumn: 2,
    color: t.vars.palette.text.secondary,
    fontSize: '0.78125rem',
    lineHeight: '1.125rem',
    overflowWrap: 'anywhere',
  },
  '& .words': {
    gridColumn: 2,
    display: 'grid',
    gap: 4,
    justifyItems: 'start',
    minWidth: 0,
    '& p': { gridColumn: 1 },
  },
  '& [role=alert]:empty': { display: 'none' },
}));

const Dot = styled('span', { shouldForwardProp: (prop) => prop !== 'tone' })<{ tone: Tone }>(
  ({ theme: t, tone }) => ({
    display: 'grid',
    placeItems: 'center',
    gridRow: '1 / span 2',
    width: 22,
    height: 22,
    borderRadius: '50%',
    color: t.vars.palette.severity[tone].main,
    background: t.vars.palette.severity[tone].tint,
    '& svg': { strokeWidth: 1.7 },
    '&[data-tone="unknown"]': {
      background: 'transparent',
      border: `1px dashed ${t.vars.palette.border.control}`,
    },
  }),
);
