import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Page } from '#renderer/shell/Page.tsx';
import { navigate, useRoute } from '#renderer/shell/route.ts';
import { ActionsMenu } from '#renderer/ui/ActionsMenu.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { BatchStrip } from './BatchStrip.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { FilterBar } from './FilterBar.tsx';
import { filterWords } from './filter-words.ts';
import { HistoryNotes } from './HistoryNotes.tsx';
import { isNarrowed } from './list-filter.ts';
import { Pictures } from './Pictures.tsx';
import { RetentionDialog } from './RetentionDialog.tsx';
import { SendDrawer } from './SendDrawer.tsx';
import { SendList } from './SendList.tsx';
import { useBatches } from './use-batches.ts';
import { useDestinations } from './use-destinations.ts';
import { useFilter } from './use-filter.ts';
import { useHeld } from './use-held.ts';
import { useHistory } from './use-history.ts';
import { useKept } from './use-kept.ts';

export function HistoryPage() {
  const { id: openId } = useRoute();
  const address = useFilter();
  const { filter, key, pathTo, put } = address;
  const history = useHistory(filter);
  const kept = useKept();
  const { destinations, known } = useDestinations();
  const { batches } = useBatches();
  const [dialog, setDialog] = useState<'export' | 'retention' | null>(null);
  const [isScrolled, setScrolled] = useState(false);
  const held = useHeld(key, history.sends, isScrolled || openId !== null, openId);

  const open = useCallback(
    // a step for Back where nothing was open; moving along the rows is not one
    (id: string) => navigate(pathTo(id), { replace: openId !== null }),
    [openId, pathTo],
  );
  const close = useCallback(() => navigate(pathTo(null)), [pathTo]);
  const compare = useCallback(
    (id: string, other: string | null) => navigate(pathTo(id, other), { replace: true }),
    [pathTo],
  );
  const names = useMemo(
    () => ({
      destination: (id: string) => known.find((one) => one.id === id)?.name,
      batch: (id: string) => batches.find((one) => one.id === id)?.name,
    }),
    [known, batches],
  );

  useEffect(() => {
    if (openId === null) return;
    const onKeyDown = (event: KeyboardEvent) => {
      // what floats over the page closes first
      const isFloating = document.querySelector('.MuiModal-root:not([aria-hidden="true"])') !== null;
      if (event.key === 'Escape' && !event.defaultPrevented && !isFloating) close();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [openId, close]);

  return (
    <Page
      title="History"
      crumb={kept === '' ? undefined : `${kept} · kept on this computer`}
      actions={
        <>
          <Button
            size="small"
            startIcon={<Icon name="release" size={14} />}
            disabled={history.total === 0}
            onClick={() => setDialog('export')}
          >
            Export…
          </Button>
          <ActionsMenu
            label="More for the history"
            actions={[
              { label: 'How long to keep it…', icon: 'clock', onChoose: () => setDialog('retention') },
            ]}
          />
        </>
      }
    >
      <Columns data-open={openId === null ? undefined : ''}>
        <section className="list" aria-label="Sends">
          <FilterBar address={address} destinations={known} batches={batches} />
          <HistoryNotes onShowUnknown={() => put({ states: ['unknown'] })} />
          <BatchStrip
            batches={batches}
            chosen={filter.batches ?? []}
            onShow={(id) => put(id === null ? {} : { batches: [id] })}
          />
          <Pictures batchId={filter.batches?.length === 1 ? (filter.batches[0] ?? null) : null} />
          <SendList
            history={history}
            held={held}
            listKey={key}
            narrowedBy={isNarrowed(filter) ? filterWords(filter, names) : []}
            openId={openId}
            onOpen={open}
            onDraft={openAsDraft}
            onScrolled={setScrolled}
            onClear={() => put({})}
          />
        </section>
        {openId === null ? null : (
          <SendDrawer
            id={openId}
            summary={history.sends.find((send) => send.id === openId)}
            destinations={destinations}
            onOpen={(id) => navigate(pathTo(id))}
            onCompare={compare}
            onShowIncident={({ destinationId, key }) =>
              put({ destinations: [destinationId], incidentKey: key })
            }
            onClose={close}
            onDraft={openAsDraft}
          />
        )}
      </Columns>
      {dialog === 'export' ? (
        <ExportDialog
          filter={filter}
          words={filterWords(filter, names)}
          total={history.totalInWords}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'retention' ? <RetentionDialog onClose={() => setDialog(null)} /> : null}
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
  },
  '&[data-open]': {
    [t.breakpoints.up('lg')]: { gridTemplateColumns: 'minmax(0, 1fr) 380px' },
    // there the drawer is the page
    [t.breakpoints.down('md')]: { '& > .list': { visibility: 'hidden' } },
  },
}));
