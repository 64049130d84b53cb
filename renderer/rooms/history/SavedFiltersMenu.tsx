import { useState } from 'react';
import { FilterMenu } from './FilterMenu.tsx';
import { filterKey, isNarrowed, type ListFilter } from './list-filter.ts';
import { SavedFiltersDialog } from './SavedFiltersDialog.tsx';
import { SaveFilterDialog } from './SaveFilterDialog.tsx';
import { useSavedFilters } from './use-saved-filters.ts';

type Props = { readonly filter: ListFilter; readonly onApply: (filter: ListFilter) => void };

/** Filters that were given a name: to be put back, and to keep this one. */
export function SavedFiltersMenu({ filter, onApply }: Props) {
  const { saved, readAgain } = useSavedFilters();
  const [open, setOpen] = useState<'save' | 'manage' | null>(null);
  const key = filterKey(filter);
  const applied = saved.find((one) => filterKey(one.filter) === key);
  const isNew = isNarrowed(filter) && applied === undefined;
  if (saved.length === 0 && !isNew && open === null) return null;
  const done = () => {
    setOpen(null);
    void readAgain();
  };
  return (
    <>
      <FilterMenu
        label="Saved"
        icon="filter"
        exclusive
        choices={saved.map(({ id, name }) => ({ value: id, words: name }))}
        chosen={applied === undefined ? [] : [applied.id]}
        onChange={([id]) => onApply(saved.find((one) => one.id === id)?.filter ?? {})}
        more={[
          ...(isNew ? [{ label: 'Save this filter…', onChoose: () => setOpen('save') }] : []),
          ...(saved.length > 0 ? [{ label: 'Rename or remove…', onChoose: () => setOpen('manage') }] : []),
        ]}
      />
      {open === 'save' ? (
        <SaveFilterDialog filter={filter} saved={saved} onClose={() => setOpen(null)} onSaved={done} />
      ) : null}
      {open === 'manage' ? (
        <SavedFiltersDialog saved={saved} onClose={() => setOpen(null)} onDone={done} />
      ) : null}
    </>
  );
}
