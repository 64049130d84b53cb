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
import { Tick } from '#renderer/ui/Tick.tsx';
import type { Destination } from '#shared/model/destination.ts';
import type { Params } from '#shared/model/draft.ts';
import type { GuardInput } from '#shared/model/send.ts';
import type { Choice, Incident, MessageKind } from '#shared/providers/provider.ts';
import { findKind, findProvider } from '#shared/providers/registry.ts';

/** What would be sent to production, as far as it has to be read before. */
export type Guarded = {
  readonly provider: string;
  readonly kind: string;
  readonly params: Params;
  readonly destination: Pick<Destination, 'id' | 'name' | 'url'>;
};

type ProductionGuardProps<W extends Guarded> = {
  readonly what: W | null;
  /** It leaves at a time that is set now, and nobody is asked then. */
  readonly later?: boolean;
  readonly onConfirm: (what: W, guard: GuardInput) => void;
  readonly onClose: () => void;
};

/** Nothing goes to production before its name was typed. No shortcut confirms, and the engine asks for it too. */
export function ProductionGuard<W extends Guarded>(props: ProductionGuardProps<W>) {
  const { what, later = false, onConfirm, onClose } = props;
  const id = useId();
  return (
    <Dialog
      open={what !== null}
      onClose={onClose}
      role="alertdialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-means`}
      // at once, or Escape would close a dialog that is only fading instead of stopping what is held
      transitionDuration={{ enter: 140, exit: 0 }}
      slotProps={{ paper: { sx: { width: 560, maxWidth: 'calc(100% - 24px)', m: 3 } } }}
    >
      {what !== null && <Asked id={id} what={what} later={later} onConfirm={onConfirm} onClose={onClose} />}
    </Dialog>
  );
}

type AskedProps<W extends Guarded> = Omit<ProductionGuardProps<W>, 'what'> & {
  readonly id: string;
  readonly later: boolean;
  readonly what: W;
};

const effects: Record<Incident['effect'], string> = {
  opens: 'Opens an incident, or adds to one with this key',
  acknowledges: 'Acknowledges the incident with this key',
  resolves: 'Resolves the incident with this key',
  none: 'Opens no incident',
};

function Asked<W extends Guarded>({ id, what, later, onConfirm, onClose }: AskedProps<W>) {
  const [typed, setTyped] = useState('');
  const [hold, setHold] = useState(true);
  const [again, setAgain] = useState(false);
  const { destination, params } = what;
  const provider = findProvider(what.provider);
  const kind = findKind(what.provider, what.kind);
  const incident = kind?.incident(params) ?? { key: null, effect: 'none' as const };
  const matches = typed.trim() === destination.name;
  const vendor = provider?.shortName ?? what.provider;
  const level = kind === undefined ? undefined : levelOf(kind, params);
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
            {later ? 'Send this to production by itself?' : 'Send this to production?'}
          </Box>
          <Box component="p" id={`${id}-means`} sx={{ color: 'text.secondary' }}>
            {later
              ? `When its time comes, Firedrill sends it to ${vendor} for real and asks nobody any more.`
              : incident.effect === 'opens'
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
        <Box component="dd" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '0 8px' }}>
          {effects[incident.effect]}
          {level?.tone !== undefined && <ToneLabel tone={level.tone}>{level.label}</ToneLabel>}
        </Box>
        <dt>Summary</dt>
        <dd>{kind?.summary(params)}</dd>
        <dt>{keyLabel(kind)}</dt>
        <dd>{incident.key === null ? 'None; the vendor makes one' : <code>{incident.key}</code>}</dd>
      </Box>
      <Box sx={{ display: 'grid', gap: '6px', p: '14px 20px 0' }}>
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
      {later ? (
        <Box sx={{ height: 16 }} />
      ) : (
        <Box sx={{ display: 'grid', gap: '4px', p: '10px 20px 16px' }}>
          <Tick checked={hold} onChange={setHold}>
            Hold it for 5 seconds, so that I can still stop it
          </Tick>
          <Tick checked={again} onChange={setAgain}>
            Don’t ask again for <b>{destination.name}</b> for 10 minutes{' '}
            <Box component="span" sx={{ color: 'text.tertiary' }}>
              (batches always ask)
            </Box>
          </Tick>
        </Box>
      )}
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
          onClick={() =>
            onConfirm(what, { typed: typed.trim(), hold: hold && !later, remember: again && !later })
          }
          startIcon={<Icon name="shield" />}
          sx={{ height: 36 }}
        >
          {later ? 'Set the time' : 'Send to production'}
        </Button>
      </Box>
    </>
  );
}

/** "Critical", with its tone: the one choice that says how bad it is. */
function levelOf(kind: MessageKind, params: Params): Choice | undefined {
  for (const [name, field] of Object.entries(kind.fields)) {
    if (field.kind !== 'choice') continue;
    const choice = field.choices.find(({ value, tone }) => tone !== undefined && value === params[name]);
    if (choice !== undefined) return choice;
  }
  return undefined;
}

/** "Dedup key": what the vendor calls it. */
function keyLabel(kind: MessageKind | undefined): string {
  return Object.values(kind?.fields ?? {}).find((field) => field.kind === 'key')?.label ?? 'Key';
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
