import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useCallback, useEffect, useState } from 'react';
import { Page } from '#renderer/shell/Page.tsx';
import { navigate, useRoute } from '#renderer/shell/route.ts';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { explainError } from '#shared/contract/explain-error.ts';
import type { IncidentRef } from '#shared/model/incident.ts';
import { grouped } from '#shared/text/measure.ts';
import { IncidentDetail } from './IncidentDetail.tsx';
import { IncidentList } from './IncidentList.tsx';
import { ResolveAllDialog } from './ResolveAllDialog.tsx';
import { leftOpen, refKey, refOf, resolved, useIncidents } from './use-incidents.ts';
import { useSteps } from './use-steps.ts';

export function IncidentsPage() {
  const { query: address } = useRoute();
  const open = useIncidents(leftOpen);
  const past = useIncidents(resolved);
  const steps = useSteps();
  const [isAsking, setAsking] = useState(false);
  const isWide = useMediaQuery((t) => t.breakpoints.up('lg'), { noSsr: true });

  const asked = refIn(address);
  const [first = past.incidents[0]] = open.incidents;
  // beside the list there is always one; over it only the one that was asked for
  const chosen = asked ?? (isWide && first !== undefined ? refOf(first) : null);
  const chosenKey = chosen === null ? null : refKey(chosen);
  const known = [...open.incidents, ...past.incidents].find((one) => refKey(refOf(one)) === chosenKey);

  const close = useCallback(() => navigate('/incidents'), []);
  useEffect(() => {
    if (asked === null) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const inDialog = document.activeElement?.closest('[role=dialog], [role=alertdialog], [role=menu]');
      if (event.key === 'Escape' && !event.defaultPrevented && inDialog === null) close();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [asked, close]);

  const counts = open.counts;
  const left = counts === null ? 0 : counts.open + counts.acknowledged + counts.unknown;
  const failed = [open.query, past.query].find((query) => query.isError && query.data === undefined);
  const isEmpty = counts !== null && left + counts.resolved === 0;
  return (
    <Page
      title="Incidents"
      crumb="What Firedrill opened, and what became of it"
      actions={
        <Button
          size="small"
          variant="contained"
          startIcon={<Icon name="check" size={14} />}
          disabled={left === 0}
          onClick={() => setAsking(true)}
        >
          Resolve all open…
        </Button>
      }
    >
      <Columns
        data-open={chosen === null || isEmpty ? undefined : ''}
        data-asked={asked === null ? undefined : ''}
      >
        <div className="lists" data-incidents="">
          {failed === undefined ? null : (
            <div className="note">
              <Notice
                tone="critical"
                action={
                  <Button size="small" onClick={() => void failed.refetch()}>
                    Try again
                  </Button>
                }
              >
                {explainError(failed.error)}
              </Notice>
            </div>
          )}
          {isEmpty ? (
            <EmptyState text="Nothing was opened yet. An alert that opens an incident at a vendor stays here until it is resolved, so that none is forgotten.">
              <Button variant="contained" onClick={() => navigate('/compose')}>
                Go to Compose
              </Button>
            </EmptyState>
          ) : null}
          {counts === null || isEmpty ? null : (
            <>
              <IncidentList
                title="Left open"
                total={left}
                note={inWords(counts)}
                incidents={open.incidents}
                chosen={chosenKey}
                onMore={open.query.hasNextPage ? () => void open.query.fetchNextPage() : undefined}
                isLoadingMore={open.query.isFetchingNextPage}
                empty={<p className="none">Nothing is left open.</p>}
              />
              {counts.resolved === 0 ? null : (
                <IncidentList
                  title="Resolved"
                  total={counts.resolved}
                  note={
                    past.incidents.length < counts.resolved
                      ? `the last ${grouped(past.incidents.length)}`
                      : undefined
                  }
                  incidents={past.incidents}
                  chosen={chosenKey}
                  onMore={past.query.hasNextPage ? () => void past.query.fetchNextPage() : undefined}
                  isLoadingMore={past.query.isFetchingNextPage}
                />
              )}
            </>
          )}
        </div>
        {chosen === null || isEmpty ? null : (
          <IncidentDetail key={refKey(chosen)} of={chosen} known={known} steps={steps} onClose={close} />
        )}
      </Columns>
      {isAsking ? <ResolveAllDialog onClose={() => setAsking(false)} /> : null}
    </Page>
  );
}

function refIn(address: URLSearchParams): IncidentRef | null {
  const destinationId = address.get('destination') ?? '';
  const key = address.get('key') ?? '';
  return destinationId === '' || key === '' ? null : { destinationId, key };
}

/** "1 acknowledged · 1 unknown": what the number is made of, where it is not all the same. */
function inWords(counts: { open: number; acknowledged: number; unknown: number }): string | undefined {
  const parts = [
    [counts.open, 'open'],
    [counts.acknowledged, 'acknowledged'],
    [counts.unknown, 'unknown'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${grouped(count)} ${word}`);
  return said.length === 0 ? undefined : said.join(' · ');
}

const Columns = styled('div')(({ theme: t }) => ({
  position: 'relative',
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr)',
  gridTemplateRows: 'minmax(0, 1fr)',
  height: '100%',
  minHeight: 0,
  '& > .lists': {
    minWidth: 0,
    minHeight: 0,
    overflow: 'auto',
    background: t.vars.palette.background.paper,
    '& > .note': { padding: '12px 14px' },
    '& .none': { padding: '14px 16px', color: t.vars.palette.text.secondary },
  },
  [t.breakpoints.up('lg')]: { '&[data-open]': { gridTemplateColumns: 'minmax(0, 1fr) 400px' } },
  // there the incident is the page
  [t.breakpoints.down('md')]: { '&[data-asked] > .lists': { visibility: 'hidden' } },
}));
