import { styled } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useState } from 'react';
import { type Action, ActionsMenu } from '#renderer/ui/ActionsMenu.tsx';
import { Icon, type IconName } from '#renderer/ui/Icon.tsx';
import { Table } from '#renderer/ui/Table.tsx';
import type { Destination } from '#shared/model/destination.ts';
import type { Secret } from '#shared/model/secret.ts';
import { boundHost, slotLabel } from './slot-label.ts';
import { UsedCell } from './UsedCell.tsx';
import { VendorTag } from './VendorTag.tsx';

export type SecretChange = { readonly kind: 'rename' | 'replace' | 'delete'; readonly secret: Secret };

type Props = {
  readonly secrets: readonly Secret[];
  readonly destinations: readonly Destination[];
  readonly onChange: (change: SecretChange) => void;
};

const keptIn: Record<Secret['kept'], { word: string; icon: IconName; means: string }> = {
  vault: { word: 'vault', icon: 'vault', means: 'In the vault, encrypted' },
  memory: {
    word: 'memory',
    icon: 'warning',
    means: 'In memory only: gone when Firedrill stops; a vault would keep it',
  },
  environment: {
    word: 'environment',
    icon: 'server',
    means: 'From a variable of the process that was started; nothing is written',
  },
  'built-in': { word: 'built in', icon: 'sandbox', means: 'Of the sandbox' },
};

export function SecretTable({ secrets, destinations, onChange }: Props) {
  const isNarrow = useMediaQuery((t) => t.breakpoints.down('md'));
  const [now] = useState(() => new Date());
  const actions = (secret: Secret): readonly Action[] => [
    { label: 'Rename…', icon: 'compose', onChoose: () => onChange({ kind: 'rename', secret }) },
    { label: 'Replace the value…', icon: 'key', onChoose: () => onChange({ kind: 'replace', secret }) },
    { label: 'Delete…', icon: 'trash', onChoose: () => onChange({ kind: 'delete', secret }) },
  ];
  return (
    <Table>
      <colgroup>
        <col style={{ width: isNarrow ? undefined : 164 }} />
        {isNarrow ? null : <col style={{ width: 86 }} />}
        <col style={{ width: 74 }} />
        <col />
        <col style={{ width: 44 }} />
        {isNarrow ? null : <col style={{ width: 60 }} />}
        {isNarrow ? null : <col style={{ width: 72 }} />}
        <col style={{ width: 40 }} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Label</th>
          {isNarrow ? null : <th scope="col">Is a</th>}
          <th scope="col">Ends with</th>
          <th scope="col">May only go to</th>
          <th scope="col">In</th>
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
                  {secret.provider === '' ? null : <VendorTag id={secret.provider} />}
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
                  <code className="cut">{boundHost(secret)}</code>
                </span>
              </td>
              <td className="second" title={keptIn[secret.kept].means}>
                <Kept data-memory={secret.kept === 'memory' ? '' : undefined}>
                  <Icon name={keptIn[secret.kept].icon} size={14} />
                  <span className="unseen">{keptIn[secret.kept].word}</span>
                </Kept>
              </td>
              {isNarrow ? null : (
                <td className="right second" title={usedBy.map((one) => one.name).join(', ')}>
                  {usedBy.length}
                </td>
              )}
              {isNarrow ? null : <UsedCell at={secret.lastUsedAt} now={now} />}
              <td>
                {secret.kept === 'environment' ? null : (
                  <span className="row end">
                    <ActionsMenu label={`More for ${secret.label}`} actions={actions(secret)} />
                  </span>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

const Kept = styled('span')(({ theme: t }) => ({
  display: 'inline-flex',
  verticalAlign: 'middle',
  '&[data-memory]': { color: t.vars.palette.severity.warning.main },
}));
