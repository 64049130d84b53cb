import OutlinedInput from '@mui/material/OutlinedInput';
import { useId, useState } from 'react';
import { v7 as uuid } from 'uuid';
import { FieldFrame } from '#renderer/forms/FieldFrame.tsx';
import { Fields } from '#renderer/forms/Fields.tsx';
import { client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import type { SavedFilter } from '#shared/model/history.ts';
import { type ListFilter, spans } from './list-filter.ts';

type Props = {
  readonly filter: ListFilter;
  readonly saved: readonly SavedFilter[];
  readonly onClose: () => void;
  readonly onSaved: () => void;
};

/** Gives the filter a name; the name of one that is there replaces that one. */
export function SaveFilterDialog({ filter: { last, ...filter }, saved, onClose, onSaved }: Props) {
  const id = useId();
  const { isBusy, problem, run } = useCall();
  const [name, setName] = useState('');
  const [isTried, setTried] = useState(false);
  const same = saved.find((one) => one.name.toLowerCase() === name.trim().toLowerCase());
  const isEmpty = Object.values(filter).every((part) => part === undefined);
  const wrong = isTried && name.trim() === '' ? 'Give it a name.' : null;
  const save = async () => {
    setTried(true);
    if (name.trim() === '') return document.getElementById(id)?.focus();
    const done = await run(() =>
      client.history.saveFilter({ id: same?.id ?? uuid(), name: name.trim(), filter }),
    );
    if (done !== undefined) onSaved();
  };
  return (
    <FormDialog
      title="Save this filter"
      problem={problem}
      busy={isBusy}
      submitLabel={same === undefined ? 'Save' : 'Replace it'}
      {...(isEmpty ? {} : { onSubmit: () => void save() })}
      cancelLabel={isEmpty ? 'Close' : 'Cancel'}
      onClose={onClose}
    >
      {last === undefined ? null : (
        <Notice tone={isEmpty ? 'warning' : 'info'}>
          “{spans[last].words}” is not kept: a saved filter knows moments, not what ends now.
          {isEmpty ? ' There is nothing else to save.' : ' Everything else of it is.'}
        </Notice>
      )}
      {isEmpty ? null : (
        <Fields>
          <FieldFrame
            id={id}
            label="Name"
            required
            error={wrong}
            help={
              same === undefined ? 'Such as “Unknown in production”.' : 'There is one of this name already.'
            }
          >
            <OutlinedInput
              fullWidth
              id={id}
              // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one field of the dialog
              autoFocus
              value={name}
              onChange={(event) => setName(event.target.value)}
              error={wrong !== null}
              inputProps={{
                'aria-required': true,
                'aria-describedby': `${id}-error ${id}-help`,
                autoComplete: 'off',
                maxLength: 80,
              }}
            />
          </FieldFrame>
        </Fields>
      )}
    </FormDialog>
  );
}
