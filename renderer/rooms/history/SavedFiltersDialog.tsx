import IconButton from '@mui/material/IconButton';
import OutlinedInput from '@mui/material/OutlinedInput';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import type { SavedFilter } from '#shared/model/history.ts';

type Props = {
  readonly saved: readonly SavedFilter[];
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** Other names, or none any more; nothing is changed before it is saved. */
export function SavedFiltersDialog({ saved, onClose, onDone }: Props) {
  const { isBusy, problem, run } = useCall();
  const [names, setNames] = useState(() => new Map(saved.map(({ id, name }) => [id, name])));
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const nameless = saved.find(({ id }) => !removed.has(id) && (names.get(id) ?? '').trim() === '');

  const save = async () => {
    if (nameless !== undefined) return;
    const done = await run(async () => {
      for (const one of saved) {
        const name = (names.get(one.id) ?? one.name).trim();
        if (removed.has(one.id)) await client.history.removeFilter({ id: one.id });
        else if (name !== one.name) await client.history.saveFilter({ ...one, name });
      }
      return true;
    });
    if (done === true) onDone();
  };
  const toggle = (id: string) => {
    const next = new Set(removed);
    if (!next.delete(id)) next.add(id);
    setRemoved(next);
  };
  return (
    <FormDialog
      title="Saved filters"
      problem={problem ?? (nameless === undefined ? null : 'Give each of them a name, or remove it.')}
      busy={isBusy}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <List>
        {saved.map(({ id, name }, index) => {
          const isRemoved = removed.has(id);
          return (
            <li key={id}>
              <OutlinedInput
                fullWidth
                // oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog has to take the focus, and this is its first field
                autoFocus={index === 0}
                value={names.get(id) ?? ''}
                disabled={isRemoved}
                onChange={(event) => setNames(new Map(names).set(id, event.target.value))}
                inputProps={{ 'aria-label': `Name of ${name}`, autoComplete: 'off', maxLength: 80 }}
              />
              <IconButton
                aria-label={isRemoved ? `Keep ${name}` : `Remove ${name}`}
                title={isRemoved ? 'Keep it' : 'Remove it'}
                onClick={() => toggle(id)}
              >
                <Icon name={isRemoved ? 'plus' : 'trash'} size={14} />
              </IconButton>
            </li>
          );
        })}
      </List>
    </FormDialog>
  );
}

const List = styled('ul')({
  display: 'grid',
  gap: 8,
  '& li': { display: 'flex', alignItems: 'center', gap: 8 },
});
