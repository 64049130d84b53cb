import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { Icon } from '#renderer/ui/Icon.tsx';
import { KeyHint } from '#renderer/ui/KeyHint.tsx';
import { grouped } from '#shared/text/measure.ts';

type Props = {
  loaded: number;
  total: string;
  /** So many came in since, and wait above the first row. */
  newer: number;
  canLoadMore: boolean;
  isLoadingMore: boolean;
  onOlder: () => void;
  onNewer: () => void;
};

export function TableFoot(props: Props) {
  const { loaded, total, newer, canLoadMore, isLoadingMore, onOlder, onNewer } = props;
  return (
    <Foot>
      <span className="count" aria-live="polite">
        {loaded === 0 ? '' : `1–${grouped(loaded)} of ${total}`}
      </span>
      {newer === 0 ? null : (
        <Button
          variant="text"
          size="small"
          startIcon={<Icon name="up" size={14} />}
          onClick={onNewer}
          title="They are kept above, so that the rows stay where they are"
        >
          {grouped(newer)} newer
        </Button>
      )}
      {canLoadMore ? (
        <Button variant="text" size="small" onClick={onOlder} disabled={isLoadingMore}>
          {isLoadingMore ? 'Loading…' : 'Older'}
        </Button>
      ) : null}
      <span className="keys">
        <span>
          <KeyHint>↑</KeyHint> <KeyHint>↓</KeyHint> move
        </span>
        <span>
          <KeyHint>Space</KeyHint> details
        </span>
        <span>
          <KeyHint>⏎</KeyHint> open as a draft
        </span>
      </span>
    </Foot>
  );
}

const Foot = styled('div')(({ theme: t }) => ({
  display: 'flex',
  alignItems: 'center',
  flex: 'none',
  gap: 8,
  height: 32,
  padding: '0 14px',
  color: t.vars.palette.text.tertiary,
  borderTop: `1px solid ${t.vars.palette.divider}`,
  fontSize: '0.75rem',
  whiteSpace: 'nowrap',
  '& .count': { fontVariantNumeric: 'tabular-nums' },
  '& .keys': { display: 'flex', gap: 12, marginLeft: 'auto', overflow: 'hidden' },
  [t.breakpoints.down('md')]: { '& .keys': { display: 'none' } },
}));
