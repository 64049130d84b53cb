import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import { EnvironmentChip } from '#renderer/ui/EnvironmentChip.tsx';
import type { Send } from '#shared/model/send.ts';
import { findKind, findProvider } from '#shared/providers/registry.ts';
import { byteLength, grouped } from '#shared/text/measure.ts';
import { exactTime, shortTime } from '#renderer/ui/times.ts';

export function Facts({ send }: { send: Send }) {
  const kind = findKind(send.provider, send.kind);
  return (
    <List className="pad">
      <Fact name="Sent">
        {shortTime(send.at)}
        <small>{send.at}</small>
      </Fact>
      <Fact name="Message">
        {findProvider(send.provider)?.name ?? send.provider}, {kind?.label ?? send.kind}
        <small>{kind?.api}</small>
      </Fact>
      <Fact name="Action">{send.action}</Fact>
      <Fact name="Destination">
        <span className="row">
          {send.destination.name} <EnvironmentChip environment={send.destination.environment} />
        </span>
        <small>As it was then. It may have changed since.</small>
      </Fact>
      <Fact name="Goes to">
        <code>{send.destination.host}</code>
      </Fact>
      <Fact name="Incident key">
        {send.incidentKey === null ? (
          'None'
        ) : (
          <span className="row">
            <code>{send.incidentKey}</code>
            <CopyButton text={send.incidentKey} label="Copy the incident key" />
          </span>
        )}
      </Fact>
      <Fact name="Sent bytes">{grouped(send.request.contentLength)} in the body</Fact>
      <Fact name="Answer">
        {send.answer === null
          ? 'None'
          : `${send.answer.status} ${send.answer.statusText}, ${grouped(byteLength(send.answer.body))} bytes kept`}
      </Fact>
      <Fact name="Took">
        {send.latencyMs === null ? 'Not known' : `${grouped(Math.round(send.latencyMs))} ms`}
      </Fact>
      <Fact name="Ended">{endOf(send)}</Fact>
      <Fact name="Send">
        <span className="row">
          <code>{send.id}</code>
          <CopyButton text={send.id} label="Copy the id of the send" />
        </span>
      </Fact>
    </List>
  );
}

function endOf(send: Send): string {
  const ended = send.attempts.at(-1)?.endedAt ?? null;
  return ended === null ? 'Not known' : exactTime(ended);
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const List = styled('dl')(({ theme: t }) => ({
  '&.pad': { gap: 7 },
  fontSize: '0.78125rem',
  lineHeight: '1.125rem',
  '& > div': { display: 'grid', gridTemplateColumns: '96px minmax(0, 1fr)', gap: 12 },
  '& dt': { color: t.vars.palette.text.tertiary },
  '& dd': { margin: 0, overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' },
  '& .row': { display: 'flex', alignItems: 'center', gap: 6, '& .MuiIconButton-root': { marginBlock: -4 } },
  '& small': { display: 'block', fontSize: '0.75rem', color: t.vars.palette.text.tertiary },
}));
