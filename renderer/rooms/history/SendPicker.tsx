import { styled } from '@mui/material/styles';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Segmented } from '#renderer/forms/Segmented.tsx';
import { client } from '#renderer/host/client.ts';
import { Notice } from '#renderer/ui/Notice.tsx';
import { OutcomeLabel } from '#renderer/ui/OutcomeLabel.tsx';
import { shortTime } from '#renderer/ui/times.ts';
import { explainError } from '#shared/contract/explain-error.ts';
import type { HistoryFilter } from '#shared/model/history.ts';
import type { Send } from '#shared/model/send.ts';
import { outcomeWord } from '#shared/outcome/explain.ts';
import { SearchField } from './SearchField.tsx';

type Props = { readonly to: Send; readonly onChoose: (id: string) => void };
type Among = 'incident' | 'destination' | 'all';

const MOST = 30;

/** Any other send of the history, those that are close to this one first. */
export function SendPicker({ to, onChoose }: Props) {
  const [search, setSearch] = useState('');
  const [among, setAmong] = useState<Among>('destination');
  const filter = { ...(search === '' ? {} : { search }), ...narrowed(to, among) };
  const found = useQuery({
    queryKey: ['history-picker', filter],
    queryFn: () => client.history.list({ before: null, limit: MOST + 1, filter }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const sends = (found.data?.sends ?? []).filter(({ id }) => id !== to.id).slice(0, MOST);
  return (
    <Frame>
      <p>Choose the send to compare it with.</p>
      <SearchField
        label="Search for a send"
        placeholder="Summary, key, host…"
        value={search}
        onSearch={setSearch}
      />
      <Segmented
        small
        label="Among which sends"
        choices={[
          ...(to.incidentKey === null ? [] : [{ value: 'incident', label: 'Same key' }]),
          { value: 'destination', label: 'Same destination' },
          { value: 'all', label: 'All' },
        ]}
        value={among}
        onChange={(next) => setAmong(next === 'incident' || next === 'all' ? next : 'destination')}
      />
      {found.isError ? <Notice tone="critical">{explainError(found.error)}</Notice> : null}
      {found.isSuccess && sends.length === 0 ? <p className="quiet">There is no other one.</p> : null}
      <ul aria-label="Sends to compare with">
        {sends.map((send) => (
          <li key={send.id}>
            <button type="button" onClick={() => onChoose(send.id)}>
              <span className="line">
                <span className="quiet">{shortTime(send.at)}</span>
                <OutcomeLabel {...outcomeWord(send)} state={send.state} />
                <span className="quiet">{send.action}</span>
              </span>
              <span className="line">{send.summary}</span>
              {among === 'all' ? <span className="line quiet">{send.destination.name}</span> : null}
            </button>
          </li>
        ))}
      </ul>
    </Frame>
  );
}

function narrowed({ destination, incidentKey }: Send, among: Among): HistoryFilter {
  if (among === 'all') return {};
  if (among === 'incident' && incidentKey !== null) return { destinations: [destination.id], incidentKey };
  return { destinations: [destination.id] };
}

const Frame = styled('div')(({ theme: t }) => ({
  display: 'grid',
  gap: 10,
  alignContent: 'start',
  padding: '14px 16px',
  fontSize: '0.78125rem',
  '& .quiet': { color: t.vars.palette.text.tertiary, fontSize: '0.75rem' },
  '& ul': { display: 'grid', margin: '0 -8px' },
  '& button': {
    display: 'grid',
    gap: 1,
    width: '100%',
    padding: '6px 8px',
    border: 0,
    borderRadius: 6,
    font: 'inherit',
    textAlign: 'left',
    color: 'inherit',
    background: 'none',
    cursor: 'pointer',
    '&:hover': { background: t.vars.palette.surface.sunken },
  },
  '& .line': { display: 'flex', alignItems: 'center', gap: 8, minWidth: 0, overflowWrap: 'anywhere' },
}));
