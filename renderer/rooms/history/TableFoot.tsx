import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { KeyHint } from '#renderer/ui/KeyHint.tsx';
import { grouped } from '#shared/text/measure.ts';

type Props = {
  loaded: number;
  total: string;
  canLoadMore: boolean;
  isLoadingMore: boolean;
  onOlder: () => void;
};

export function TableFoot({ loaded, total, canLoadMore, isLoadingMore, onOlder }: Props) {
  return (
    <Foot>
      <span className="count" aria-live="polite">
        {loaded === 0 ? '' : `1–${grouped(loaded)} of ${total}`}
      </span>
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
