import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { type Ref, useEffect, useState } from 'react';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import { EnvironmentChip } from '#renderer/ui/EnvironmentChip.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { KeyHint } from '#renderer/ui/KeyHint.tsx';
import { splitUrl } from '#shared/http/http-request.ts';
import type { Destination, Environment } from '#shared/model/destination.ts';
import type { Send } from '#shared/model/send.ts';
import { useLiveAlert } from './live-alert.tsx';
import { MeterLine } from './MeterLine.tsx';
import { curlText, needsVault } from './preview.ts';
import { rememberedUntil } from '#renderer/guard/remembered.ts';
import { waitInWords } from './under-way.ts';
import type { Run } from './use-send.ts';
import { unseen } from '#renderer/ui/unseen.ts';

type SendBarProps = {
  readonly run: Run;
  /** What the engine is doing with it, once that takes long enough to be read. */
  readonly underWay: Send | null;
  /** Seconds until what is held back leaves. */
  readonly left: number | null;
  readonly onSend: () => void;
  readonly onUnlock: () => void;
  readonly sendRef: Ref<HTMLButtonElement>;
  readonly stopRef: Ref<HTMLButtonElement>;
  readonly barRef: Ref<HTMLDivElement>;
};

const verbs: Record<Environment, string> = {
  sandbox: 'Send to sandbox',
  test: 'Send to test',
  production: 'Send to production…',
};

/** Without the dots where nothing is asked first. */
function verbFor({ id, environment }: Destination): string {
  const verb = verbs[environment];
  return environment === 'production' && rememberedUntil(id) !== null ? verb.replace('…', '') : verb;
}

/** What pressing Send would do, and the button that does it. */
export function SendBar({ run, underWay, left, onSend, onUnlock, sendRef, stopRef, barRef }: SendBarProps) {
  const { alert, preview, checks } = useLiveAlert();
  const { destination } = alert;
  const [first] = checks.errors;
  const sending = run.state === 'sending';
  const locked = first === undefined && needsVault(alert);
  const isReady = first === undefined && !locked;
  const waits = sending && underWay !== null ? waitInWords(underWay) : null;
  return (
    <Box ref={barRef} tabIndex={-1} sx={bar}>
      {destination !== null && <EnvironmentChip environment={destination.environment} />}
      <Box id="send-what" sx={{ flex: '1 1 160px', minWidth: 0, color: 'text.secondary' }}>
        <span aria-live="polite">
          {waits === null ? null : (
            <Box component="span" sx={{ ...blocked, color: 'text.primary' }}>
              <Icon name="clock" />
              <span>{waits}</span>
            </Box>
          )}
        </span>
        {waits === null && first !== undefined && (
          <Box component="span" sx={blocked}>
            <Icon name="critical" />
            <span>
              {first.message}
              {checks.errors.length > 1 ? ` And ${checks.errors.length - 1} more.` : ''}
            </span>
          </Box>
        )}
        {waits === null && locked && (
          <Box component="span" sx={{ ...blocked, alignItems: 'center', color: 'text.primary' }}>
            <Icon name="lock" />
            <span>
              Unlock to send as <b>{destination?.name}</b>.
            </span>
          </Box>
        )}
        {waits === null && isReady && destination !== null && <What destination={destination} />}
      </Box>
      {destination !== null && <MeterLine destination={destination} />}
      {locked && (
        <Button onClick={onUnlock} startIcon={<Icon name="unlock" size={14} />}>
          Unlock
        </Button>
      )}
      {sending && (left !== null || waits !== null) ? (
        <Button ref={stopRef} onClick={run.stop} startIcon={<Icon name="x" size={14} />} sx={{ height: 36 }}>
          Stop <KeyHint>Esc</KeyHint>
        </Button>
      ) : (
        preview.ok && <CopyButton words text={() => safely(() => curlText(alert))} label="Copy cURL" />
      )}
      <Button
        ref={sendRef}
        variant="contained"
        data-env={isReady ? destination?.environment : undefined}
        aria-disabled={!isReady || sending}
        aria-describedby="send-what"
        startIcon={<Icon name={left === null ? 'send' : 'clock'} />}
        onClick={onSend}
        sx={button}
      >
        {sending ? (
          left === null ? (
            <Elapsed since={run.heldUntil ?? run.startedAt} />
          ) : (
            <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums' }}>
              Leaves in {left} s
            </Box>
          )
        ) : destination === null ? (
          'Send'
        ) : (
          verbFor(destination)
        )}
        {sending
          ? left === null && <KeyHint>Esc stops</KeyHint>
          : destination?.environment !== 'production' && <KeyHint>{`${modifier} ⏎`}</KeyHint>}
      </Button>
    </Box>
  );
}

export const modifier = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl';

function What({ destination }: { readonly destination: Destination }) {
  const { host } = splitUrl(destination.url);
  const spared = destination.environment === 'production' ? rememberedUntil(destination.id) : null;
  return destination.environment === 'sandbox' ? (
    <Box component="span" sx={what}>
      1 request to the stand-in on <b>{host}</b>. Nothing leaves this computer.
    </Box>
  ) : (
    <Box component="span" sx={what}>
      1 request to <b>{host}</b> as <b>{destination.name}</b>
      {spared === null ? '' : `. Not asked again until ${clock.format(spared)}`}
    </Box>
  );
}

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });

function Elapsed({ since }: { readonly since: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 100);
    return () => clearInterval(timer);
  }, []);
  return (
    <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums' }}>
      Sending… {(Math.max(0, now - since) / 1000).toFixed(1)} s
    </Box>
  );
}

function safely(text: () => string): string {
  try {
    return text();
  } catch {
    return '';
  }
}

const bar = {
  display: 'flex',
  alignItems: 'center',
  flexWrap: 'wrap',
  gap: '8px 12px',
  minHeight: 56,
  p: '10px 12px 10px 16px',
  minWidth: 0,
  // takes the focus only for want of another place
  '&:focus': { outline: 'none' },
} as const;

const what = {
  display: '-webkit-box',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: '2',
  overflow: 'hidden',
  overflowWrap: 'anywhere',
  // the chip and the button still say where it goes
  '@media (max-width: 879px)': unseen,
} as const;

const blocked = {
  display: 'flex',
  gap: '6px',
  alignItems: 'flex-start',
  color: 'severity.critical.main',
} as const;

const button = {
  height: 36,
  minWidth: 176,
  ml: 'auto',
  pl: '14px',
  pr: '8px',
  gap: '8px',
  fontWeight: 600,
  '&[data-env="production"]': { pr: '14px' },
  '&[aria-disabled="true"]:not([data-env])': {
    bgcolor: 'surface.sunken',
    color: 'text.secondary',
    pr: '14px',
    cursor: 'not-allowed',
    '& kbd': { display: 'none' },
  },
} as const;
