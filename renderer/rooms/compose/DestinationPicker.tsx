import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Popover from '@mui/material/Popover';
import { useState } from 'react';
import { fieldId } from '#renderer/forms/field-id.ts';
import { FieldFrame } from '#renderer/forms/FieldFrame.tsx';
import { EnvironmentChip } from '#renderer/ui/EnvironmentChip.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { ProviderTag } from '#renderer/ui/ProviderTag.tsx';
import { DestinationDialog } from '#renderer/rooms/vault/DestinationDialog.tsx';
import type { Destination } from '#shared/model/destination.ts';
import type { Secret } from '#shared/model/secret.ts';
import type { Provider } from '#shared/providers/provider.ts';
import { DestinationMenu } from './DestinationMenu.tsx';
import { placeInWords } from './place-in-words.ts';
import { unseen } from '#renderer/ui/unseen.ts';

type DestinationPickerProps = {
  readonly provider: Provider;
  readonly destinations: readonly Destination[];
  readonly secrets: readonly Secret[];
  readonly vaultIsShut: boolean;
  readonly chosen: Destination | null;
  readonly error: string | null;
  readonly onChoose: (id: string) => void;
};

export function DestinationPicker(props: DestinationPickerProps) {
  const { provider, destinations, secrets, vaultIsShut, chosen, error, onChoose } = props;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [editing, setEditing] = useState<{ readonly destination?: Destination } | null>(null);
  const id = fieldId('destination');
  const close = () => setAnchor(null);
  return (
    <FieldFrame id={id} group label="Destination" error={error}>
      <ButtonBase
        id={id}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        aria-invalid={error === null ? undefined : true}
        aria-describedby={error === null ? undefined : `${id}-error`}
        data-env={chosen?.environment}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={field}
      >
        <Box component="span" sx={unseen}>
          Destination
        </Box>
        {/* the provider is named by the picker above */}
        <span aria-hidden>
          <ProviderTag tag={provider.tag} name={provider.name} />
        </span>
        <Box component="span" sx={{ display: 'grid', flex: 1, minWidth: 0, lineHeight: '1rem' }}>
          <Box component="b" sx={{ ...cut, fontWeight: 560 }}>
            {chosen?.name ?? 'Choose a destination'}
          </Box>
          <Box component="span" sx={{ ...cut, typography: 'body2', color: 'text.tertiary' }}>
            {chosen === null
              ? 'Where the alert goes, and with which key'
              : placeInWords(chosen, provider, secrets, vaultIsShut)}
          </Box>
        </Box>
        {chosen !== null && <EnvironmentChip environment={chosen.environment} />}
        <Icon name="down" />
      </ButtonBase>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{
          paper: {
            'aria-label': 'Destinations',
            role: 'dialog',
            sx: { mt: 1, width: Math.max(anchor?.offsetWidth ?? 0, 280), maxHeight: 400, display: 'flex' },
          },
        }}
      >
        <DestinationMenu
          provider={provider}
          destinations={destinations}
          secrets={secrets}
          vaultIsShut={vaultIsShut}
          chosen={chosen}
          onChoose={(id) => {
            close();
            onChoose(id);
          }}
          onEdit={(destination) => {
            close();
            setEditing(destination === null ? {} : { destination });
          }}
        />
      </Popover>
      <DestinationDialog
        open={editing !== null}
        destination={editing?.destination}
        provider={provider.id}
        onClose={() => setEditing(null)}
        onSaved={(saved) => {
          setEditing(null);
          onChoose(saved.id);
        }}
      />
    </FieldFrame>
  );
}

const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 } as const;

const field = {
  display: 'flex',
  width: '100%',
  minHeight: 44,
  gap: '10px',
  padding: '0 10px 0 12px',
  textAlign: 'left',
  typography: 'body1',
  border: '1px solid',
  borderColor: 'border.control',
  borderRadius: '6px',
  bgcolor: 'background.paper',
  '&:hover': { bgcolor: 'surface.raised' },
  '&:focus-visible': { outline: '2px solid var(--fd-palette-accent-line)', outlineOffset: 2 },
  '&[data-env="sandbox"]': { borderStyle: 'dashed', borderColor: 'env.sandbox.main' },
  '&[data-env="test"]': { boxShadow: 'inset 4px 0 0 var(--fd-palette-env-test-fill)' },
  '&[data-env="production"]': {
    borderColor: 'env.production.fill',
    boxShadow: 'inset 0 0 0 1px var(--fd-palette-env-production-fill)',
  },
  '&[aria-invalid]': { borderColor: 'severity.critical.main' },
} as const;
