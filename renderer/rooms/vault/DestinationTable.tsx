import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import useMediaQuery from '@mui/material/useMediaQuery';
import { CountTag } from '#renderer/ui/CountTag.tsx';
import { EnvironmentChip } from '#renderer/ui/EnvironmentChip.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ProviderTag } from '#renderer/ui/ProviderTag.tsx';
import { Table } from '#renderer/ui/Table.tsx';
import { ToneLabel } from '#renderer/ui/ToneLabel.tsx';
import type { Destination } from '#shared/model/destination.ts';
import type { Secret } from '#shared/model/secret.ts';
import { findProvider } from '#shared/providers/registry.ts';
import { keyState } from './key-state.ts';

type Props = {
  destinations: readonly Destination[];
  secrets: readonly Secret[];
  isLoading: boolean;
  onAdd: () => void;
  onEdit: (destination: Destination) => void;
  onRemove: (destination: Destination) => void;
};

export function DestinationTable(props: Props) {
  const { destinations, secrets, isLoading, onAdd, onEdit, onRemove } = props;
  const isNarrow = useMediaQuery((t) => t.breakpoints.down('md'));
  return (
    <Panel
      label="Destinations"
      title={
        <>
          <h2>Destinations</h2>
          {isLoading ? null : <CountTag>{destinations.length}</CountTag>}
        </>
      }
      end={
        <Button size="small" onClick={onAdd} startIcon={<Icon name="plus" size={14} />}>
          Add a destination
        </Button>
      }
    >
      <Table>
        <colgroup>
          <col style={{ width: isNarrow ? undefined : 178 }} />
          <col style={{ width: 112 }} />
          {isNarrow ? null : <col />}
          <col style={{ width: isNarrow ? undefined : 160 }} />
          <col style={{ width: 72 }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Environment</th>
            {isNarrow ? null : <th scope="col">Goes to</th>}
            <th scope="col">Key</th>
            <th scope="col">
              <span className="unseen">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {destinations.map((destination) => (
            <tr key={destination.id}>
              <td>
                <span className="row">
                  <VendorTag id={destination.provider} />
                  <b className="cut">{destination.name}</b>
                </span>
              </td>
              <td>
                <EnvironmentChip environment={destination.environment} />
              </td>
              {isNarrow ? null : (
                <td title={destination.url} className="second">
                  <code>{destination.url.replace(/^https?:\/\//, '')}</code>
                </td>
              )}
              <KeyCell destination={destination} secrets={secrets} isLoading={isLoading} />
              <td>
                {destination.builtIn ? null : (
                  <span className="row end">
                    <Tooltip title="Edit">
                      <IconButton onClick={() => onEdit(destination)} aria-label={`Edit ${destination.name}`}>
                        <Icon name="compose" size={14} />
                      </IconButton>
                    </Tooltip>
                    <Tooltip title="Remove">
                      <IconButton
                        onClick={() => onRemove(destination)}
                        aria-label={`Remove ${destination.name}`}
                      >
                        <Icon name="trash" size={14} />
                      </IconButton>
                    </Tooltip>
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

export function VendorTag({ id }: { id: string }) {
  const provider = findProvider(id);
  return <ProviderTag tag={provider?.tag ?? '?'} name={provider?.name ?? id} />;
}

type KeyCellProps = { destination: Destination; secrets: readonly Secret[]; isLoading: boolean };

function KeyCell({ destination, secrets, isLoading }: KeyCellProps) {
  if (destination.builtIn) return <td className="quiet">built in</td>;
  if (isLoading) return <td className="quiet">…</td>;
  const { isComplete, text } = keyState(destination, secrets);
  return <td title={text}>{isComplete ? text : <ToneLabel tone="warning">{text}</ToneLabel>}</td>;
}
