import { styled } from '@mui/material/styles';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import type { AppInfo } from '#shared/contract/contract.ts';

/** How keys are kept, and what that means; no better than it is. */
export function KeepingPanel({ kept }: { kept: AppInfo['secretsKept'] }) {
  const inMemory = kept === 'memory';
  return (
    <Panel label="Keys" title="Keys">
      <Body>
        <div className="state">
          <span className="sign" data-memory={inMemory ? '' : undefined}>
            <Icon name={inMemory ? 'unlock' : 'lock'} />
          </span>
          <div>
            <b>{inMemory ? 'In memory only' : 'In the vault'}</b>
            <span>{inMemory ? 'Nothing is written to disk' : 'Encrypted on this computer'}</span>
          </div>
        </div>
        {inMemory ? (
          <Notice tone="warning">
            Keys are kept in memory only for now: they are gone when Firedrill stops. Destinations stay and
            ask for their keys again.
          </Notice>
        ) : null}
        <dl>
          <dt>Going in</dt>
          <dd>Typed once, with the destination.</dd>
          <dt>Coming out</dt>
          <dd>Never. Only the last four characters are shown, and only of long keys.</dd>
          <dt>Sent to</dt>
          <dd>The one host it was entered for. Change the address, and the key stays behind.</dd>
          <dt>History</dt>
          <dd>Requests are stored with keys masked.</dd>
        </dl>
      </Body>
    </Panel>
  );
}

const Body = styled('div')(({ theme: t }) => ({
  display: 'grid',
  gap: 12,
  padding: 14,
  '& .state': { display: 'flex', alignItems: 'center', gap: 12 },
  '& .state b': { display: 'block', fontSize: '0.875rem', fontWeight: 620 },
  '& .state div > span': { color: t.vars.palette.text.tertiary, fontSize: '0.75rem', lineHeight: '1rem' },
  '& .state .sign': {
    display: 'grid',
    placeItems: 'center',
    width: 36,
    height: 36,
    borderRadius: 8,
    color: t.vars.palette.severity.ok.main,
    background: t.vars.palette.severity.ok.tint,
    '&[data-memory]': {
      color: t.vars.palette.severity.warning.main,
      background: t.vars.palette.severity.warning.tint,
    },
  },
  '& dl': {
    display: 'grid',
    gridTemplateColumns: '84px minmax(0, 1fr)',
    gap: '5px 12px',
    margin: 0,
    fontSize: '0.78125rem',
    lineHeight: '1.125rem',
  },
  '& dt': { color: t.vars.palette.text.tertiary },
  '& dd': { margin: 0 },
}));
