import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { CleanUpDialog } from '#renderer/guard/CleanUpDialog.tsx';
import { ProductionGuard } from '#renderer/guard/ProductionGuard.tsx';
import { useHolding } from '#renderer/guard/use-holding.ts';
import { EnvironmentChip } from '#renderer/ui/EnvironmentChip.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import type { Incident } from '#shared/model/incident.ts';
import { explain } from '#shared/outcome/explain.ts';
import { findProvider } from '#shared/providers/registry.ts';
import { useIncidentSteps } from './use-incident-steps.ts';
import { refOf } from './use-incidents.ts';
import type { Steps } from './use-steps.ts';

type Props = { readonly incident: Incident; readonly steps: Steps };

/** One that is left open in production, with its own way through the guard. */
export function ProductionItem({ incident, steps }: Props) {
  const own = useIncidentSteps(refOf(incident), incident, steps);
  const { run } = own;
  const [isAsking, setAsking] = useState(false);
  const isUnknown = incident.state === 'unknown';
  const running = run?.state === 'running' ? run : null;
  const left = useHolding(running?.heldUntil ?? null);
  return (
    <Item>
      <EnvironmentChip environment="production" iconOnly />
      <span className="what">
        <b>{incident.summary}</b>
        <span>{incident.destination.name}</span>
        {own.obstacle === null ? null : <span>{own.obstacle}</span>}
        {run?.state === 'failed' ? <span role="alert">{run.words}</span> : null}
        {run?.state === 'done' ? <output>{explain(run.send).text}</output> : null}
      </span>
      {running === null ? (
        <Button
          size="small"
          disabled={own.obstacle !== null}
          startIcon={<Icon name="check" size={14} />}
          onClick={() => (isUnknown ? setAsking(true) : own.start({ step: 'resolve' }))}
        >
          {isUnknown ? 'Clean up…' : 'Resolve…'}
        </Button>
      ) : (
        <Button size="small" startIcon={<Icon name="x" size={14} />} onClick={running.stop}>
          {left === null ? 'Stop' : `Stop, leaves in ${left} s`}
        </Button>
      )}
      <CleanUpDialog
        open={isAsking}
        vendor={findProvider(incident.provider)?.shortName ?? incident.provider}
        isProduction
        onConfirm={() => {
          setAsking(false);
          own.start({ step: 'resolve', overtake: true });
        }}
        onClose={() => setAsking(false)}
      />
      <ProductionGuard what={own.guarded} onClose={own.giveUp} onConfirm={own.confirm} />
    </Item>
  );
}

const Item = styled('li')(({ theme: t }) => ({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  '& .what': { display: 'grid', flex: 1, minWidth: 0 },
  '& b': { fontWeight: 540, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& .what > span, & output': { fontSize: '0.75rem', color: t.vars.palette.text.tertiary },
}));
