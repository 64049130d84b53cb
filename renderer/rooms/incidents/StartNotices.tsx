import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import Tooltip from '@mui/material/Tooltip';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api } from '#renderer/host/client.ts';
import { sendsInState } from '#renderer/shell/paths.ts';
import { Icon, type IconName } from '#renderer/ui/Icon.tsx';
import { Status } from '#renderer/ui/Status.tsx';
import type { Tone } from '#shared/providers/provider.ts';
import { ResolveAllDialog } from './ResolveAllDialog.tsx';
import { missedInWords, stillOpen, undecided } from './start-notices.ts';
import { leftOpen } from './use-incidents.ts';

const KEY = 'firedrill.reminded';

/** What was left behind by the last run: open incidents, timers whose time passed, sends nobody knows about. */
export function StartNotices() {
  const info = useQuery(api.app.info.queryOptions({ input: {} })).data;
  const open = useQuery(
    api.incidents.list.queryOptions({ input: { states: leftOpen, before: null, limit: 200 } }),
  ).data;
  const unknown = useQuery(
    api.history.list.queryOptions({
      input: { before: null, limit: 1, filter: { states: ['unknown'] } },
      enabled: (info?.interruptedSends ?? 0) > 0,
    }),
  ).data;
  const [dismissed, setDismissed] = useState(remindedOf);
  const [isAsking, setAsking] = useState(false);

  const isShown = info !== undefined && open !== undefined && dismissed !== info.startedAt;
  const left = isShown ? stillOpen(open, info.startedAt) : null;
  const missed = isShown ? missedInWords(info.missedTimers, open.incidents, info.startedAt) : null;
  const decide = isShown ? undecided(info.interruptedSends, unknown?.total ?? 0) : null;
  const canResolve = open?.incidents.some(({ destination }) => destination.environment !== 'production');
  const dismiss = () => {
    if (info === undefined) return;
    keepReminded(info.startedAt);
    setDismissed(info.startedAt);
  };
  const isEmpty = left === null && missed === null && decide === null;
  return (
    <>
      <Notices aria-label="Left from before" data-empty={isEmpty ? '' : undefined}>
        <Status>
          {missed === null ? null : (
            <Line icon="clock" tone={missed.tone}>
              {missed.words} <a href="#/incidents">Show {info?.missedTimers === 1 ? 'it' : 'them'}</a>
            </Line>
          )}
          {decide === null ? null : (
            <Line icon="unknown" tone="unknown">
              {decide} <a href={`#${sendsInState('unknown')}`}>Show what is unknown</a>
            </Line>
          )}
          {left === null ? null : (
            <Line icon="incidents" tone="warning">
              {left.words} <a href="#/incidents">Show {left.count === 1 ? 'it' : 'them'}</a>
            </Line>
          )}
        </Status>
        {isEmpty ? null : (
          <span className="acts">
            {left !== null && canResolve === true ? (
              <Button size="small" onClick={() => setAsking(true)}>
                Resolve all…
              </Button>
            ) : null}
            <Tooltip title="Not again until the next start">
              <IconButton aria-label="Dismiss what is left from before" onClick={dismiss}>
                <Icon name="x" size={14} />
              </IconButton>
            </Tooltip>
          </span>
        )}
      </Notices>
      {isAsking ? <ResolveAllDialog onClose={() => setAsking(false)} /> : null}
    </>
  );
}

type LineProps = { readonly icon: IconName; readonly tone: Tone; readonly children: ReactNode };

function Line({ icon, tone, children }: LineProps) {
  return (
    <p data-tone={tone}>
      <Icon name={icon} size={14} />
      <span>{children}</span>
    </p>
  );
}

/** Once for each start, in whichever tab. */
function remindedOf(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keepReminded(startedAt: string): void {
  try {
    localStorage.setItem(KEY, startedAt);
  } catch {
    // storage is off or full: the notice comes back with the next reload
  }
}

const Notices = styled('section')(({ theme: t }) => ({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  padding: '4px 8px 4px 16px',
  background: t.vars.palette.severity.warning.tint,
  borderBottom: `1px solid ${t.vars.palette.divider}`,
  fontSize: '0.75rem',
  lineHeight: '1rem',
  '&[data-empty]': { padding: 0, border: 0 },
  '& > [role=status]': { display: 'grid', gap: 4, flex: 1, minWidth: 0 },
  '& p': { display: 'flex', gap: 8, alignItems: 'flex-start' },
  '& .acts': { display: 'flex', gap: 4, alignItems: 'center' },
}));
