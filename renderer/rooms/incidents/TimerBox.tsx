import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProductionGuard } from '#renderer/guard/ProductionGuard.tsx';
import { api, client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { clockLeft, roughly } from '#renderer/ui/durations.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { useSeconds } from '#renderer/ui/use-seconds.ts';
import type { Incident } from '#shared/model/incident.ts';
import type { GuardInput } from '#shared/model/send.ts';
import type { GuardedStep } from './guarded-step.ts';
import { ResolveAtDialog } from './ResolveAtDialog.tsx';
import { refOf } from './use-incidents.ts';

const MINUTE = 60_000;

type Props = {
  readonly incident: Incident;
  /** The resolve that would leave, for the guard. */
  readonly asked: GuardedStep | null;
};

/** When the incident resolves itself, and the buttons that change it. */
export function TimerBox({ incident, asked }: Props) {
  const queries = useQueryClient();
  const { isBusy, problem, run } = useCall();
  const [isAsking, setAsking] = useState(false);
  const { resolveAt } = incident;

  const [guarded, setGuarded] = useState<(GuardedStep & { readonly at: number }) | null>(null);

  const set = async (at: number | null, guard?: GuardInput): Promise<boolean> => {
    const isFirst = at !== null && resolveAt === null;
    const isProduction = incident.destination.environment === 'production';
    if (isFirst && isProduction && guard === undefined && asked !== null) {
      setAsking(false);
      setGuarded({ ...asked, at });
      return false;
    }
    const saved = await run(() =>
      client.incidents.setResolveAt({
        ...refOf(incident),
        resolveAt: at === null ? null : new Date(at).toISOString(),
        ...(guard === undefined ? {} : { guard }),
      }),
    );
    if (saved !== undefined) await queries.invalidateQueries({ queryKey: api.incidents.key() });
    return saved !== undefined;
  };
  const later = (minutes: number) => {
    // from now where its time has already come
    void set(Math.max(Date.now(), resolveAt === null ? 0 : Date.parse(resolveAt)) + minutes * MINUTE);
  };

  return (
    <Box aria-label="Resolves itself" data-set={resolveAt === null ? undefined : ''}>
      {resolveAt === null ? (
        <span className="words">
          <Icon name="clock" />
          <span>Stays open until somebody resolves it.</span>
        </span>
      ) : (
        <Left at={Date.parse(resolveAt)} />
      )}
      <span className="acts">
        {resolveAt === null ? (
          <>
            <Button size="small" aria-disabled={isBusy} onClick={() => later(5)}>
              In 5 min
            </Button>
            <Button size="small" aria-disabled={isBusy} onClick={() => later(15)}>
              In 15 min
            </Button>
          </>
        ) : (
          <>
            <Button size="small" aria-disabled={isBusy} onClick={() => later(15)}>
              +15 min
            </Button>
            <Button size="small" aria-disabled={isBusy} onClick={() => void set(null)}>
              Hold
            </Button>
          </>
        )}
        <Button size="small" onClick={() => setAsking(true)}>
          Other…
        </Button>
      </span>
      <div role="alert">{problem === null ? null : <Notice tone="critical">{problem}</Notice>}</div>
      <ProductionGuard
        later
        what={guarded}
        onClose={() => setGuarded(null)}
        onConfirm={({ at }, guard) => {
          setGuarded(null);
          void set(at, guard);
        }}
      />
      {isAsking ? (
        <ResolveAtDialog
          busy={isBusy}
          problem={problem}
          onSet={async (seconds) => {
            if (await set(seconds === null ? null : Date.now() + seconds * 1000)) setAsking(false);
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Box>
  );
}

function Left({ at }: { readonly at: number }) {
  const left = at - useSeconds();
  return (
    <span className="words">
      <Icon name="clock" />
      <b>{left > 0 ? clockLeft(left) : 'Now'}</b>
      <span>
        {/* read as one sentence, where the digits above say nothing by themselves */}
        <span className="unseen">
          {left > 0 ? `Resolves itself in ${roughly(left)}. ` : 'Its time has come. '}
        </span>
        <span aria-hidden="true">
          {left > 0 ? 'left, then it resolves itself.' : 'is its time to resolve itself.'}
        </span>{' '}
        Survives a restart.
      </span>
    </span>
  );
}

const Box = styled('section')(({ theme: t }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '8px 12px',
  padding: '10px 12px',
  border: `1px solid ${t.vars.palette.divider}`,
  borderRadius: 6,
  background: t.vars.palette.surface.raised,
  '& .words': {
    display: 'flex',
    flex: '1 1 180px',
    alignItems: 'center',
    gap: 12,
    fontSize: '0.75rem',
    lineHeight: '1rem',
    color: t.vars.palette.text.secondary,
  },
  '& b': {
    fontSize: '1.25rem',
    lineHeight: '1.5rem',
    fontWeight: 620,
    letterSpacing: '-.02em',
    fontVariantNumeric: 'tabular-nums',
    color: t.vars.palette.text.primary,
  },
  '& .acts': { display: 'flex', gap: 8 },
  '& [role=alert]': { flexBasis: '100%', '&:empty': { display: 'none' } },
}));
