import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { styled } from '@mui/material/styles';
import { useCallback } from 'react';
import { navigate } from '#renderer/shell/route.ts';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { useLate } from '#renderer/ui/use-late.ts';
import { explainError } from '#shared/contract/explain-error.ts';
import { SendTable } from './SendTable.tsx';
import { TableFoot } from './TableFoot.tsx';
import type { useHeld } from './use-held.ts';
import type { useHistory } from './use-history.ts';

type Props = {
  readonly history: ReturnType<typeof useHistory>;
  readonly held: ReturnType<typeof useHeld>;
  /** Another list begins at its top. */
  readonly listKey: string;
  /** By what the list is narrowed, in words; empty where it is all there is. */
  readonly narrowedBy: readonly string[];
  readonly openId: string | null;
  readonly onOpen: (id: string) => void;
  readonly onDraft: (id: string) => void;
  readonly onScrolled: (isScrolled: boolean) => void;
  readonly onClear: () => void;
};

/** The rows, or why there are none. */
export function SendList(props: Props) {
  const { history, held, listKey, narrowedBy, openId, onOpen, onDraft, onScrolled, onClear } = props;
  const { query, sends, totalInWords, hasOlder, isReadingOlder, older } = history;
  const isLate = useLate(query.isPlaceholderData);
  const reachEnd = useCallback(() => {
    if (hasOlder && !isReadingOlder) void older();
  }, [hasOlder, isReadingOlder, older]);

  if (query.isError && (sends.length === 0 || query.isPlaceholderData)) {
    return (
      <Failure>
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
      </Failure>
    );
  }
  if (query.isSuccess && sends.length === 0 && !query.isPlaceholderData) {
    return narrowedBy.length === 0 ? (
      <EmptyState text="Nothing was sent yet. The example on Compose is ready for the sandbox.">
        <Button variant="contained" onClick={() => navigate('/compose')}>
          Go to Compose
        </Button>
      </EmptyState>
    ) : (
      <EmptyState text={`Nothing in the history matches: ${narrowedBy.join(' · ')}.`}>
        <Button variant="contained" onClick={onClear}>
          Show everything
        </Button>
      </EmptyState>
    );
  }
  return (
    <>
      <Busy>{isLate ? <LinearProgress aria-label="Reading the history" /> : null}</Busy>
      <SendTable
        sends={held.shown}
        listKey={listKey}
        newer={held.newer}
        isLoading={query.isPending}
        openId={openId}
        onOpen={onOpen}
        onDraft={onDraft}
        onEndReached={reachEnd}
        onScrolled={onScrolled}
      />
      <TableFoot
        loaded={sends.length}
        total={totalInWords}
        newer={held.newer}
        canLoadMore={hasOlder}
        isLoadingMore={isReadingOlder}
        onOlder={reachEnd}
        onNewer={held.release}
      />
    </>
  );
}

const Failure = styled('div')({ padding: '12px 14px' });

/** Takes no room of its own, so that the rows stay where they are. */
const Busy = styled('div')({
  position: 'relative',
  zIndex: 1,
  height: 0,
  '& > *': { height: 2, position: 'absolute', inset: '0 0 auto' },
});
