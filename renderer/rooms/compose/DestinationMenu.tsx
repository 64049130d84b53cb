import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import OutlinedInput from '@mui/material/OutlinedInput';
import { styled } from '@mui/material/styles';
import { type KeyboardEvent, useId, useState } from 'react';
import { EnvironmentChip } from '#renderer/ui/EnvironmentChip.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { ProviderTag } from '#renderer/ui/ProviderTag.tsx';
import type { Destination } from '#shared/model/destination.ts';
import type { Secret } from '#shared/model/secret.ts';
import type { Provider } from '#shared/providers/provider.ts';
import { placeInWords } from './place-in-words.ts';

type DestinationMenuProps = {
  readonly provider: Provider;
  readonly destinations: readonly Destination[];
  readonly secrets: readonly Secret[];
  readonly vaultIsShut: boolean;
  readonly chosen: Destination | null;
  readonly onChoose: (id: string) => void;
  /** Null for a new one. */
  readonly onEdit: (destination: Destination | null) => void;
};

/** The vendor's destinations, narrowed by what is typed. The cursor stays in the filter; arrows move in the list. */
export function DestinationMenu(props: DestinationMenuProps) {
  const { provider, destinations, secrets, vaultIsShut, chosen, onChoose, onEdit } = props;
  const [filter, setFilter] = useState('');
  const id = useId();
  const wanted = filter.trim().toLowerCase();
  const found = destinations.filter((destination) =>
    `${destination.name} ${destination.environment} ${destination.url}`.toLowerCase().includes(wanted),
  );
  const [active, setActive] = useState(Math.max(0, chosen === null ? 0 : destinations.indexOf(chosen)));
  const at = Math.min(active, found.length - 1);

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: found.length - 1,
    };
    const next = steps[event.key];
    if (next !== undefined && found.length > 0) {
      event.preventDefault();
      const to = (next + found.length) % found.length;
      setActive(to);
      document.getElementById(`${id}-${to}`)?.scrollIntoView({ block: 'nearest' });
    }
    const under = found[at];
    if (event.key === 'Enter' && under !== undefined) {
      event.preventDefault();
      onChoose(under.id);
    }
  };

  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0, minHeight: 0 }}>
      <Box sx={{ p: 2, borderBottom: '1px solid', borderColor: 'border.soft' }}>
        <OutlinedInput
          fullWidth
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was opened to choose, and choosing begins here
          autoFocus
          value={filter}
          placeholder="Filter destinations"
          onChange={(event) => {
            setFilter(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          startAdornment={<Icon name="search" size={14} />}
          sx={{ gap: 1, color: 'text.tertiary' }}
          inputProps={{
            role: 'combobox',
            'aria-label': 'Filter destinations',
            'aria-expanded': true,
            'aria-controls': `${id}-list`,
            'aria-activedescendant': found.length > 0 ? `${id}-${at}` : undefined,
            'aria-autocomplete': 'list',
            autoComplete: 'off',
            spellCheck: false,
          }}
        />
      </Box>
      <Box
        id={`${id}-list`}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a select cannot hold tags, chips and two lines
        role="listbox"
        aria-label={`${provider.name} destinations`}
        sx={{ overflow: 'auto', p: 1, flex: 1 }}
      >
        {found.map((destination, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the filter above has the keys of the whole list
          <Option
            key={destination.id}
            id={`${id}-${index}`}
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above
            role="option"
            tabIndex={-1}
            aria-selected={destination.id === chosen?.id}
            data-active={index === at ? '' : undefined}
            onClick={() => onChoose(destination.id)}
            onPointerMove={() => setActive(index)}
          >
            <ProviderTag tag={provider.tag} name={provider.name} />
            <span className="words">
              <b>{destination.name}</b>
              <span>{placeInWords(destination, provider, secrets, vaultIsShut)}</span>
            </span>
            <EnvironmentChip environment={destination.environment} />
          </Option>
        ))}
      </Box>
      {found.length === 0 && (
        <Box
          component="output"
          sx={{ display: 'block', p: '0 12px 12px', typography: 'body2', color: 'text.tertiary' }}
        >
          {wanted === ''
            ? `No ${provider.shortName} destination yet.`
            : `No destination has “${filter.trim()}” in it.`}
        </Box>
      )}
      <Box
        sx={{
          display: 'flex',
          gap: 1,
          p: 1,
          borderTop: '1px solid',
          borderColor: 'border.soft',
          flexWrap: 'wrap',
        }}
      >
        <Button
          size="small"
          variant="text"
          startIcon={<Icon name="plus" size={14} />}
          onClick={() => onEdit(null)}
        >
          New destination…
        </Button>
        {chosen !== null && !chosen.builtIn && (
          <Button
            size="small"
            variant="text"
            startIcon={<Icon name="compose" size={14} />}
            onClick={() => onEdit(chosen)}
          >
            Edit {chosen.name}…
          </Button>
        )}
      </Box>
    </Box>
  );
}

const Option = styled('div')(({ theme: t }) => ({
  display: 'flex',
  alignItems: 'center',
  gap: 10,
  minHeight: 40,
  padding: '3px 8px',
  borderRadius: 4,
  cursor: 'pointer',
  '& .words': { display: 'grid', flex: 1, minWidth: 0, lineHeight: '1rem' },
  '& .words > *': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& .words > span': { fontSize: '0.75rem', color: t.vars.palette.text.tertiary },
  '&[data-active]': { background: t.vars.palette.surface.sunken },
  '&[aria-selected="true"]': {
    background: t.vars.palette.accent.tint,
    boxShadow: `inset 3px 0 0 ${t.vars.palette.accent.line}`,
  },
  '&[aria-selected="true"][data-active]': {
    outline: `1px solid ${t.vars.palette.accent.line}`,
    outlineOffset: -1,
  },
}));
