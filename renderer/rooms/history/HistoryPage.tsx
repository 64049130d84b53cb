import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { api } from '#renderer/host/client.ts';
import { Page } from '#renderer/shell/Page.tsx';
import { navigate, useRoute } from '#renderer/shell/route.ts';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import type { AppInfo } from '#shared/contract/contract.ts';
import { explainError } from '#shared/contract/explain-error.ts';
import { grouped } from '#shared/text/measure.ts';
import { SendDrawer } from './SendDrawer.tsx';
import { SendTable } from './SendTable.tsx';
import { TableFoot } from './TableFoot.tsx';
import { useHistory } from './use-history.ts';

/** What became of a history that was not whole at the start, and where the rest of it is. */
const foundInWords: Record<Exclude<AppInfo['history'], 'ok'>, string> = {
  restored:
    'The history was damaged when Firedrill started. The newest good backup took its place, so the latest sends may be missing here. The damaged files are in the folder “quarantine” beside it; nothing was deleted.',
  'started-anew':
    'The history was damaged or gone when Firedrill started, and there was no good backup, so this one is new. What was there is in the folder “quarantine” beside it; nothing was deleted.',
  'read-only':
    'The history was written by a newer Firedrill. It is shown and not changed, and nothing can be sent until this Firedrill is updated.',
};

export function HistoryPage() {
  const { id: openId } = useRoute();
  const { query, sends, total, totalInWords } = useHistory();
  const info = useQuery(api.app.info.queryOptions({ input: {} }));
  const interrupted = info.data?.interruptedSends ?? 0;
  const found = info.data?.history ?? 'ok';

  const open = useCallback(
    // a step for Back where nothing was open; moving along the rows is not one
    (id: string) => navigate(`/history/${encodeURIComponent(id)}`, { replace: openId !== null }),
    [openId],
  );
  const close = useCallback(() => navigate('/history'), []);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  const older = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);

  useEffect(() => {
    if (openId === null) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) close();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [openId, close]);

  const crumb =
    total === 0 ? undefined : `${totalInWords} ${total === 1 ? 'send' : 'sends'} · kept on this computer`;
  return (
    <Page title="History" crumb={crumb}>
      <Columns data-open={openId === null ? undefined : ''}>
        <section className="list" aria-label="Sends">
          {found === 'ok' ? null : (
            <div className="note">
              <Notice tone={found === 'read-only' ? 'warning' : 'critical'}>{foundInWords[found]}</Notice>
            </div>
          )}
          {interrupted === 0 ? null : (
            <div className="note">
              <Notice tone="unknown">
                {interrupted === 1 ? 'One send was' : `${grouped(interrupted)} sends were`} under way when
                Firedrill last stopped. Whether the vendor has {interrupted === 1 ? 'it' : 'them'} is not
                known.
              </Notice>
            </div>
          )}
          {query.isError && sends.length === 0 ? (
            <div className="note">
              <Notice
                tone="critical"
                action={
                  <Button size="small" onClick={() => void query.refetch()}>
                    Try again
                  </Button>
                }
              >
                {explainError(query.error)}
              </Notice>
            </div>
          ) : null}
          {query.isSuccess && sends.length === 0 ? (
            <EmptyState text="Nothing was sent yet. The example on Compose is ready for the sandbox.">
              <Button variant="contained" onClick={() => navigate('/compose')}>
                Go to Compose
              </Button>
            </EmptyState>
          ) : (
            <>
              <SendTable
                sends={sends}
                isLoading={query.isPending}
                openId={openId}
                onOpen={open}
                onDraft={openAsDraft}
                onEndReached={older}
              />
              <TableFoot
                loaded={sends.length}
                total={totalInWords}
                canLoadMore={hasNextPage}
                isLoadingMore={isFetchingNextPage}
                onOlder={older}
              />
            </>
          )}
        </section>
        {openId === null ? null : (
          <SendDrawer
            id={openId}
            summary={sends.find((send) => send.id === openId)}
            onClose={close}
            onDraft={openAsDraft}
          />
        )}
      </Columns>
    </Page>
  );
}

function openAsDraft(id: string) {
  navigate(`/compose?from=${encodeURIComponent(id)}`);
}

const Columns = styled('div')(({ theme: t }) => ({
  position: 'relative',
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr)',
  height: '100%',
  minHeight: 0,
  '& > .list': {
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    minHeight: 0,
    background: t.vars.palette.background.paper,
    '& > .note': { padding: '12px 14px', borderBottom: `1px solid ${t.vars.palette.border.soft}` },
  },
  '&[data-open]': {
    [t.breakpoints.up('lg')]: { gridTemplateColumns: 'minmax(0, 1fr) 380px' },
    // there the drawer is the page
    [t.breakpoints.down('md')]: { '& > .list': { visibility: 'hidden' } },
  },
}));
