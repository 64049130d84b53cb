import { styled } from '@mui/material/styles';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#renderer/host/client.ts';
import { incidentPath } from '#renderer/shell/paths.ts';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { Status } from '#renderer/ui/Status.tsx';
import { Tick } from '#renderer/ui/Tick.tsx';
import type { Environment } from '#shared/model/destination.ts';
import { outcomeWord } from '#shared/outcome/explain.ts';
import { grouped } from '#shared/text/measure.ts';
import { ProductionItem } from './ProductionItem.tsx';
import { leftOpen, refKey, refOf } from './use-incidents.ts';
import { type ResolveAllRun, useResolveAll } from './use-resolve-all.ts';
import { useSteps } from './use-steps.ts';

type Harmless = Exclude<Environment, 'production'>;
const harmless: readonly Harmless[] = ['sandbox', 'test'];
const SHOWN = 20;

/** Ends everything that is left open where nobody is paged; each one in production is asked about by itself. */
export function ResolveAllDialog({ onClose }: { readonly onClose: () => void }) {
  const { run, start, dismiss } = useResolveAll();
  const steps = useSteps();
  const sandbox = useLeft('sandbox');
  const test = useLeft('test');
  const production = useLeft('production');
  const counts = { sandbox, test };
  const [unticked, setUnticked] = useState<readonly Harmless[]>([]);
  const chosen = harmless.filter((one) => counts[one].incidents.length > 0 && !unticked.includes(one));
  const total = chosen.reduce((sum, one) => sum + counts[one].incidents.length, 0);
  const isMore = chosen.some((one) => counts[one].isMore);
  const close = () => {
    dismiss();
    onClose();
  };
  const canStart = run.state === 'idle' && total > 0;
  return (
    <FormDialog
      title="Resolve all that is left open"
      width={520}
      startsAtCancel
      submitLabel={`Resolve ${isMore ? `more than ${grouped(total)}` : grouped(total)}`}
      cancelLabel={run.state === 'running' ? 'Stop' : run.state === 'done' ? 'Close' : 'Cancel'}
      {...(canStart ? { onSubmit: () => void start(chosen) } : {})}
      onClose={run.state === 'running' ? run.stop : close}
    >
      {run.state === 'idle' ? (
        <Choices>
          {sandbox.incidents.length + test.incidents.length === 0 ? (
            <p>Nothing is left open in the sandbox or in test.</p>
          ) : (
            <p>Firedrill sends a resolve for each, with the key that it has. Nobody is paged by a resolve.</p>
          )}
          {harmless
            .filter((one) => counts[one].incidents.length > 0)
            .map((one) => (
              <Tick
                key={one}
                checked={!unticked.includes(one)}
                onChange={(checked) =>
                  setUnticked((before) =>
                    checked ? before.filter((other) => other !== one) : [...before, one],
                  )
                }
              >
                {inWords(counts[one])} in {one === 'sandbox' ? 'the sandbox' : 'test'}
              </Tick>
            ))}
        </Choices>
      ) : (
        <Progress run={run} />
      )}
      {production.incidents.length === 0 ? null : (
        <Production aria-label="Left open in production">
          <h3>{inWords(production)} in production, each asked about by itself</h3>
          <ul>
            {production.incidents.slice(0, SHOWN).map((incident) => (
              <ProductionItem key={refKey(refOf(incident))} incident={incident} steps={steps} />
            ))}
          </ul>
          {production.incidents.length > SHOWN ? (
            <p>The rest is on the page Incidents, where each can be resolved too.</p>
          ) : null}
        </Production>
      )}
    </FormDialog>
  );
}

function useLeft(environment: Environment) {
  const { data } = useQuery(
    api.incidents.list.queryOptions({
      input: { states: leftOpen, environments: [environment], before: null, limit: 200 },
    }),
  );
  return { incidents: data?.incidents ?? [], isMore: data?.isMore ?? false };
}

function inWords({ incidents, isMore }: ReturnType<typeof useLeft>): string {
  const { length } = incidents;
  return `${isMore ? 'More than ' : ''}${grouped(length)} ${length === 1 ? 'incident' : 'incidents'}`;
}

function Progress({ run }: { readonly run: Exclude<ResolveAllRun, { state: 'idle' }> }) {
  const { of, done, left, words } = run;
  return (
    <>
      <Status>
        <p>
          {run.state === 'running'
            ? of === 0
              ? 'Looking for what is left open…'
              : `${grouped(done)} of ${grouped(of)} have ended.`
            : `${grouped(done - left.length)} of ${grouped(of)} were resolved.`}
        </p>
      </Status>
      {of === 0 ? null : <Bar aria-label="Resolved so far" max={of} value={done} />}
      {words === null ? null : <Notice tone="warning">{words}</Notice>}
      {left.length === 0 ? null : (
        <LeftOver aria-label="Not resolved">
          {left.map(({ incident, send, problem }) =>
            incident === null ? null : (
              <li key={refKey(incident)}>
                <a href={`#${incidentPath(incident)}`}>{send?.summary ?? incident.key}</a>:{' '}
                {send === null
                  ? (problem ?? 'not sent')
                  : `the resolve is ${outcomeWord(send).word.toLowerCase()}`}
              </li>
            ),
          )}
        </LeftOver>
      )}
    </>
  );
}

const Choices = styled('div')(({ theme: t }) => ({
  display: 'grid',
  gap: 8,
  '& p': { color: t.vars.palette.text.secondary },
}));

const Production = styled('section')(({ theme: t }) => ({
  display: 'grid',
  gap: 8,
  paddingTop: 12,
  borderTop: `1px solid ${t.vars.palette.border.soft}`,
  '& h3': { ...t.typography.h3 },
  '& ul': { display: 'grid', gap: 8 },
  '& p': { color: t.vars.palette.text.tertiary, fontSize: '0.75rem' },
}));

const LeftOver = styled('ul')(({ theme: t }) => ({
  display: 'grid',
  gap: 4,
  maxHeight: 200,
  overflow: 'auto',
  fontSize: '0.78125rem',
  color: t.vars.palette.text.secondary,
  overflowWrap: 'anywhere',
}));

const Bar = styled('progress')(({ theme: t }) => ({
  appearance: 'none',
  width: '100%',
  height: 4,
  border: 0,
  borderRadius: 2,
  overflow: 'hidden',
  background: t.vars.palette.surface.sunken,
  '&::-webkit-progress-bar': { background: t.vars.palette.surface.sunken },
  '&::-webkit-progress-value': { background: t.vars.palette.accent.line },
  '&::-moz-progress-bar': { background: t.vars.palette.accent.line },
}));
