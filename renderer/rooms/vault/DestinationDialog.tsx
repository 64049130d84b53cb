import { zodResolver } from '@hookform/resolvers/zod';
import Dialog from '@mui/material/Dialog';
import { useQuery } from '@tanstack/react-query';
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
import { saveDestination } from './save-destination.ts';

type Props = {
  open: boolean;
  /** The one to edit; without it a new one is made. */
  destination?: Destination;
  /** What a new one starts as. */
  provider?: string;
  onClose: () => void;
  onSaved: (destination: Destination) => void;
};

/** Makes a destination or changes one, together with its keys. */
export function DestinationDialog({ open, destination, provider, onClose, onSaved }: Props) {
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
  onBusy: (isBusy: boolean) => void;
  onClose: () => void;
  onSaved: (destination: Destination) => void;
};

function Content({ titleId, destination, start, onBusy, onClose, onSaved }: ContentProps) {
  if (start === undefined) throw new Error('There is no provider.');
  const secrets = useQuery(api.secrets.list.queryOptions({ input: {} }));
  const destinations = useQuery(api.destinations.list.queryOptions({ input: {} }));
  const form = useForm<DestinationFormInput, unknown, DestinationFormOutput>({
    resolver: zodResolver(destinationForm),
    defaultValues: destination === undefined ? blankDestination(start) : toForm(destination, start),
    mode: 'onTouched',
  });
  const [problem, setProblem] = useState<string | null>(null);
  const [made] = useState(() => new Map<string, string>());
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
          made,
        },
        values,
      );
      made.clear();
      onSaved(saved);
    } catch (error) {
      setProblem(explainError(error));
    } finally {
      onBusy(false);
    }
  });

  return (
    <FormProvider {...form}>
      <DestinationFields
        titleId={titleId}
        title={destination === undefined ? 'Add a destination' : `Edit ${destination.name}`}
        provider={provider}
        isNew={destination === undefined}
        secrets={secrets.data ?? []}
        problem={problem}
        onSave={save}
        onClose={onClose}
      />
    </FormProvider>
  );
}
