import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import OutlinedInput from '@mui/material/OutlinedInput';
import { useId, useState } from 'react';
import { EnvironmentChip } from '#renderer/ui/EnvironmentChip.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { KeyHint } from '#renderer/ui/KeyHint.tsx';
import { ProviderTag } from '#renderer/ui/ProviderTag.tsx';
import { ToneLabel } from '#renderer/ui/ToneLabel.tsx';
import type { Incident } from '#shared/providers/provider.ts';
import { findKind, findProvider } from '#shared/providers/registry.ts';
import type { ToSend } from './use-send.ts';

type ProductionGuardProps = {
  readonly what: ToSend | null;
  readonly onConfirm: (what: ToSend, name: string) => void;
  readonly onClose: () => void;
};

/** Nothing goes to production before its name was typed. No shortcut confirms, and the engine asks for it too. */
export function ProductionGuard({ what, onConfirm, onClose }: ProductionGuardProps) {
  const id = useId();
  return (
    <Dialog
      open={what !== null}
      onClose={onClose}
      role="alertdialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-means`}
      slotProps={{ paper: { sx: { width: 560, maxWidth: 'calc(100% - 24px)', m: 3 } } }}
    >
      {what !== null && <Asked id={id} what={what} onConfirm={onConfirm} onClose={onClose} />}
    </Dialog>
  );
}

type AskedProps = Omit<ProductionGuardProps, 'what'> & { readonly id: string; readonly what: ToSend };

const effects: Record<Incident['effect'], string> = {
  opens: 'Opens an incident, or adds to one with this key',
  acknowledges: 'Acknowledges the incident with this key',
  resolves: 'Resolves the incident with this key',
  none: 'Opens no incident',
};

function Asked({ id, what, onConfirm, onClose }: AskedProps) {
  const [typed, setTyped] = useState('');
  const { destination, params } = what;
  const provider = findProvider(what.provider);
  const kind = findKind(what.provider, what.kind);
  const incident = kind?.incident(params) ?? { key: null, effect: 'none' as const };
  const matches = typed.trim() === destination.name;
  const vendor = provider?.shortName ?? what.provider;
  return (
    <>
      <Box sx={stripe} />
      <Box sx={{ display: 'flex', gap: '14px', p: '18px 20px 12px' }}>
        <Box component="span" sx={sign}>
          <Icon name="shield" size={20} />
        </Box>
        <Box>
          <Box
            component="h2"
            id={`${id}-title`}
            sx={{ fontSize: '1rem', lineHeight: '1.5rem', fontWeight: 620 }}
          >
            Send this to production?
          </Box>
          <Box component="p" id={`${id}-means`} sx={{ color: 'text.secondary' }}>
            {incident.effect === 'opens'
              ? `${vendor} may page whoever is on call for this service. A page cannot be taken back.`
              : `${vendor} gets this for real, and what it does there cannot be taken back.`}
          </Box>
        </Box>
      </Box>
      <Box component="dl" sx={facts}>
        <dt>Destination</dt>
        <Box component="dd" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2 }}>
          {provider !== undefined && <ProviderTag tag={provider.tag} name={provider.name} />}
          <b>{destination.name}</b>
          <EnvironmentChip environment="production" />
        </Box>
        <dt>Goes to</dt>
        <dd>
          <code>{destination.url}</code>
        </dd>
        <dt>Does</dt>
        <dd>
          {effects[incident.effect]}
          {kind !== undefined && <> ({kind.action(params)})</>}
        </dd>
        <dt>Summary</dt>
        <dd>{kind?.summary(params)}</dd>
        <dt>Key</dt>
        <dd>{incident.key === null ? 'None; the vendor makes one' : <code>{incident.key}</code>}</dd>
      </Box>
      <Box sx={{ display: 'grid', gap: '6px', p: '14px 20px 16px' }}>
        <Box component="label" htmlFor={`${id}-name`} sx={{ fontWeight: 560 }}>
          Type <code>{destination.name}</code> to go on
        </Box>
        <OutlinedInput
          fullWidth
          id={`${id}-name`}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog has to take the focus, and this field is what it asks for
          autoFocus
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          sx={{ typography: 'mono', pr: 2 }}
          inputProps={{ autoComplete: 'off', spellCheck: false }}
          endAdornment={
            matches ? (
              <Box sx={{ typography: 'body2' }}>
                <ToneLabel tone="ok">Matches</ToneLabel>
              </Box>
            ) : undefined
          }
        />
      </Box>
      <Box sx={footer}>
        <Box component="span" sx={{ typography: 'body2', color: 'text.tertiary', mr: 'auto' }}>
          No shortcut confirms this.
        </Box>
        <Button onClick={onClose}>
          Cancel <KeyHint>Esc</KeyHint>
        </Button>
        <Button
          variant="contained"
          data-env="production"
          disabled={!matches}
          onClick={() => onConfirm(what, typed.trim())}
          startIcon={<Icon name="shield" />}
          sx={{ height: 36 }}
        >
          Send to production
        </Button>
      </Box>
    </>
  );
}

const stripe = {
  height: 10,
  flex: 'none',
  background:
    'repeating-linear-gradient(-45deg, var(--fd-palette-env-production-fill) 0 10px, var(--fd-palette-env-production-stripe) 10px 20px)',
} as const;

const sign = {
  display: 'grid',
  placeItems: 'center',
  flex: 'none',
  width: 36,
  height: 36,
  borderRadius: '8px',
  color: 'env.production.main',
  bgcolor: 'env.production.tint',
} as const;

const facts = {
  display: 'grid',
  gridTemplateColumns: '104px minmax(0, 1fr)',
  gap: '6px 12px',
  mx: '20px',
  p: '12px 14px',
  border: '1px solid',
  borderColor: 'divider',
  borderRadius: '8px',
  bgcolor: 'surface.raised',
  fontSize: '0.78125rem',
  lineHeight: '1.25rem',
  '& dt': { color: 'text.tertiary' },
  '& dd': { m: 0, minWidth: 0, overflowWrap: 'anywhere' },
  '@media (max-width: 480px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
} as const;

const footer = {
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 2,
  p: '12px 20px',
  borderTop: '1px solid',
  borderColor: 'divider',
  bgcolor: 'surface.raised',
} as const;
