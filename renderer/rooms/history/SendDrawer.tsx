import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { api } from '#renderer/host/client.ts';
import { floating } from '#renderer/theme/components.ts';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import { EnvironmentChip } from '#renderer/ui/EnvironmentChip.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { OutcomeLabel } from '#renderer/ui/OutcomeLabel.tsx';
import { useLate } from '#renderer/ui/use-late.ts';
import { explainError } from '#shared/contract/explain-error.ts';
import type { Send, SendSummary } from '#shared/model/send.ts';
import { explain, outcomeWord } from '#shared/outcome/explain.ts';
import { Attempts } from './Attempts.tsx';
import { AnswerView, RequestView } from './ExchangeView.tsx';
import { curlText } from './exchange-text.ts';
import { Facts } from './Facts.tsx';

type Props = {
  id: string;
  /** What the list knows already, so that the head is there at once. */
  summary: SendSummary | undefined;
  onClose: () => void;
  onDraft: (id: string) => void;
};

const tabs = ['Attempts', 'Request', 'Answer', 'Facts'] as const;
type TabName = (typeof tabs)[number];

/** One send, with everything that is known about it. */
export function SendDrawer({ id, summary, onClose, onDraft }: Props) {
  const [tab, setTab] = useState<TabName>('Attempts');
  const query = useQuery(api.history.get.queryOptions({ input: { id } }));
  const isLate = useLate(query.isPending);
  const baseId = useId();
  const frame = useRef<HTMLElement>(null);
  const known = query.data ?? summary;

  useEffect(() => {
    // as a page of its own it takes the focus; beside the list the list keeps it
    if (frame.current !== null && matchMedia('(max-width: 879px)').matches) frame.current.focus();
  }, []);

  return (
    <Frame ref={frame} tabIndex={-1} aria-label="Details of the send">
      <header>
        <div className="signs">
          {known === undefined ? null : (
            <>
              <OutcomeLabel {...outcomeWord(known)} state={known.state} pill />
              <EnvironmentChip environment={known.destination.environment} />
            </>
          )}
          <IconButton onClick={onClose} aria-label="Close the details" sx={{ ml: 'auto' }}>
            <Icon name="x" size={14} />
          </IconButton>
        </div>
        <h2>{known?.summary ?? ''}</h2>
      </header>
      <Tabs
        value={tab}
        onChange={(_, next: TabName) => setTab(next)}
        aria-label="Parts of the send"
        variant="scrollable"
        scrollButtons={false}
      >
        {tabs.map((name) => (
          <Tab
            key={name}
            value={name}
            id={`${baseId}-${name}`}
            aria-controls={`${baseId}-panel`}
            label={
              name === 'Attempts' && query.data !== undefined ? (
                <span>
                  Attempts <span className="n">{query.data.attempts.length}</span>
                </span>
              ) : (
                name
              )
            }
          />
        ))}
      </Tabs>
      <div className="panel" role="tabpanel" id={`${baseId}-panel`} aria-labelledby={`${baseId}-${tab}`}>
        {query.isError ? (
          <div className="pad">
            <Notice tone="critical">{explainError(query.error)}</Notice>
          </div>
        ) : null}
        {isLate ? <p className="pad quiet">Reading…</p> : null}
        {query.data === undefined ? null : <TabContent send={query.data} tab={tab} />}
      </div>
      <footer>
        <Button variant="contained" onClick={() => onDraft(id)} startIcon={<Icon name="compose" size={14} />}>
          Open as draft
        </Button>
        {query.data === undefined ? null : (
          <CopyButton words label="Copy cURL" text={() => curlText(query.data.request)} />
        )}
      </footer>
    </Frame>
  );
}

function TabContent({ send, tab }: { send: Send; tab: TabName }) {
  const { tone, text } = explain(send);
  switch (tab) {
    case 'Attempts':
      return (
        <div className="pad">
          <Notice tone={tone}>{text}</Notice>
          <Attempts send={send} />
        </div>
      );
    case 'Request':
      return <RequestView request={send.request} />;
    case 'Answer':
      return send.answer === null ? (
        <div className="pad">
          <Notice tone={tone}>{`There is no answer. ${text}`}</Notice>
        </div>
      ) : (
        <AnswerView answer={send.answer} />
      );
    case 'Facts':
      return <Facts send={send} />;
  }
}

const Frame = styled('aside')(({ theme: t }) => ({
  display: 'flex',
  flexDirection: 'column',
  minWidth: 0,
  minHeight: 0,
  background: t.vars.palette.background.paper,
  borderLeft: `1px solid ${t.vars.palette.divider}`,
  '&:focus': { outline: 'none' },
  [t.breakpoints.down('lg')]: {
    position: 'absolute',
    zIndex: 2,
    top: 0,
    right: 0,
    bottom: 0,
    width: 388,
    boxShadow: floating.light,
    ...t.applyStyles('dark', { boxShadow: floating.dark }),
  },
  [t.breakpoints.down('md')]: { left: 0, width: 'auto', border: 0, boxShadow: 'none' },
  '& > header': { display: 'grid', gap: 8, padding: '12px 14px 12px 16px' },
  '& .signs': { display: 'flex', alignItems: 'center', gap: 8, minHeight: 26 },
  '& h2': { ...t.typography.h2, margin: 0, overflowWrap: 'anywhere' },
  '& .MuiTabs-root': {
    flex: 'none',
    padding: '0 8px',
    borderBottom: `1px solid ${t.vars.palette.border.soft}`,
    borderTop: `1px solid ${t.vars.palette.border.soft}`,
  },
  '& .n': { color: t.vars.palette.text.tertiary, fontSize: '0.6875rem', fontWeight: 400 },
  '& > .panel': { flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column', overflow: 'auto' },
  '& .pad': { display: 'grid', gap: 14, alignContent: 'start', padding: '14px 16px' },
  '& .quiet': { color: t.vars.palette.text.tertiary },
  '& > footer': {
    display: 'flex',
    flexWrap: 'wrap',
    gap: 8,
    padding: '12px 16px',
    borderTop: `1px solid ${t.vars.palette.divider}`,
    '& > :first-of-type': { flex: 1 },
  },
}));
