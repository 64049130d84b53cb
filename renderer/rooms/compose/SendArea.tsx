import Box from '@mui/material/Box';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { Params } from '#shared/model/draft.ts';
import type { Finding } from '#shared/providers/provider.ts';
import { useLiveAlert } from './live-alert.tsx';
import { ProductionGuard } from './ProductionGuard.tsx';
import { ResultStrip } from './ResultStrip.tsx';
import { SendBar } from './SendBar.tsx';
import type { Run, ToSend } from './use-send.ts';
import { unseen } from '#renderer/ui/unseen.ts';

type SendAreaProps = {
  readonly form: UseFormReturn<Params>;
  readonly run: Run;
  readonly send: (what: ToSend, confirmation?: string) => Promise<Run>;
  readonly dismiss: () => void;
  readonly onTried: () => void;
  readonly goTo: (finding: Finding) => void;
  readonly onOpened: () => void;
};

/** The result of the last send over the bar that sends. Owns the shortcut, and the guard before production. */
export function SendArea({ form, run, send, dismiss, onTried, goTo, onOpened }: SendAreaProps) {
  const { alert, checks } = useLiveAlert();
  const [guarded, setGuarded] = useState<ToSend | null>(null);
  const [blocked, setBlocked] = useState('');
  const button = useRef<HTMLButtonElement>(null);

  const go = useCallback(
    async (what: ToSend, confirmation?: string) => {
      const done = await send(what, confirmation);
      if (done.state !== 'failed') return;
      for (const { path, message } of done.findings) {
        if (path.length > 0) form.setError(path.join('.'), { type: 'engine', message });
      }
    },
    [send, form],
  );
  const start = useCallback(
    (what: ToSend) => {
      if (what.destination.environment === 'production') setGuarded(what);
      else void go(what);
    },
    [go],
  );

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
      start({ provider: alert.provider.id, kind: alert.kind.id, params: alert.params, destination });
    },
    [run.state, checks.errors, alert, form, goTo, onTried, start],
  );

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
        run={run}
        onSend={start}
        onDismiss={() => {
          dismiss();
          button.current?.focus();
        }}
        onOpened={onOpened}
      />
      <Box role="alert" aria-live="assertive" sx={unseen}>
        {blocked}
      </Box>
      <SendBar run={run} onSend={() => press(false)} sendRef={button} />
      <ProductionGuard
        what={guarded}
        onClose={() => setGuarded(null)}
        onConfirm={(what, name) => {
          setGuarded(null);
          void go(what, name);
        }}
      />
    </Box>
  );
}
