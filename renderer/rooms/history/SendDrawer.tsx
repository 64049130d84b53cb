import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { api } from '#renderer/host/client.ts';
import { useRoute } from '#renderer/shell/route.ts';
import { floating } from '#renderer/theme/components.ts';
import { EnvironmentChip } from '#renderer/ui/EnvironmentChip.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { OutcomeLabel } from '#renderer/ui/OutcomeLabel.tsx';
import { useLate } from '#renderer/ui/use-late.ts';
import { explainError } from '#shared/contract/explain-error.ts';
import type { Destination } from '#shared/model/destination.ts';
import type { IncidentRef } from '#shared/model/incident.ts';
import type { Send, SendSummary } from '#shared/model/send.ts';
import { explain, outcomeWord } from '#shared/outcome/explain.ts';
import { Attempts } from './Attempts.tsx';
import { DiffTab } from './DiffTab.tsx';
import { AnswerView, RequestView } from './ExchangeView.tsx';
import { Facts } from './Facts.tsx';
import { IncidentTab } from './IncidentTab.tsx';
import { SendActions } from './SendActions.tsx';

type Props = {
  id: string;
  /** What the list knows already, so that the head is there at once. */
  summary: SendSummary | undefined;
  destinations: readonly Destination[];
  onOpen: (id: string) => void;
  onCompare: (id: string, other: string | null) => void;
  onShowIncident: (incident: IncidentRef) => void;
  onClose: () => void;
  onDraft: (id: string) => void;
};

const tabs = ['Attempts', 'Request', 'Answer', 'Incident', 'Diff', 'Facts'] as const;
type TabName = (typeof tabs)[number];

/** One send, with everything that is known about it. */
export function SendDrawer(props: Props) {
  const { id, summary, destinations, onOpen, onClose, onDraft } = props;
  const otherId = useRoute().query.get('compare');
  const [tab, setTab] = useState<TabName>(otherId === null ? 'Attempts' : 'Diff');
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
        {query.data === undefined ? null : (
          <TabContent {...props} send={query.data} tab={tab} otherId={otherId} />
        )}
      </div>
      {query.data === undefined ? null : (
        <SendActions
          key={id}
          send={query.data}
          destinations={destinations}
          onOpen={onOpen}
          onDraft={onDraft}
        />
      )}
    </Frame>
  );
}

type ContentProps = Props & {
  readonly send: Send;
  readonly tab: TabName;
  readonly otherId: string | null;
};

function TabContent({ send, tab, otherId, onOpen, onCompare, onShowIncident }: ContentProps) {
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
    case 'Incident':
      return <IncidentTab send={send} onOpen={onOpen} onShowAll={onShowIncident} />;
    case 'Diff':
      return (
        <DiffTab
          key={send.id}
          send={send}
          otherId={otherId === send.id ? null : otherId}
          onChoose={(other) => onCompare(send.id, other)}
        />
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
  '& .MuiTab-root': { padding: '0 7px' },
  '& .n': { color: t.vars.palette.text.tertiary, fontSize: '0.6875rem', fontWeight: 400 },
  '& > .panel': { flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column', overflow: 'auto' },
  '& .pad': { display: 'grid', gap: 14, alignContent: 'start', padding: '14px 16px' },
  '& .quiet': { color: t.vars.palette.text.tertiary },
}));
