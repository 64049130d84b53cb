import { styled } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { DataGrid, useGridApiRef } from '@mui/x-data-grid';
import { useEffect, useMemo, useRef } from 'react';
import { styleNonce } from '#renderer/theme/nonce.ts';
import { useLate } from '#renderer/ui/use-late.ts';
import type { SendSummary } from '#shared/model/send.ts';
import { sendColumns } from './send-columns.tsx';

type Props = {
  sends: readonly SendSummary[];
  listKey: string;
  /** So many wait above the first row. */
  newer: number;
  isLoading: boolean;
  openId: string | null;
  onOpen: (id: string) => void;
  onDraft: (id: string) => void;
  onEndReached: () => void;
  onScrolled: (isScrolled: boolean) => void;
};

const NEAR_THE_END_PX = 320;

export function SendTable(props: Props) {
  const { sends, listKey, newer, isLoading, openId, onOpen, onDraft, onEndReached, onScrolled } = props;
  const grid = useGridApiRef();
  const isNarrow = useMediaQuery((t) => t.breakpoints.down('md'));
  const isWide = useMediaQuery((t) => t.breakpoints.up('lg'));
  const isLate = useLate(isLoading);
  const isOpen = openId !== null;

  useEffect(() => {
    const api = grid.current;
    if (api === null) return;
    return api.subscribeEvent('scrollPositionChange', ({ top }) => {
      const scroller = api.rootElementRef.current?.querySelector('.MuiDataGrid-virtualScroller');
      onScrolled(top > 0);
      if (scroller == null || top === 0) return;
      if (scroller.scrollHeight - top - scroller.clientHeight < NEAR_THE_END_PX) onEndReached();
    });
  }, [grid, onEndReached, onScrolled]);

  // another list begins at its top, and so do the newer ones when they were asked for
  const hasNewer = newer > 0;
  const top = `${listKey} ${hasNewer}`;
  const before = useRef(top);
  useEffect(() => {
    if (before.current !== top && !hasNewer) grid.current?.scroll({ top: 0 });
    before.current = top;
  }, [grid, top, hasNewer]);

  useEffect(() => {
    const api = grid.current;
    if (api === null || !isOpen) return;
    // with the details open, they follow the arrow keys
    return api.subscribeEvent('cellFocusIn', ({ id }) => onOpen(String(id)));
  }, [grid, isOpen, onOpen]);

  const selection = useMemo(
    () => ({ type: 'include' as const, ids: new Set<string>(openId === null ? [] : [openId]) }),
    [openId],
  );
  return (
    <Grid>
      <DataGrid
        apiRef={grid}
        aria-label="Sends, newest first"
        rows={sends}
        columns={sendColumns}
        columnVisibilityModel={{
          incidentKey: isWide && !isOpen,
          action: !isNarrow,
          status: !isNarrow,
        }}
        rowSelectionModel={selection}
        onRowClick={({ id }) => onOpen(String(id))}
        onCellKeyDown={({ id }, event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          event.defaultMuiPrevented = true;
          if (event.key === 'Enter') onDraft(String(id));
          else onOpen(String(id));
        }}
        loading={isLate}
        slotProps={{ loadingOverlay: { variant: 'skeleton', noRowsVariant: 'skeleton' } }}
        slots={{ noRowsOverlay: Nothing }}
        nonce={styleNonce}
        rowHeight={32}
        columnHeaderHeight={30}
        hideFooter
        disableColumnMenu
        disableColumnResize
        disableColumnSorting
        disableColumnFilter
        disableMultipleRowSelection
      />
    </Grid>
  );
}

/** While the first page is on its way; an empty history never comes here. */
function Nothing() {
  return null;
}

const Grid = styled('div')(({ theme: t }) => ({
  flex: 1,
  minHeight: 0,
  display: 'flex',
  flexDirection: 'column',
  '& .MuiDataGrid-row': { cursor: 'default' },
  '& .MuiDataGrid-cell': { color: t.vars.palette.text.primary },
  '& .MuiDataGrid-cell.quiet': { color: t.vars.palette.text.secondary },
  '& .MuiDataGrid-cell.number, & .MuiDataGrid-cell.time': { fontVariantNumeric: 'tabular-nums' },
  '& .MuiDataGrid-root .first': { paddingLeft: 16 },
  '& .MuiDataGrid-root .last': { paddingRight: 16 },
  // a row is one thing here: the keyboard's place is shown on all of it, not on one of its cells
  '& .MuiDataGrid-root .MuiDataGrid-cell, & .MuiDataGrid-root .MuiDataGrid-columnHeader': {
    outline: 'none !important',
  },
  '& .MuiDataGrid-row:has(:focus-visible), & .MuiDataGrid-root .MuiDataGrid-columnHeader:focus-visible': {
    outline: `2px solid ${t.vars.palette.accent.line} !important`,
    outlineOffset: -2,
  },
}));
