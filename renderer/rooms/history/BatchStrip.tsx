import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useId, useState } from 'react';
import { Icon } from '#renderer/ui/Icon.tsx';
import type { Batch } from '#shared/model/batch.ts';
import { grouped } from '#shared/text/measure.ts';
import { BatchRow } from './BatchRow.tsx';
import { isUnfinished } from './batch-words.ts';

type Props = {
  readonly batches: readonly Batch[];
  /** The batches that the list is narrowed to. */
  readonly chosen: readonly string[];
  /** Null: all sends again. */
  readonly onShow: (id: string | null) => void;
};

const MOST_RECENT = 5;

/** Batches that are not over, and on request the last ones that are. Not there while there are none. */
export function BatchStrip({ batches, chosen, onShow }: Props) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  if (batches.length === 0) return null;
  const unfinished = batches.filter(isUnfinished);
  const over = batches.filter((batch) => !isUnfinished(batch));
  const row = (batch: Batch) => (
    <BatchRow
      key={batch.id}
      batch={batch}
      isShown={chosen.includes(batch.id)}
      onShow={() => onShow(chosen.includes(batch.id) ? null : batch.id)}
    />
  );
  return (
    <Strip aria-label="Batches">
      <header>
        <h2>Batches</h2>
        <span className="quiet">
          {unfinished.length === 0 ? 'None is under way' : `${grouped(unfinished.length)} not over`}
        </span>
        {over.length === 0 ? null : (
          <Button
            variant="text"
            size="small"
            aria-expanded={isOpen}
            aria-controls={`${id}-over`}
            endIcon={<Icon name={isOpen ? 'up' : 'down'} size={14} />}
            onClick={() => setOpen(!isOpen)}
          >
            Recent
          </Button>
        )}
      </header>
      {unfinished.length === 0 ? null : <ul>{unfinished.map(row)}</ul>}
      <ul id={`${id}-over`}>{isOpen ? over.slice(0, MOST_RECENT).map(row) : null}</ul>
    </Strip>
  );
}

const Strip = styled('section')(({ theme: t }) => ({
  flex: 'none',
  maxHeight: '36%',
  overflow: 'auto',
  borderBottom: `1px solid ${t.vars.palette.border.soft}`,
  '& > header': {
    display: 'flex',
    alignItems: 'center',
    gap: 8,
    minHeight: 34,
    padding: '4px 8px 4px 14px',
    '& .MuiButton-root': { marginLeft: 'auto' },
  },
  '& h2': { fontSize: '0.75rem', lineHeight: '1rem', fontWeight: 560, color: t.vars.palette.text.secondary },
  '& .quiet': { color: t.vars.palette.text.tertiary, fontSize: '0.75rem' },
}));
