import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { environmentSigns } from '#renderer/ui/environment.ts';
import { EnvironmentChip } from '#renderer/ui/EnvironmentChip.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { OutcomeLabel } from '#renderer/ui/OutcomeLabel.tsx';
import { ProviderTag } from '#renderer/ui/ProviderTag.tsx';
import type { Batch } from '#shared/model/batch.ts';
import { environment } from '#shared/model/destination.ts';
import { outcomeWord } from '#shared/outcome/explain.ts';
import { findProvider, providers } from '#shared/providers/registry.ts';
import { FilterMenu } from './FilterMenu.tsx';
import { outcomes, stateWord, timeWords } from './filter-words.ts';
import { choose, filterKey, isNarrowed, isSpan, spans } from './list-filter.ts';
import { SavedFiltersMenu } from './SavedFiltersMenu.tsx';
import { SearchField } from './SearchField.tsx';
import { TimeDialog } from './TimeDialog.tsx';
import type { FilterInAddress } from './use-filter.ts';
import type { KnownDestination } from './use-destinations.ts';

type Props = {
  readonly address: FilterInAddress;
  readonly destinations: readonly KnownDestination[];
  readonly batches: readonly Batch[];
};

/** Everything the list can be narrowed by. */
export function FilterBar({ address, destinations, batches }: Props) {
  const { filter, change, put } = address;
  const [asksTime, setAsksTime] = useState(false);
  const custom = filter.last === undefined && (filter.since !== undefined || filter.until !== undefined);
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- <search> is not known to every screen reader yet
    <Bar role="search" aria-label="Sends">
      <SearchField
        label="Search"
        placeholder="Summary, key, host…"
        value={filter.search ?? ''}
        onSearch={(search, isFirst) => change({ search: search || undefined }, { replace: !isFirst })}
      />
      <FilterMenu
        label="Time"
        none="Any time"
        icon="clock"
        exclusive
        choices={[
          ...Object.entries(spans).map(([value, { words }]) => ({ value, words })),
          ...(custom ? [{ value: 'custom', words: timeWords(filter)[0] ?? '' }] : []),
        ]}
        chosen={filter.last === undefined ? (custom ? ['custom'] : []) : [filter.last]}
        onChange={([last]) =>
          change({ last: isSpan(last) ? last : undefined, since: undefined, until: undefined })
        }
        more={[{ label: 'From … until …', onChoose: () => setAsksTime(true) }]}
      />
      <FilterMenu
        label="Environment"
        choices={environment.options.map((value) => ({
          value,
          words: environmentSigns[value].word,
          look: <EnvironmentChip environment={value} />,
        }))}
        chosen={filter.environments ?? []}
        onChange={(chosen) => change(choose('environments', chosen))}
      />
      <FilterMenu
        label="Provider"
        choices={providers.map(({ id, name, tag }) => ({
          value: id,
          words: findProvider(id)?.shortName ?? name,
          look: (
            <Choice>
              <ProviderTag tag={tag} name={name} />
              {name}
            </Choice>
          ),
        }))}
        chosen={filter.providers ?? []}
        onChange={(chosen) => change(choose('providers', chosen))}
      />
      <FilterMenu
        label="Destination"
        choices={destinations.map(({ id, name, environment }) => ({
          value: id,
          words: name,
          look: (
            <Choice>
              {environment === null ? null : <EnvironmentChip environment={environment} iconOnly />}
              {name}
              {environment === null ? <small>no longer there</small> : null}
            </Choice>
          ),
        }))}
        chosen={filter.destinations ?? []}
        onChange={(chosen) => change(choose('destinations', chosen))}
      />
      <FilterMenu
        label="Outcome"
        choices={outcomes.map((value) => ({
          value,
          words: stateWord(value),
          look: <OutcomeLabel {...outcomeWord({ state: value, reason: null })} state={value} />,
        }))}
        chosen={filter.states ?? []}
        onChange={(chosen) => change(choose('states', chosen))}
      />
      {batches.length === 0 && filter.batches === undefined ? null : (
        <FilterMenu
          label="Batch"
          choices={batches.map(({ id, name, rows }) => ({
            value: id,
            words: name,
            look: `${name} (${rows})`,
          }))}
          chosen={filter.batches ?? []}
          onChange={(chosen) => change(choose('batches', chosen))}
        />
      )}
      {filter.incidentKey === undefined ? null : (
        <Button
          size="small"
          data-on=""
          aria-label={`Key: ${filter.incidentKey}. Take this filter away`}
          title={filter.incidentKey}
          startIcon={<Icon name="key" size={14} />}
          endIcon={<Icon name="x" size={14} />}
          onClick={() => change({ incidentKey: undefined })}
        >
          <span className="shown">{filter.incidentKey}</span>
        </Button>
      )}
      <SavedFiltersMenu filter={filter} onApply={put} />
      {isNarrowed(filter) ? (
        <Button size="small" variant="text" onClick={() => put({})}>
          Clear
        </Button>
      ) : null}
      {asksTime ? (
        <TimeDialog
          key={filterKey(filter)}
          value={{ since: filter.since, until: filter.until }}
          onChange={(times) => {
            setAsksTime(false);
            change({ last: undefined, ...times });
          }}
          onClose={() => setAsksTime(false)}
        />
      ) : null}
    </Bar>
  );
}

const Choice = styled('span')(({ theme: t }) => ({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 8,
  minWidth: 0,
  '& small': { color: t.vars.palette.text.tertiary, fontSize: '0.75rem' },
}));

const Bar = styled('div')(({ theme: t }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  flex: 'none',
  gap: 6,
  padding: '10px 12px',
  borderBottom: `1px solid ${t.vars.palette.border.soft}`,
  '& .search': {
    flex: '1 1 120px',
    minWidth: 112,
    maxWidth: 220,
    minHeight: 28,
    paddingLeft: 10,
    fontSize: '0.75rem',
  },
  '& .search input': { padding: '3px 8px 3px 0', '&::-webkit-search-cancel-button': { display: 'none' } },
  '& .search .MuiInputAdornment-root': { color: t.vars.palette.text.tertiary, marginRight: 6 },
  '& .shown': { maxWidth: 148, overflow: 'hidden', textOverflow: 'ellipsis' },
  '& .MuiButton-sizeSmall': { height: 28 },
  '& .MuiButton-root[data-on]': {
    background: t.vars.palette.accent.tint,
    borderColor: t.vars.palette.accent.line,
  },
}));
