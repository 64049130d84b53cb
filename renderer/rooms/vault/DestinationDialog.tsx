import { zodResolver } from '@hookform/resolvers/zod';
import Dialog from '@mui/material/Dialog';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { FormProvider, useForm, useWatch } from 'react-hook-form';
import { api, client } from '#renderer/host/client.ts';
import { explainError } from '#shared/contract/explain-error.ts';
import type { Destination } from '#shared/model/destination.ts';
import type { Provider } from '#shared/providers/provider.ts';
import { findProvider, providers } from '#shared/providers/registry.ts';
import { DestinationFields } from './DestinationFields.tsx';
import {
  blankDestination,
  destinationForm,
  type DestinationFormInput,
  type DestinationFormOutput,
  toForm,
} from './destination-form.ts';
import { keepChoice, KeepKeys } from './KeepKeys.tsx';
import { saveDestination } from './save-destination.ts';
import { useVaultStatus } from './use-vault.ts';
import { canBeSetUp, isShut } from './vault-state.ts';

type Props = {
  open: boolean;
  /** The one to edit; without it a new one is made. */
  destination?: Destination;
  /** What a new one starts as. */
  provider?: string;
  /** What a new one is called unless something else is typed; then only the key is missing. */
  name?: string;
  onClose: () => void;
  onSaved: (destination: Destination) => void;
};

/** Makes a destination or changes one, together with its keys. */
export function DestinationDialog({ open, destination, provider, name, onClose, onSaved }: Props) {
  const titleId = useId();
  const [isBusy, setBusy] = useState(false);
  const close = () => {
    if (!isBusy) onClose();
  };
  return (
    <Dialog
      open={open}
      // a click beside it must not throw away a key that was just pasted
      onClose={(_, reason) => {
        if (reason === 'escapeKeyDown') close();
      }}
      aria-labelledby={titleId}
      maxWidth={false}
      slotProps={{ paper: { sx: { width: 600, m: 4 } } }}
    >
      <Content
        key={destination?.id ?? provider ?? ''}
        titleId={titleId}
        destination={destination}
        name={name}
        start={findProvider(destination?.provider ?? provider ?? '') ?? providers[0]}
        onBusy={setBusy}
        onClose={close}
        onSaved={onSaved}
      />
    </Dialog>
  );
}

type ContentProps = {
  titleId: string;
  destination: Destination | undefined;
  start: Provider | undefined;
  name: string | undefined;
  onBusy: (isBusy: boolean) => void;
  onClose: () => void;
  onSaved: (destination: Destination) => void;
};

function Content({ titleId, destination, start, name, onBusy, onClose, onSaved }: ContentProps) {
  if (start === undefined) throw new Error('There is no provider.');
  const secrets = useQuery(api.secrets.list.queryOptions({ input: {} }));
  const destinations = useQuery(api.destinations.list.queryOptions({ input: {} }));
  const form = useForm<DestinationFormInput, unknown, DestinationFormOutput>({
    resolver: zodResolver(destinationForm),
    defaultValues:
      destination === undefined
        ? { ...blankDestination(start), name: name ?? '' }
        : toForm(destination, start),
    mode: 'onTouched',
  });
  const [problem, setProblem] = useState<string | null>(null);
  const [made] = useState(() => new Map<string, string>());
  const status = useVaultStatus();
  const queries = useQueryClient();
  const [unkept, setUnkept] = useState<Destination | null>(null);
  const provider = findProvider(useWatch({ control: form.control, name: 'provider' })) ?? start;

  useEffect(() => {
    // keys of a destination that was given up after a failed save belong to nothing
    return () => {
      for (const id of made.values()) client.secrets.remove({ id }).catch(() => {});
    };
  }, [made]);

  const save = form.handleSubmit(async (values) => {
    setProblem(null);
    onBusy(true);
    try {
      const saved = await saveDestination(
        {
          client,
          provider,
          secrets: secrets.data ?? [],
          destinations: destinations.data ?? [],
          vaultIsShut: isShut(status),
          made,
        },
        values,
      );
      made.clear();
      void queries.invalidateQueries({ queryKey: api.secrets.key() });
      void queries.invalidateQueries({ queryKey: api.destinations.key() });
      const isTyped = Object.values(values.keys).some((key) => key.trim() !== '');
      if (isTyped && status !== undefined && canBeSetUp(status) && !keepChoice.isMade) setUnkept(saved);
      else onSaved(saved);
    } catch (error) {
      setProblem(explainError(error));
    } finally {
      onBusy(false);
    }
  });

  if (unkept !== null && status !== undefined) {
    return <KeepKeys titleId={titleId} status={status} destination={unkept} onDone={() => onSaved(unkept)} />;
  }
  return (
    <FormProvider {...form}>
      <DestinationFields
        titleId={titleId}
        title={destination === undefined ? 'Add a destination' : `Edit ${destination.name}`}
        provider={provider}
        isNew={destination === undefined}
        secrets={secrets.data ?? []}
        problem={problem}
        startAtKey={name !== undefined}
        onSave={save}
        onClose={onClose}
      />
    </FormProvider>
  );
}
