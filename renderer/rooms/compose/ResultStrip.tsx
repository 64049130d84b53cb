import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import Tooltip from '@mui/material/Tooltip';
import type { ReactNode } from 'react';
import { navigate } from '#renderer/shell/route.ts';
import { Icon, type IconName } from '#renderer/ui/Icon.tsx';
import { outcomeIcon } from '#renderer/ui/OutcomeLabel.tsx';
import { explain } from '#shared/outcome/explain.ts';
import type { Send } from '#shared/model/send.ts';
import type { FollowUp, MessageKind, Tone } from '#shared/providers/provider.ts';
import { findKind } from '#shared/providers/registry.ts';
import { Decisions } from './Decisions.tsx';
import { HeldBack } from './HeldBack.tsx';
import { ResolvesItself } from './ResolvesItself.tsx';
import type { Run, ToSend } from './use-send.ts';
import { unseen } from '#renderer/ui/unseen.ts';

type ResultStripProps = {
  readonly run: Run;
  readonly onSend: (what: ToSend) => void;
  readonly onMark: (id: string, became: 'delivered' | 'failed') => Promise<void>;
  readonly onDismiss: () => void;
  readonly onOpened: () => void;
  readonly onUnlock: () => void;
};

/** Inside the strip's own circle, the icon needs none. */
const signs: Partial<Record<IconName, IconName>> = { ok: 'check', rejected: 'x' };

/** How the last send ended, what that means, and what can be done next. Stays until the next send. */
export function ResultStrip({ run, onSend, onMark, onDismiss, onOpened, onUnlock }: ResultStripProps) {
  const problem = run.state === 'done' ? run.problem : run.state === 'failed' ? run : null;
  const result = run.state === 'done' ? explain(run.send) : null;
  const tone: Tone = result?.tone ?? (run.state === 'failed' && !run.certain ? 'unknown' : 'error');
  const shown = run.state === 'done' || run.state === 'failed';
  const icon: IconName =
    run.state === 'done'
      ? (signs[outcomeIcon(run.send.state, tone)] ?? outcomeIcon(run.send.state, tone))
      : 'failed';
  return (
    <Strip tone={tone} data-shown={shown ? '' : undefined}>
      {shown && (
        <span className="sign">
          <Icon name={icon} size={18} />
        </span>
      )}
      {/* always there, or a screen reader would not hear what comes into it */}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <output> may not hold paragraphs */}
      <div role="status" aria-live="polite" aria-atomic="true" className="words">
        {run.state === 'done' && result !== null && (
          <>
            <Head send={run.send} word={result.word} />
            <p>{run.words ?? result.text}</p>
            {run.problem === null ? null : (
              <p className="problem">
                <Icon name="critical" size={14} />
                <span>{run.problem.words}</span>
              </p>
            )}
          </>
        )}
        {run.state === 'failed' && (
          <>
            <div className="head">
              <b>{run.certain ? 'Not sent' : 'No answer'}</b>
            </div>
            <p>{run.words}</p>
          </>
        )}
      </div>
      {shown && (
        <div className="acts">
          {problem?.code === 'HISTORY_NOT_ACCEPTED' && (
            <Button
              startIcon={<Icon name="history" size={14} />}
              onClick={() => {
                onOpened();
                navigate('/history');
              }}
            >
              Go to History
            </Button>
          )}
          {problem?.code === 'VAULT_LOCKED' && (
            <Button startIcon={<Icon name="unlock" size={14} />} onClick={onUnlock}>
              Unlock
            </Button>
          )}
          {run.state === 'done' && (
            <NextSteps run={run} onSend={onSend} onMark={onMark} onOpened={onOpened} />
          )}
          {run.state === 'done' && (
            <Act
              icon="history"
              label="Open in history"
              onClick={() => {
                onOpened();
                navigate(`/history/${run.send.id}`);
              }}
            />
          )}
          <Act icon="x" label="Dismiss" onClick={onDismiss} />
        </div>
      )}
    </Strip>
  );
}

function Head({ send, word }: { readonly send: Send; readonly word: string }) {
  return (
    <div className="head">
      <b>{word}</b>
      {send.status !== null && <span className="fact">{send.status}</span>}
      {send.state === 'delivered' && send.vendorMessage !== null && (
        <span className="fact">{send.vendorMessage}</span>
      )}
      {send.latencyMs !== null && <span className="fact">{latency(send.latencyMs)}</span>}
      {send.incidentKey !== null && (
        <code title={send.incidentKey}>
          <span className="hidden">, key </span>
          {send.incidentKey}
        </code>
      )}
      {send.state === 'delivered' && send.effect === 'opens' && send.incidentKey !== null && (
        <ResolvesItself incident={{ destinationId: send.destination.id, key: send.incidentKey }} />
      )}
    </div>
  );
}

function latency(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

type NextStepsProps = Pick<ResultStripProps, 'onSend' | 'onMark' | 'onOpened'> & {
  readonly run: Run & { state: 'done' };
};

function NextSteps({ run: { send, what }, onSend, onMark, onOpened }: NextStepsProps) {
  const kind = findKind(send.provider, send.kind);
  const { overtake: _, resend: __, ...plain } = what;
  const as = (step: ToSend['step'], params: Send['params']): ToSend =>
    step === undefined ? { ...plain, params } : { ...plain, params, step };
  if (send.state === 'unknown') {
    return (
      <Decisions
        send={send}
        onResend={() => onSend({ ...as(what.step, send.params), resend: send.id })}
        onMark={(became) => onMark(send.id, became)}
      />
    );
  }
  if (send.state === 'cancelled' && send.reason === 'held_back') {
    return (
      <HeldBack
        send={send}
        onOpened={onOpened}
        onCleanUp={() => onSend({ ...as('resolve', send.params), overtake: true })}
      />
    );
  }
  const steps = kind === undefined || send.state !== 'delivered' ? [] : followUps(kind, send);
  return (
    <>
      {steps.map(({ step, params }) => (
        <Button
          key={step}
          variant={step === 'resolve' ? 'contained' : 'outlined'}
          startIcon={<Icon name={step === 'resolve' ? 'check' : 'eye'} size={14} />}
          onClick={() => onSend(as(step, params))}
        >
          {step === 'resolve' ? 'Resolve' : 'Acknowledge'}
        </Button>
      ))}
      {send.reason !== 'content' && (
        <Button onClick={() => onSend(as('again', send.params))}>Send again</Button>
      )}
    </>
  );
}

/** What can still be done to the incident that the message opened. */
function followUps(kind: MessageKind, send: Send): readonly { step: FollowUp; params: Send['params'] }[] {
  const { key, effect } = kind.incident(send.params);
  const incident = send.incidentKey ?? key;
  if (incident === null) return [];
  const steps: Record<typeof effect, readonly FollowUp[]> = {
    opens: ['acknowledge', 'resolve'],
    acknowledges: ['resolve'],
    resolves: [],
    none: [],
  };
  return steps[effect].flatMap((step) => {
    const params = kind.followUp(send.params, step, incident);
    return params === null ? [] : [{ step, params }];
  });
}

type ActProps = { readonly icon: IconName; readonly label: string; readonly onClick: () => void };

function Act({ icon, label, onClick }: ActProps): ReactNode {
  return (
    <Tooltip title={label}>
      <IconButton aria-label={label} onClick={onClick}>
        <Icon name={icon} />
      </IconButton>
    </Tooltip>
  );
}

const Strip = styled(Box, { shouldForwardProp: (prop) => prop !== 'tone' })<{ tone: Tone }>(
  ({ theme: t, tone }) => ({
    '&[data-shown]': {
      display: 'grid',
      gridTemplateColumns: 'auto minmax(0, 1fr) auto',
      alignItems: 'center',
      gap: '4px 12px',
      minHeight: 58,
      padding: '10px 12px 10px 16px',
      borderBottom: `1px solid ${t.vars.palette.divider}`,
      background: t.vars.palette.severity[tone].tint,
      boxShadow: `inset 3px 0 0 ${t.vars.palette.severity[tone].main}`,
    },
    '& .sign': {
      display: 'grid',
      placeItems: 'center',
      width: 32,
      height: 32,
      borderRadius: '50%',
      color: t.vars.palette.severity[tone].main,
      background: t.vars.palette.background.paper,
      border: `1px ${tone === 'unknown' ? 'dashed' : 'solid'} ${t.vars.palette.severity[tone].main}`,
    },
    '& .words': { minWidth: 0 },
    '& .head': { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: '0 10px', minWidth: 0 },
    '& .head b': { ...t.typography.h1 },
    '& .fact': {
      color: t.vars.palette.text.secondary,
      fontVariantNumeric: 'tabular-nums',
      whiteSpace: 'nowrap',
    },
    '& code': {
      minWidth: 0,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
      color: t.vars.palette.text.secondary,
    },
    '& .hidden': unseen,
    '& p': {
      fontSize: '0.78125rem',
      lineHeight: '1.125rem',
      color: t.vars.palette.text.secondary,
      overflowWrap: 'anywhere',
    },
    '& .problem': {
      display: 'flex',
      gap: 6,
      alignItems: 'center',
      color: t.vars.palette.text.primary,
      '& svg': { flex: 'none', color: t.vars.palette.severity.critical.main },
    },
    '& .acts': { display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center' },
    '@media (max-width: 879px)': {
      '&[data-shown]': { gridTemplateColumns: 'auto minmax(0, 1fr)' },
      '& .acts': { gridColumn: '1 / -1' },
    },
  }),
);
