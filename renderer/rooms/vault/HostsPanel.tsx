import { styled } from '@mui/material/styles';
import { CountTag } from '#renderer/ui/CountTag.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import type { Destination } from '#shared/model/destination.ts';

/** Where anything can go at all: the hosts of the destinations, and no other. */
export function HostsPanel({ destinations }: { destinations: readonly Destination[] }) {
  const hosts = [...new Set(destinations.map((destination) => hostOf(destination.url)))];
  return (
    <Panel label="Hosts">
      <Body>
        <div className="head">
          <h2>Firedrill contacts only these hosts</h2>
          <span>No telemetry, no update check.</span>
        </div>
        <ul>
          {hosts.map((host) => (
            <li key={host}>
              <CountTag>
                <code>{host}</code>
              </CountTag>
            </li>
          ))}
        </ul>
      </Body>
    </Panel>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url;
}

const Body = styled('div')(({ theme: t }) => ({
  display: 'grid',
  gap: 8,
  padding: '10px 14px',
  '& .head': { display: 'flex', flexWrap: 'wrap', gap: '0 12px', alignItems: 'baseline' },
  '& .head h2': t.typography.h2,
  '& .head span': { marginLeft: 'auto', color: t.vars.palette.text.tertiary, fontSize: '0.75rem' },
  '& ul': { display: 'flex', flexWrap: 'wrap', gap: 6, margin: 0, padding: 0 },
}));
