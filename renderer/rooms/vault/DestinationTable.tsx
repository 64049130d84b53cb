import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useState } from 'react';
import { type Action, ActionsMenu } from '#renderer/ui/ActionsMenu.tsx';
import { EnvironmentChip } from '#renderer/ui/EnvironmentChip.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Table } from '#renderer/ui/Table.tsx';
import { ToneLabel } from '#renderer/ui/ToneLabel.tsx';
import type { Destination } from '#shared/model/destination.ts';
import type { Secret } from '#shared/model/secret.ts';
import type { SendSummary } from '#shared/model/send.ts';
import { keyState } from './key-state.ts';
import { UsedCell } from './UsedCell.tsx';
import { VendorTag } from './VendorTag.tsx';

export type DestinationAct = 'edit' | 'check' | 'duplicate' | 'up' | 'down' | 'delete';

type Props = {
  readonly destinations: readonly Destination[];
  readonly secrets: readonly Secret[];
  /** Newest first. */
  readonly sends: readonly SendSummary[];
  readonly vaultIsShut: boolean;
  readonly isLoading: boolean;
  readonly onAct: (act: DestinationAct, destination: Destination) => void;
};

/** Where the menu of a row is, for whoever moves the row. */
export const moreId = (id: string) => `more-${id}`;

export function DestinationTable(props: Props) {
  const { destinations, secrets, sends, vaultIsShut, isLoading, onAct } = props;
  const isNarrow = useMediaQuery((t) => t.breakpoints.down('md'));
  const [now] = useState(() => new Date());
  const own = destinations.filter((one) => !one.builtIn);
  const actions = (destination: Destination): readonly Action[] => {
    const act = (what: DestinationAct) => () => onAct(what, destination);
    return [
      { label: 'Check the key…', icon: 'key', onChoose: act('check') },
      { label: 'Duplicate', icon: 'copy', onChoose: act('duplicate') },
      { label: 'Move up', icon: 'up', onChoose: act('up'), disabled: own[0] === destination },
      { label: 'Move down', icon: 'down', onChoose: act('down'), disabled: own.at(-1) === destination },
      { label: 'Delete…', icon: 'trash', onChoose: act('delete') },
    ];
  };
  return (
    <Table>
      <colgroup>
        <col style={{ width: isNarrow ? undefined : 176 }} />
        <col style={{ width: 112 }} />
        {isNarrow ? null : <col />}
        <col style={{ width: isNarrow ? undefined : 138 }} />
        {isNarrow ? null : <col style={{ width: 58 }} />}
        <col style={{ width: 70 }} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Environment</th>
          {isNarrow ? null : <th scope="col">Goes to</th>}
          <th scope="col">Key</th>
          {isNarrow ? null : (
            <th scope="col" className="right">
              Used
            </th>
          )}
          <th scope="col">
            <span className="unseen">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {destinations.map((destination) => (
          <tr key={destination.id}>
            <td title={destination.name}>
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
            <KeyCell
              destination={destination}
              secrets={secrets}
              vaultIsShut={vaultIsShut}
              isLoading={isLoading}
            />
            {isNarrow ? null : (
              <UsedCell
                at={sends.find((send) => send.destination.id === destination.id)?.at ?? null}
                now={now}
              />
            )}
            <td>
              {destination.builtIn ? null : (
                <span className="row end">
                  <Tooltip title="Edit">
                    <IconButton
                      onClick={() => onAct('edit', destination)}
                      aria-label={`Edit ${destination.name}`}
                    >
                      <Icon name="compose" size={14} />
                    </IconButton>
                  </Tooltip>
                  <ActionsMenu
                    id={moreId(destination.id)}
                    label={`More for ${destination.name}`}
                    actions={actions(destination)}
                  />
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

type KeyCellProps = Pick<Props, 'secrets' | 'vaultIsShut' | 'isLoading'> & {
  readonly destination: Destination;
};

function KeyCell({ destination, secrets, vaultIsShut, isLoading }: KeyCellProps) {
  if (destination.builtIn) return <td className="quiet">built in</td>;
  if (isLoading) return <td className="quiet">…</td>;
  const { state, text } = keyState(destination, secrets, vaultIsShut);
  if (state === 'locked') {
    return (
      <td className="second">
        <span className="row">
          <Icon name="lock" size={14} />
          {text}
        </span>
      </td>
    );
  }
  return <td title={text}>{state === 'complete' ? text : <ToneLabel tone="warning">{text}</ToneLabel>}</td>;
}
