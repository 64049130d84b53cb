import { styled } from '@mui/material/styles';
import Tooltip from '@mui/material/Tooltip';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useQuery } from '@tanstack/react-query';
import { api } from '#renderer/host/client.ts';
import { Icon, type IconName } from '#renderer/ui/Icon.tsx';
import type { AppInfo } from '#shared/contract/contract.ts';
import type { VaultStatus } from '#shared/model/vault.ts';
import { grouped } from '#shared/text/measure.ts';
import { explainVault } from '#shared/outcome/explain-vault.ts';
import { Brand } from './Brand.tsx';
import { pageIcons, pageTitles } from './pages.ts';
import { type PageId, pages } from './route.ts';
import { useLeftOpen } from './use-left-open.ts';
import { unseen } from '#renderer/ui/unseen.ts';

export function Rail({ page }: { page: PageId }) {
  const isNarrow = useMediaQuery((t) => t.breakpoints.down('lg'));
  const info = useQuery(api.app.info.queryOptions({ input: {} }));
  const vault = useQuery(api.vault.status.queryOptions({ input: {} }));
  const left = useLeftOpen();
  const link = (target: PageId) => (
    <Tooltip key={target} title={isNarrow ? pageTitles[target] : ''} placement="right" describeChild>
      <a href={`#/${target}`} aria-current={target === page ? 'page' : undefined}>
        <Icon name={pageIcons[target]} />
        <span className="word">{pageTitles[target]}</span>
        {target === 'incidents' && left > 0 ? (
          <span className="count">
            {isNarrow ? null : <Icon name="bolt" size={10} />}
            {grouped(left)}
            <span className="unseen"> left open</span>
          </span>
        ) : null}
      </a>
    </Tooltip>
  );
  return (
    <Nav aria-label="Main">
      <div className="brand">
        <Brand />
        <span className="word">Firedrill</span>
      </div>
      {pages.filter((target) => target !== 'settings').map(link)}
      <div className="spacer" />
      {link('settings')}
      <div className="status">
        {info.data === undefined
          ? null
          : statusLines(info.data, vault.data).map(({ icon, text }) => (
              <Tooltip key={text} title={isNarrow ? text : ''} placement="right" describeChild>
                <div>
                  <Icon name={icon} size={14} />
                  <span className="word">{text}</span>
                </div>
              </Tooltip>
            ))}
      </div>
    </Nav>
  );
}

type StatusLine = { readonly icon: IconName; readonly text: string };

function statusLines(info: AppInfo, vault: VaultStatus | undefined): readonly StatusLine[] {
  const sandbox: StatusLine = { icon: 'sandbox', text: `Sandbox on ${new URL(info.sandbox.origin).host}` };
  return vault === undefined ? [sandbox] : [sandbox, vaultLine(vault)];
}

function vaultLine(status: VaultStatus): StatusLine {
  switch (status.state) {
    case 'UNLOCKED':
      return { icon: 'unlock', text: 'Vault unlocked' };
    case 'LOCKED_PASSPHRASE':
    case 'WRONG_PASSPHRASE':
      return { icon: 'lock', text: 'Vault locked' };
    case 'ABSENT':
    case 'UNPROTECTED_BACKEND':
      return { icon: 'vault', text: 'Vault not set up' };
    default:
      return { icon: 'warning', text: `Vault: ${explainVault(status).word.toLowerCase()}` };
  }
}

const Nav = styled('nav')(({ theme: t }) => {
  const rail = t.vars.palette.rail;
  return {
    display: 'flex',
    flexDirection: 'column',
    gap: 2,
    minHeight: 0,
    overflow: 'hidden auto',
    padding: '12px 8px 8px',
    color: rail.text,
    background: rail.bg,
    borderRight: `1px solid ${rail.bg}`,
    scrollbarWidth: 'none',
    ...t.applyStyles('dark', { borderRightColor: t.vars.palette.divider }),
    '& .brand': {
      display: 'flex',
      alignItems: 'center',
      gap: 9,
      padding: '2px 8px 14px',
      color: '#fff',
      fontSize: '0.875rem',
      fontWeight: 640,
      letterSpacing: '-.01em',
    },
    '& a': {
      position: 'relative',
      display: 'flex',
      alignItems: 'center',
      flex: 'none',
      gap: 10,
      height: 32,
      padding: '0 8px',
      borderRadius: 6,
      color: rail.text,
      textDecoration: 'none',
      whiteSpace: 'nowrap',
      transition: `background ${t.transitions.duration.shortest}ms ${t.transitions.easing.easeOut}`,
      '&:hover': { background: rail.hover },
      '&:focus-visible': { outlineColor: rail.mark, outlineOffset: -2 },
      '&[aria-current]': { background: rail.active, color: rail.mark, fontWeight: 560 },
      '&[aria-current]::before': {
        content: '""',
        position: 'absolute',
        left: -8,
        top: 7,
        bottom: 7,
        width: 3,
        borderRadius: '0 2px 2px 0',
        background: rail.mark,
      },
    },
    '& .count': {
      display: 'inline-flex',
      alignItems: 'center',
      gap: 4,
      marginLeft: 'auto',
      padding: '0 6px',
      borderRadius: 8,
      fontSize: '0.6875rem',
      lineHeight: '1rem',
      fontVariantNumeric: 'tabular-nums',
      color: rail.hot.text,
      background: rail.hot.main,
    },
    '& .unseen': unseen,
    '& .spacer': { flex: 1 },
    '& .status': {
      display: 'grid',
      gap: 6,
      minHeight: 55,
      marginTop: 8,
      padding: '10px 0 4px 8px',
      borderTop: `1px solid ${rail.active}`,
      color: rail.muted,
      fontSize: '0.6875rem',
      lineHeight: '1rem',
      '& > div': { display: 'flex', alignItems: 'center', gap: 8, whiteSpace: 'nowrap' },
    },
    [t.breakpoints.down('lg')]: {
      padding: '12px 6px 8px',
      '& .word': unseen,
      '& .brand': { padding: '2px 0 14px', justifyContent: 'center' },
      '& a': { justifyContent: 'center', padding: 0, '&[aria-current]::before': { left: -6 } },
      '& .count': { position: 'absolute', top: -2, right: -2, padding: '0 4px', lineHeight: '0.875rem' },
      '& .status': { padding: '10px 0 4px', justifyItems: 'center' },
    },
  };
});
