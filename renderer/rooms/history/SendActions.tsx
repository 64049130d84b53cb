import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useEffect, useRef, useState } from 'react';
import { ProductionGuard } from '#renderer/guard/ProductionGuard.tsx';
import { useHolding } from '#renderer/guard/use-holding.ts';
import { UnlockDialog } from '#renderer/rooms/vault/UnlockDialog.tsx';
import { environmentSigns } from '#renderer/ui/environment.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import type { Destination } from '#shared/model/destination.ts';
import type { Send } from '#shared/model/send.ts';
import { CopyMenu } from './CopyMenu.tsx';
import { bodyText, curlText } from './exchange-text.ts';
import { useDelivery } from './use-delivery.ts';
import { whyNotAgain } from './why-not-again.ts';

type Props = {
  readonly send: Send;
  readonly destinations: readonly Destination[];
  readonly onOpen: (id: string) => void;
  readonly onDraft: (id: string) => void;
};

/** What can be done about a send, the likeliest first. Mounted anew for each send. */
export function SendActions({ send, destinations, onOpen, onDraft }: Props) {
  const { delivery, asked, confirm, giveUp, start, mark, cancel, dismiss } = useDelivery(send, (done) => {
    if (done.id !== send.id) onOpen(done.id);
  });
  const [isUnlocking, setUnlocking] = useState(false);
  const frame = useRef<HTMLElement>(null);
  const stopButton = useRef<HTMLButtonElement>(null);
  const isBusy = delivery.state === 'busy';
  const stop = isBusy ? delivery.stop : null;
  const left = useHolding(isBusy ? delivery.heldUntil : null);
  const destination = destinations.find(({ id }) => id === send.destination.id);
  const why = whyNotAgain(send, destination);
  const isUnknown = send.state === 'unknown';
  const waits = send.state === 'queued' || send.state === 'retry_wait';

  useEffect(() => {
    if (stop === null) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || document.querySelector('[role=alertdialog]') !== null) return;
      // it stops what is on its way, and leaves open what is open
      event.preventDefault();
      stop();
    };
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => removeEventListener('keydown', onKeyDown, { capture: true });
  }, [stop]);

  const isHeld = left !== null;
  useEffect(() => {
    if (!isHeld) return;
    const place = frame.current;
    const request = requestAnimationFrame(() => stopButton.current?.focus());
    return () => {
      cancelAnimationFrame(request);
      // not to the button that sends: whoever is late with stopping must not send once more
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) place?.focus();
      });
    };
  }, [isHeld]);

  const environment = send.destination.environment;
  const again = () => {
    if (destination !== undefined && why === null) start(isUnknown ? 'repeat' : 'again', destination);
  };
  return (
    <Foot ref={frame} tabIndex={-1}>
      <div role="alert">
        {delivery.state === 'failed' ? (
          <Notice
            tone="error"
            action={
              delivery.isLocked ? (
                <Button
                  size="small"
                  startIcon={<Icon name="unlock" size={14} />}
                  onClick={() => setUnlocking(true)}
                >
                  Unlock
                </Button>
              ) : (
                <Button size="small" onClick={dismiss}>
                  Close
                </Button>
              )
            }
          >
            {delivery.words}
          </Notice>
        ) : null}
      </div>
      {stop !== null ? (
        <Button ref={stopButton} onClick={stop} startIcon={<Icon name="x" size={14} />}>
          {left === null ? 'Sending… Stop' : `Stop · leaves in ${left} s`}
        </Button>
      ) : isUnknown ? (
        <>
          <Button
            variant="contained"
            data-env={environment}
            disabled={isBusy || why !== null}
            startIcon={<Icon name={environmentSigns[environment].icon} size={14} />}
            onClick={again}
          >
            {send.incidentKey === null ? 'Send the same bytes again' : 'Send again with the same key'}
            {environment === 'production' ? '…' : ''}
          </Button>
          <div className="pair">
            <Button disabled={isBusy} onClick={() => mark('delivered')}>
              It arrived
            </Button>
            <Button disabled={isBusy} onClick={() => mark('failed')}>
              It did not
            </Button>
          </div>
        </>
      ) : null}
      {waits && stop === null ? (
        <Button disabled={isBusy} onClick={cancel} startIcon={<Icon name="x" size={14} />}>
          Cancel this send
        </Button>
      ) : null}
      <div className="row">
        <Button
          variant={isUnknown ? 'outlined' : 'contained'}
          onClick={() => onDraft(send.id)}
          startIcon={<Icon name="compose" size={14} />}
        >
          Open as draft
        </Button>
        {isUnknown || waits || send.state === 'in_flight' ? null : (
          <Button
            disabled={isBusy || why !== null}
            onClick={again}
            startIcon={<Icon name="retry" size={14} />}
          >
            Send again{environment === 'production' ? '…' : ''}
          </Button>
        )}
        <CopyMenu
          forms={[
            { name: 'cURL', text: () => curlText(send.request) },
            { name: 'JSON', text: () => bodyText(send.request) },
          ]}
        />
      </div>
      {why === null || waits ? null : <p className="why">{why}</p>}
      <ProductionGuard what={asked} onConfirm={(what, guard) => void confirm(what, guard)} onClose={giveUp} />
      {isUnlocking ? (
        <UnlockDialog
          purpose={`to send as ${send.destination.name}`}
          onClose={() => {
            setUnlocking(false);
            dismiss();
          }}
        />
      ) : null}
    </Foot>
  );
}

const Foot = styled('footer')(({ theme: t }) => ({
  display: 'grid',
  gap: 8,
  padding: '12px 16px',
  borderTop: `1px solid ${t.vars.palette.divider}`,
  '&:focus': { outline: 'none' },
  '& [role=alert]:empty': { display: 'none' },
  '& .pair': { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 8 },
  '& .row': { display: 'flex', flexWrap: 'wrap', gap: 8, '& > :first-of-type': { flex: '1 0 auto' } },
  '& .row .MuiButton-root': { padding: '0 9px' },
  '& .why': { fontSize: '0.75rem', lineHeight: '1rem', color: t.vars.palette.text.tertiary },
}));
