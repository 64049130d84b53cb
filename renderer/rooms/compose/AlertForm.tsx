import Box from '@mui/material/Box';
import { memo, type Ref } from 'react';
import { FieldFrame } from '#renderer/forms/FieldFrame.tsx';
import { fieldId } from '#renderer/forms/field-id.ts';
import type { ResolveChoice } from '#renderer/forms/resolve-after.ts';
import { SchemaForm, type SchemaFormHandle } from '#renderer/forms/SchemaForm.tsx';
import { Segmented } from '#renderer/forms/Segmented.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import type { Destination } from '#shared/model/destination.ts';
import type { Secret } from '#shared/model/secret.ts';
import type { MessageKind, Provider } from '#shared/providers/provider.ts';
import { providers } from '#shared/providers/registry.ts';
import { AutoResolve } from './AutoResolve.tsx';
import { DestinationPicker } from './DestinationPicker.tsx';
import { LevelPicker } from './LevelPicker.tsx';

type AlertFormProps = {
  readonly draftId: string;
  readonly provider: Provider;
  readonly kind: MessageKind;
  /** The vendor's own. */
  readonly destinations: readonly Destination[];
  readonly secrets: readonly Secret[];
  readonly vaultIsShut: boolean;
  readonly destination: Destination | null;
  readonly destinationError: string | null;
  readonly note: string | null;
  readonly ref: Ref<SchemaFormHandle>;
  readonly onSubject: (provider: string, kind: string) => void;
  readonly onDestination: (id: string) => void;
  readonly resolves: ResolveChoice;
  readonly onResolves: (choice: ResolveChoice) => void;
};

const vendors = providers.map(({ id, shortName }) => ({ value: id, label: shortName }));

/** Where it goes, and what it says. */
export const AlertForm = memo(function AlertForm(props: AlertFormProps) {
  const { draftId, provider, kind, destination, note, ref, onSubject } = props;
  return (
    <Box>
      <Box sx={{ containerType: 'inline-size', containerName: 'form' }}>
        <Box sx={{ display: 'grid', gap: 2, p: '12px 16px 14px' }}>
          {note !== null && <Notice tone="info">{note}</Notice>}
          <FieldFrame id={fieldId('provider')} group label="Provider">
            <Segmented
              id={fieldId('provider')}
              labelledBy={`${fieldId('provider')}-label`}
              choices={vendors}
              value={provider.id}
              onChange={(id) => {
                const [first] = providers.find((one) => one.id === id)?.kinds ?? [];
                if (first !== undefined) onSubject(id, first.id);
              }}
            />
          </FieldFrame>
          {provider.kinds.length > 1 && (
            <FieldFrame id={fieldId('kind')} group label="Message">
              <Segmented
                id={fieldId('kind')}
                labelledBy={`${fieldId('kind')}-label`}
                choices={provider.kinds.map(({ id, label }) => ({ value: id, label }))}
                value={kind.id}
                onChange={(id) => onSubject(provider.id, id)}
              />
            </FieldFrame>
          )}
          <DestinationPicker
            provider={provider}
            destinations={props.destinations}
            secrets={props.secrets}
            vaultIsShut={props.vaultIsShut}
            chosen={destination}
            error={props.destinationError}
            onChoose={props.onDestination}
          />
        </Box>
      </Box>
      <SchemaForm
        key={`${draftId} ${provider.id}.${kind.id}`}
        ref={ref}
        kind={kind}
        tools={kind.levels === undefined ? undefined : <LevelPicker kind={kind} />}
        underKey={<AutoResolve choice={props.resolves} onChange={props.onResolves} />}
      />
    </Box>
  );
});
