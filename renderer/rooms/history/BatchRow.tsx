import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { ConfirmDialog } from '#renderer/ui/ConfirmDialog.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { shortTime } from '#renderer/ui/times.ts';
import { ToneText } from '#renderer/ui/ToneLabel.tsx';
import type { Batch } from '#shared/model/batch.ts';
import { grouped } from '#shared/text/measure.ts';
import { BatchGuard } from './BatchGuard.tsx';
import { batchProgress, batchSign, doneRows, isUnfinished } from './batch-words.ts';
import { useBatch } from './use-batch.ts';

type Props = { readonly batch: Batch; readonly isShown: boolean; readonly onShow: () => void };

/** One batch: how far it has come, and what can be done about it. */
export function BatchRow({ batch, isShown, onShow }: Props) {
  const { isBusy, problem, asksName, run, pause, cancel, giveUp } = useBatch(batch.id);
  const [asksCancel, setAsksCancel] = useState(false);
  const { word, tone, icon } = batchSign(batch);
  const left = batch.rows - doneRows(batch);
  const canGoOn = batch.state === 'paused' || (batch.state === 'filling' && batch.rows > 0);
  return (
    <Row>
      <div className="name">
        <b title={batch.name}>{batch.name}</b>
        <span className="quiet">
          {shortTime(batch.at)}, to {batch.destination.name}
        </span>
      </div>
      <ToneText tone={tone} className="state">
        <Icon name={icon} size={15} />
        {word}
      </ToneText>
      <div className="progress">
        <LinearProgress
          variant="determinate"
          aria-label={`Progress of ${batch.name}`}
          value={batch.rows === 0 ? 0 : (doneRows(batch) / batch.rows) * 100}
        />
        <span className="counts">{batchProgress(batch)}</span>
      </div>
      <div className="acts">
        {batch.state === 'running' ? (
          <Button
            size="small"
            disabled={isBusy}
            startIcon={<Icon name="pause" size={14} />}
            onClick={() => void pause()}
          >
            Pause
          </Button>
        ) : null}
        {canGoOn ? (
          <Button
            size="small"
            disabled={isBusy}
            startIcon={<Icon name="play" size={14} />}
            onClick={() => void run()}
          >
            {batch.state === 'filling' ? 'Start' : 'Resume'}
          </Button>
        ) : null}
        {isUnfinished(batch) ? (
          <Button size="small" disabled={isBusy} onClick={() => setAsksCancel(true)}>
            Cancel…
          </Button>
        ) : null}
        <Button size="small" aria-pressed={isShown} onClick={onShow}>
          Show its sends
        </Button>
      </div>
      {batch.problem === null ? null : <p className="why">{batch.problem}</p>}
      {batch.isInterrupted && batch.state === 'paused' ? (
        <p className="why">
          Firedrill stopped while it was running. Nothing more of it leaves until you resume it.
        </p>
      ) : null}
      <p className="problem" role="alert">
        {problem}
      </p>
      <ConfirmDialog
        open={asksCancel}
        title={`Cancel ${batch.name}?`}
        confirmLabel="Cancel the batch"
        busy={isBusy}
        onConfirm={() => {
          setAsksCancel(false);
          void cancel();
        }}
        onClose={() => setAsksCancel(false)}
      >
        {left === 1 ? 'The one row' : `The ${grouped(left)} rows`} of it that did not leave yet never will.
        What was sent stays sent.
      </ConfirmDialog>
      <BatchGuard
        batch={asksName ? batch : null}
        left={left}
        onConfirm={(guard) => void run(guard)}
        onClose={giveUp}
      />
    </Row>
  );
}

const Row = styled('li')(({ theme: t }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(120px, 1fr) 104px minmax(160px, 1.2fr) 290px',
  alignItems: 'center',
  gap: '2px 12px',
  padding: '6px 12px 6px 14px',
  fontSize: '0.78125rem',
  '& + li': { borderTop: `1px solid ${t.vars.palette.border.soft}` },
  '& .name': { minWidth: 0, display: 'grid' },
  '& .name > *': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& .quiet, & .counts': {
    color: t.vars.palette.text.tertiary,
    fontSize: '0.75rem',
    lineHeight: '1rem',
    fontVariantNumeric: 'tabular-nums',
  },
  '& .progress': { display: 'grid', gap: 4, minWidth: 0 },
  '& .MuiLinearProgress-root': { borderRadius: 2, background: t.vars.palette.surface.sunken },
  '& .acts': { display: 'flex', gap: 6, justifyContent: 'flex-end' },
  '& .why, & .problem': { gridColumn: '1 / -1', fontSize: '0.75rem', lineHeight: '1rem' },
  '& .why': { color: t.vars.palette.text.secondary },
  '& .problem': { color: t.vars.palette.severity.critical.main },
  '& .problem:empty': { display: 'contents' },
  '& [aria-pressed="true"]': {
    background: t.vars.palette.accent.tint,
    borderColor: t.vars.palette.accent.line,
  },
  [t.breakpoints.down('lg')]: {
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    '& .progress, & .acts': { gridColumn: '1 / -1' },
    '& .acts': { flexWrap: 'wrap', justifyContent: 'flex-start' },
  },
}));
