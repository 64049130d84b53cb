import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import useMediaQuery from '@mui/material/useMediaQuery';
import { CountTag } from '#renderer/ui/CountTag.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Table } from '#renderer/ui/Table.tsx';
import type { Destination } from '#shared/model/destination.ts';
import type { Secret } from '#shared/model/secret.ts';
import { findProvider } from '#shared/providers/registry.ts';
import { VendorTag } from './DestinationTable.tsx';

type Props = {
  secrets: readonly Secret[];
  destinations: readonly Destination[];
  isLoading: boolean;
  onRemove: (secret: Secret, usedBy: readonly Destination[]) => void;
};

export function SecretTable({ secrets, destinations, isLoading, onRemove }: Props) {
  const isNarrow = useMediaQuery((t) => t.breakpoints.down('md'));
  return (
    <Panel
      label="Secrets"
      title={
        <>
          <h2>Secrets</h2>
          {isLoading ? null : <CountTag>{secrets.length}</CountTag>}
        </>
      }
      end={<span style={{ paddingRight: 6 }}>Written once, never shown again</span>}
    >
      {secrets.length === 0 ? (
        isLoading ? null : (
          <EmptyState text="No keys yet. A key is entered together with the destination it belongs to, and may go nowhere else." />
        )
      ) : (
        <Table>
          <colgroup>
            <col style={{ width: isNarrow ? undefined : 188 }} />
            {isNarrow ? null : <col style={{ width: 100 }} />}
            <col style={{ width: 76 }} />
            <col />
            {isNarrow ? null : <col style={{ width: 64 }} />}
            {isNarrow ? null : <col style={{ width: 76 }} />}
            <col style={{ width: 44 }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">Label</th>
              {isNarrow ? null : <th scope="col">Is a</th>}
              <th scope="col">Ends with</th>
              <th scope="col">May only go to</th>
              {isNarrow ? null : (
                <th scope="col" className="right">
                  Used by
                </th>
              )}
              {isNarrow ? null : (
                <th scope="col" className="right">
                  Last used
                </th>
              )}
              <th scope="col">
                <span className="unseen">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {secrets.map((secret) => {
              const usedBy = destinations.filter((one) => Object.values(one.secrets).includes(secret.id));
              return (
                <tr key={secret.id}>
                  <td title={secret.label}>
                    <span className="row">
                      <VendorTag id={secret.provider} />
                      <b className="cut">{secret.label}</b>
                    </span>
                  </td>
                  {isNarrow ? null : <td className="second">{slotLabel(secret)}</td>}
                  <td>
                    {secret.last4 === null ? (
                      <span className="quiet">too short</span>
                    ) : (
                      <code>…{secret.last4}</code>
                    )}
                  </td>
                  <td title={secret.boundOrigin}>
                    <span className="row">
                      <Icon name="lock" size={14} />
                      <code className="cut">{new URL(secret.boundOrigin).host}</code>
                    </span>
                  </td>
                  {isNarrow ? null : (
                    <td className="right second" title={usedBy.map((one) => one.name).join(', ')}>
                      {usedBy.length}
                    </td>
                  )}
                  {isNarrow ? null : <LastUsed at={secret.lastUsedAt} />}
                  <td>
                    <Remove label={secret.label} onClick={() => onRemove(secret, usedBy)} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}

function Remove({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <span className="row end">
      <Tooltip title="Remove">
        <IconButton onClick={onClick} aria-label={`Remove ${label}`}>
          <Icon name="trash" size={14} />
        </IconButton>
      </Tooltip>
    </span>
  );
}

function LastUsed({ at }: { at: string | null }) {
  if (at === null) return <td className="right quiet">never</td>;
  return (
    <td className="right second" title={`${at} (UTC)`}>
      {new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' }).format(new Date(at))}
    </td>
  );
}

function slotLabel(secret: Secret): string {
  const slot = findProvider(secret.provider)?.slots.find((candidate) => candidate.id === secret.slot);
  return slot?.label ?? secret.slot;
}
