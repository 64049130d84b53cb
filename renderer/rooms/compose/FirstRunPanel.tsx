import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { Icon } from '#renderer/ui/Icon.tsx';
import { KeyHint } from '#renderer/ui/KeyHint.tsx';
import { DestinationDialog } from '#renderer/rooms/vault/DestinationDialog.tsx';
import type { Destination } from '#shared/model/destination.ts';
import { providers } from '#shared/providers/registry.ts';
import { type FirstRun, stepNow } from './first-run.ts';
import { modifier } from './SendBar.tsx';
import { unseen } from '#renderer/ui/unseen.ts';

type FirstRunPanelProps = {
  readonly progress: FirstRun;
  readonly provider: string;
  readonly onClose: () => void;
  readonly onDestination: (destination: Destination) => void;
};

const steps = [
  { title: 'Press Send to sandbox', text: 'The example in the form is ready. Change anything you like.' },
  {
    title: 'See what the stand-in made of it',
    text: 'Its answer is at the bottom of the page; the history has every byte of it.',
  },
  {
    title: 'Acknowledge it, then resolve it',
    text: 'One key ties the three together. That is the half nobody tests.',
  },
];

/** The way from nothing to a resolved incident, beside a form that is ready to send. */
export function FirstRunPanel({ progress, provider, onClose, onDestination }: FirstRunPanelProps) {
  const [adding, setAdding] = useState(false);
  const now = stepNow(progress);
  const names = providers.map(({ shortName }) => `a ${shortName}`);
  const standIns = `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
  return (
    <Frame aria-labelledby="first-run">
      <Box sx={{ display: 'flex', justifyContent: 'space-between', m: '-2px -6px -6px 0' }}>
        <h2 id="first-run">Your first alert, in 30 seconds</h2>
        <IconButton size="small" aria-label="Hide these steps" onClick={onClose}>
          <Icon name="x" size={14} />
        </IconButton>
      </Box>
      <p>
        {standIns.charAt(0).toUpperCase() + standIns.slice(1)} stand-in run inside Firedrill. No account, no
        key, and <b>nothing leaves this computer</b>.
      </p>
      <ol>
        {steps.map(({ title, text }, index) => {
          const step = index + 1;
          const done = step < now;
          return (
            <li key={title} aria-current={step === now ? 'step' : undefined}>
              <span className="number" data-done={done ? '' : undefined}>
                {done ? <Icon name="check" size={14} /> : step}
                {done && <span className="hidden">done:</span>}
              </span>
              <div>
                <b>{title}</b>
                <span>{text}</span>
              </div>
              {step === 1 && now === 1 && <KeyHint>{`${modifier} ⏎`}</KeyHint>}
            </li>
          );
        })}
      </ol>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2, typography: 'body2' }}>
        <Box component="span" sx={{ color: 'text.tertiary' }}>
          Or start with your own:
        </Box>
        <Button size="small" startIcon={<Icon name="key" size={14} />} onClick={() => setAdding(true)}>
          Add my own key
        </Button>
      </Box>
      <DestinationDialog
        open={adding}
        provider={provider}
        name={`my-${provider}`}
        onClose={() => setAdding(false)}
        onSaved={(destination) => {
          setAdding(false);
          onDestination(destination);
        }}
      />
    </Frame>
  );
}

const Frame = styled('section')(({ theme: t }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr)',
  gap: 10,
  padding: '14px 16px',
  background: t.vars.palette.background.paper,
  border: `1px solid ${t.vars.palette.divider}`,
  borderRadius: 8,
  '& h2': { fontSize: '1rem', lineHeight: '1.5rem', fontWeight: 620, letterSpacing: '-.01em' },
  '& p': { color: t.vars.palette.text.secondary },
  '& ol': { border: `1px solid ${t.vars.palette.divider}`, borderRadius: 6, overflow: 'hidden' },
  '& li': { display: 'flex', gap: 12, alignItems: 'center', padding: '8px 12px' },
  '& li + li': { borderTop: `1px solid ${t.vars.palette.border.soft}` },
  '& li > div': { display: 'grid', flex: 1, minWidth: 0, lineHeight: '1.125rem' },
  '& li > div > span': { fontSize: '0.75rem', color: t.vars.palette.text.tertiary },
  '& li b': { fontWeight: 580 },
  '& .number': {
    display: 'grid',
    placeItems: 'center',
    flex: 'none',
    width: 22,
    height: 22,
    borderRadius: '50%',
    border: `1px solid ${t.vars.palette.border.control}`,
    fontSize: '0.75rem',
    fontWeight: 600,
    color: t.vars.palette.text.secondary,
  },
  '& .number[data-done]': { color: t.vars.palette.severity.ok.main, borderColor: 'currentColor' },
  '& .hidden': unseen,
  '& [aria-current]': {
    background: t.vars.palette.accent.tint,
    boxShadow: `inset 3px 0 0 ${t.vars.palette.accent.line}`,
  },
  '& [aria-current] .number': {
    background: t.vars.palette.rail.bg,
    borderColor: t.vars.palette.rail.bg,
    color: t.vars.palette.rail.mark,
  },
  // the accent ground is darker than the panel: help text takes the next tone
  '& [aria-current] > div > span': { color: t.vars.palette.text.secondary },
}));
