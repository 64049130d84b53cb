import { styled } from '@mui/material/styles';
import { Icon } from '#renderer/ui/Icon.tsx';
import type { Send } from '#shared/model/send.ts';
import type { Tone } from '#shared/providers/provider.ts';
import { attemptSteps } from './attempt-steps.ts';
import { exactTime } from '#renderer/ui/times.ts';

export function Attempts({ send }: { send: Send }) {
  return (
    <Timeline>
      {attemptSteps(send).map((step, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- steps are told in order and have no other identity
        <li key={index}>
          <Dot tone={step.tone} data-tone={step.tone}>
            <Icon name={step.icon} size={13} />
          </Dot>
          <div className="head">
            <b>{step.title}</b>
            {step.at === null ? null : (
              <time dateTime={step.at} title={`${step.at} (UTC)`}>
                {exactTime(step.at)}
              </time>
            )}
          </div>
          <p>{step.detail}</p>
        </li>
      ))}
    </Timeline>
  );
}

const Timeline = styled('ol')(({ theme: t }) => ({
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
