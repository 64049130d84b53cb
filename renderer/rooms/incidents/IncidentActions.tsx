import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { CleanUpDialog } from '#renderer/guard/CleanUpDialog.tsx';
import { useHolding } from '#renderer/guard/use-holding.ts';
import { client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { UnlockDialog } from '#renderer/rooms/vault/UnlockDialog.tsx';
import { sendsPath } from '#renderer/shell/paths.ts';
import { navigate } from '#renderer/shell/route.ts';
import { ActionsMenu } from '#renderer/ui/ActionsMenu.tsx';
import { ConfirmDialog } from '#renderer/ui/ConfirmDialog.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { Status } from '#renderer/ui/Status.tsx';
import type { Incident } from '#shared/model/incident.ts';
import { explain } from '#shared/outcome/explain.ts';
import { findProvider } from '#shared/providers/registry.ts';
import { refOf } from './use-incidents.ts';
import type { Step, StepRun } from './use-steps.ts';

type Props = {
  readonly incident: Incident;
  readonly run: StepRun | null;
  /** Why nothing more can be sent about it from here, in words. */
  readonly obstacle: string | null;
  readonly canAcknowledge: boolean;
  readonly onStep: (step: Step) => void;
  readonly onDismiss: () => void;
  readonly onForgotten: () => void;
};

/** What can be done about the incident, and what came of it. */
export function IncidentActions(props: Props) {
  const { incident, run, obstacle, canAcknowledge, onStep, onDismiss, onForgotten } = props;
  const [asked, setAsked] = useState<'clean-up' | 'forget' | 'unlock' | null>(null);
  const forgetting = useCall();
  const running = run?.state === 'running' ? run : null;
  const left = useHolding(running?.heldUntil ?? null);
  const vendor = findProvider(incident.provider)?.shortName ?? incident.provider;
  const isUnknown = incident.state === 'unknown';
  const isOver = incident.state === 'resolved';

  const forget = async () => {
    setAsked(null);
    const done = await forgetting.run(() => client.incidents.forget(refOf(incident)));
    if (done !== undefined) onForgotten();
  };
  return (
    <Bar>
      <Status>
        {run?.state === 'done' && run.send.state === 'delivered' ? (
          <Notice tone="ok" action={<Dismiss onClick={onDismiss} />}>
            <b>{run.step === 'resolve' ? 'Resolve' : 'Acknowledge'} accepted.</b> {explain(run.send).text}
          </Notice>
        ) : null}
      </Status>
      <div role="alert">
        {run?.state === 'done' && run.send.state !== 'delivered' ? (
          <Notice tone={explain(run.send).tone} action={<Dismiss onClick={onDismiss} />}>
            <b>{explain(run.send).word}.</b> {explain(run.send).text}
          </Notice>
        ) : null}
        {run?.state === 'failed' ? (
          <Notice
            tone="critical"
            action={
              run.code === 'VAULT_LOCKED' ? (
                <Button size="small" onClick={() => setAsked('unlock')}>
                  Unlock
                </Button>
              ) : (
                <Dismiss onClick={onDismiss} />
              )
            }
          >
            {run.words}
          </Notice>
        ) : null}
        {forgetting.problem === null ? null : <Notice tone="critical">{forgetting.problem}</Notice>}
      </div>
      {obstacle === null || isOver ? null : <Notice tone="warning">{obstacle}</Notice>}
      <div className="acts">
        {isOver || obstacle !== null ? null : running !== null ? (
          <>
            <Button disabled startIcon={<Icon name="clock" size={14} />} className="grow">
              {left === null ? 'Sending…' : `Leaves in ${left} s`}
            </Button>
            <Button onClick={running.stop} startIcon={<Icon name="x" size={14} />}>
              Stop
            </Button>
          </>
        ) : (
          <>
            {canAcknowledge && incident.state === 'open' ? (
              <Button
                className="grow"
                startIcon={<Icon name="eye" size={14} />}
                onClick={() => onStep({ step: 'acknowledge' })}
              >
                Acknowledge
              </Button>
            ) : null}
            <Button
              variant="contained"
              className="grow"
              startIcon={<Icon name="check" size={14} />}
              onClick={() => (isUnknown ? setAsked('clean-up') : onStep({ step: 'resolve' }))}
            >
              {isUnknown ? 'Clean up…' : 'Resolve now'}
            </Button>
          </>
        )}
        {isOver ? (
          <Button
            className="grow"
            startIcon={<Icon name="compose" size={14} />}
            onClick={() => openAsDraft(incident)}
          >
            Open as draft
          </Button>
        ) : null}
        <ActionsMenu
          label="More for this incident"
          actions={[
            ...(isOver
              ? []
              : [
                  {
                    label: 'Open as draft',
                    icon: 'compose' as const,
                    onChoose: () => openAsDraft(incident),
                  },
                ]),
            {
              label: 'Its sends in History',
              icon: 'history',
              onChoose: () => navigate(sendsPath(refOf(incident))),
            },
            ...(isOver
              ? []
              : [
                  {
                    label: 'Looked after elsewhere…',
                    icon: 'user' as const,
                    onChoose: () => setAsked('forget'),
                  },
                ]),
          ]}
        />
      </div>
      <CleanUpDialog
        open={asked === 'clean-up'}
        vendor={vendor}
        isProduction={incident.destination.environment === 'production'}
        onConfirm={() => {
          setAsked(null);
          onStep({ step: 'resolve', overtake: true });
        }}
        onClose={() => setAsked(null)}
      />
      <ConfirmDialog
        open={asked === 'forget'}
        title="Is it looked after elsewhere?"
        confirmLabel="It is looked after"
        onConfirm={() => void forget()}
        onClose={() => setAsked(null)}
      >
        It leaves this list, and it no longer resolves itself. Nothing is sent: at {vendor} it stays as it is.
        Its messages stay in the history.
      </ConfirmDialog>
      {asked === 'unlock' ? (
        <UnlockDialog
          purpose={`to send as ${incident.destination.name}`}
          onClose={() => {
            setAsked(null);
            onDismiss();
          }}
        />
      ) : null}
    </Bar>
  );
}

function Dismiss({ onClick }: { readonly onClick: () => void }) {
  return (
    <Button size="small" variant="text" onClick={onClick}>
      Dismiss
    </Button>
  );
}

function openAsDraft(incident: Incident) {
  navigate(`/compose?from=${encodeURIComponent(incident.openedBy)}`);
}

const Bar = styled('footer')(({ theme: t }) => ({
  display: 'grid',
  gap: 8,
  padding: '12px 16px',
  borderTop: `1px solid ${t.vars.palette.divider}`,
  '& [role=alert], & [role=status]': { display: 'grid', gap: 8, '&:empty': { display: 'none' } },
  '& .acts': { display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center' },
  '& .grow': { flex: 1 },
}));
