import OutlinedInput from '@mui/material/OutlinedInput';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useController, useFormContext } from 'react-hook-form';
import { FieldFrame } from '#renderer/forms/FieldFrame.tsx';
import { Segmented } from '#renderer/forms/Segmented.tsx';
import type { Provider } from '#shared/providers/provider.ts';
import type { DestinationFormInput } from './destination-form.ts';

const CUSTOM = 'custom';

/** One of the vendor's own addresses, or any other. */
export function AddressField({ id, provider }: { id: string; provider: Provider }) {
  const { control } = useFormContext<DestinationFormInput>();
  const { field, fieldState } = useController({ control, name: 'url' });
  const [isCustom, setCustom] = useState(false);
  const known = provider.endpoints.find((endpoint) => endpoint.url === field.value);
  const isOwn = isCustom || known === undefined;

  const choose = (choice: string) => {
    setCustom(choice === CUSTOM);
    const endpoint = provider.endpoints.find((candidate) => candidate.id === choice);
    if (endpoint !== undefined) field.onChange(endpoint.url);
  };
  return (
    <FieldFrame id={id} label="Address" required help={provider.urlHelp} error={fieldState.error?.message}>
      <Stack>
        <Segmented
          id={`${id}-which`}
          label="Which address"
          choices={[
            ...provider.endpoints.map((endpoint) => ({ value: endpoint.id, label: endpoint.label })),
            { value: CUSTOM, label: 'Another' },
          ]}
          value={isOwn ? CUSTOM : known.id}
          onChange={choose}
        />
        <OutlinedInput
          fullWidth
          id={id}
          value={field.value}
          onChange={(event) => {
            setCustom(true);
            field.onChange(event.target.value);
          }}
          onBlur={field.onBlur}
          inputRef={field.ref}
          error={fieldState.error !== undefined}
          sx={{ typography: 'mono' }}
          inputProps={{
            'aria-required': true,
            'aria-describedby': `${id}-error ${id}-help`,
            spellCheck: false,
            autoComplete: 'off',
            inputMode: 'url',
          }}
        />
      </Stack>
    </FieldFrame>
  );
}

const Stack = styled('div')({ display: 'grid', gap: 6 });
