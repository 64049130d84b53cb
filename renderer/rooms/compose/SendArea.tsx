import Box from '@mui/material/Box';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { Params } from '#shared/model/draft.ts';
import type { GuardInput } from '#shared/model/send.ts';
import { UnlockDialog } from '#renderer/rooms/vault/UnlockDialog.tsx';
import type { Finding } from '#shared/providers/provider.ts';
import { useLiveAlert } from './live-alert.tsx';
import { needsVault } from './preview.ts';
import { pickedFor } from './resolve-choice.ts';
import { useSettled } from './use-settled.ts';
import { useUnderWay } from './use-under-way.ts';
import { ProductionGuard } from '#renderer/guard/ProductionGuard.tsx';
import { forget, remember, rememberedUntil } from '#renderer/guard/remembered.ts';
import { ResultStrip } from './ResultStrip.tsx';
import { SendBar } from './SendBar.tsx';
import { useHolding } from '#renderer/guard/use-holding.ts';
import type { Run, ToSend } from './use-send.ts';
import { unseen } from '#renderer/ui/unseen.ts';

type SendAreaProps = {
  readonly form: UseFormReturn<Params>;
  readonly run: Run;
  readonly send: (what: ToSend, guard?: GuardInput) => Promise<Run>;
  readonly mark: (id: string, became: 'delivered' | 'failed') => Promise<void>;
  readonly dismiss: () => void;
  readonly onTried: () => void;
  readonly goTo: (finding: Finding) => void;
  readonly onOpened: () => void;
};

/** The result of the last send over the bar that sends. Owns the shortcut, and the guard before production. */
export function SendArea({ form, run, send, mark, dismiss, onTried, goTo, onOpened }: SendAreaProps) {
  const { alert, checks } = useLiveAlert();
  const [guarded, setGuarded] = useState<ToSend | null>(null);
  const [blocked, setBlocked] = useState('');
  const [isUnlocking, setUnlocking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const stopButton = useRef<HTMLButtonElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const left = useHolding(run.state === 'sending' ? run.heldUntil : null);

  const go = useCallback(
    async (what: ToSend, guard?: GuardInput) => {
      const done = await send(what, guard);
      if (guard?.remember === true && done.state === 'done') remember(what.destination.id);
      if (done.state !== 'failed') return;
      if (done.code === 'CONFIRMATION_NEEDED') {
        forget(what.destination.id);
        // the unknown one that was to be sent again is still what is on screen
        if (what.resend === undefined) dismiss();
        setGuarded(what);
      }
      for (const { path, message } of done.findings) {
        if (path.length > 0) form.setError(path.join('.'), { type: 'engine', message });
      }
    },
    [send, dismiss, form],
  );
  const start = useCallback(
    (what: ToSend) => {
      const { id, environment } = what.destination;
      if (environment === 'production' && rememberedUntil(id) === null) setGuarded(what);
      else void go(what);
    },
    [go],
  );

  const underWay = useUnderWay(run);
  const shown = useSettled(run);

  const isHeld = left !== null;
  useEffect(() => {
    if (!isHeld) return;
    const place = bar.current;
    const frame = requestAnimationFrame(() => stopButton.current?.focus());
    return () => {
      cancelAnimationFrame(frame);
      // not to the button that sends: whoever is late with stopping must not send once more
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) place?.focus();
      });
    };
  }, [isHeld]);

  const press = useCallback(
    (byShortcut: boolean) => {
      if (run.state === 'sending') return;
      const [problem] = checks.errors;
      const { destination } = alert;
      if (problem !== undefined || destination === null) {
        onTried();
        void form.trigger();
        if (problem === undefined) return;
        // emptied first, or the same words a second time would not be read out
        setBlocked('');
        requestAnimationFrame(() => setBlocked(`Not sent. ${problem.message}`));
        goTo(problem);
        return;
      }
      setBlocked('');
      if (needsVault(alert)) {
        setUnlocking(true);
        return;
      }
      if (byShortcut && destination.environment === 'production') {
        setBlocked('No shortcut sends to production. Use the button.');
        return;
      }
      // a key that was only offered becomes the one that acknowledge and resolve will reuse
      const typed = form.getValues();
      for (const [name, value] of Object.entries(alert.params)) {
        if (typeof value === 'string' && value !== typed[name])
          form.setValue(name, value, { shouldDirty: true });
      }
      const timer = pickedFor(alert.kind, alert.params, alert.resolves);
      start({
        provider: alert.provider.id,
        kind: alert.kind.id,
        params: alert.params,
        destination,
        ...(timer.ok && timer.seconds !== undefined ? { resolveAfter: timer.seconds } : {}),
      });
    },
    [run.state, checks.errors, alert, form, goTo, onTried, start],
  );

  const closeUnlock = useCallback(() => {
    setUnlocking(false);
    // the button that asked for it is gone once the vault is open
    requestAnimationFrame(() => button.current?.focus());
  }, []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // by where the cursor is: a dialog stays in the document while it fades away
      const inDialog = document.activeElement?.closest('[role=dialog], [role=alertdialog]') ?? null;
      if (event.defaultPrevented || inDialog !== null) return;
      if (event.key === 'Escape' && run.state === 'sending') run.stop();
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.repeat) {
        event.preventDefault();
        press(true);
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [press, run]);

  return (
    <Box sx={{ position: 'relative', bgcolor: 'background.paper' }}>
      <ResultStrip
        run={shown}
        onSend={start}
        onMark={mark}
        onDismiss={() => {
          dismiss();
          button.current?.focus();
        }}
        onOpened={onOpened}
        onUnlock={() => setUnlocking(true)}
      />
      <Box role="alert" aria-live="assertive" sx={unseen}>
        {isHeld ? 'Held back for 5 seconds. Escape stops it.' : blocked}
      </Box>
      <SendBar
        run={run}
        underWay={underWay}
        left={left}
        onSend={() => press(false)}
        onUnlock={() => setUnlocking(true)}
        sendRef={button}
        stopRef={stopButton}
        barRef={bar}
      />
      <ProductionGuard
        what={guarded}
        onClose={() => setGuarded(null)}
        onConfirm={(what, guard) => {
          setGuarded(null);
          void go(what, guard);
        }}
      />
      {isUnlocking && (
        <UnlockDialog
          purpose={alert.destination === null ? undefined : `to send as ${alert.destination.name}`}
          onClose={closeUnlock}
        />
      )}
    </Box>
  );
}
