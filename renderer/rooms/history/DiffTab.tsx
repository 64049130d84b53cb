import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Segmented } from '#renderer/forms/Segmented.tsx';
import { api } from '#renderer/host/client.ts';
import { Notice } from '#renderer/ui/Notice.tsx';
import { Status } from '#renderer/ui/Status.tsx';
import { shortTime } from '#renderer/ui/times.ts';
import { explainError } from '#shared/contract/explain-error.ts';
import type { Send } from '#shared/model/send.ts';
import { outcomeWord } from '#shared/outcome/explain.ts';
import { compareSends, type Side } from './compare.ts';
import { DifferenceList } from './DifferenceList.tsx';
import { SendPicker } from './SendPicker.tsx';

type Props = {
  readonly send: Send;
  /** The send it is compared with; it is in the address. */
  readonly otherId: string | null;
  readonly onChoose: (id: string | null) => void;
};

/** This send beside any other one. */
export function DiffTab({ send, otherId, onChoose }: Props) {
  const [side, setSide] = useState<Side>('request');
  const other = useQuery(
    api.history.get.queryOptions({ input: { id: otherId ?? '' }, enabled: otherId !== null }),
  );
  if (otherId === null) return <SendPicker to={send} onChoose={onChoose} />;
  return (
    <div className="pad">
      <Head>
        <div>
          {other.data === undefined ? null : (
            <>
              <span className="quiet">Compared with</span>
              <b>{other.data.summary}</b>
              <span className="quiet">
                {shortTime(other.data.at)} · {outcomeWord(other.data).word} · {other.data.destination.name}
              </span>
            </>
          )}
        </div>
        <Button size="small" onClick={() => onChoose(null)}>
          Choose another
        </Button>
      </Head>
      {other.isError ? <Notice tone="critical">{explainError(other.error)}</Notice> : null}
      {other.data === undefined ? null : (
        <>
          <Segmented
            small
            label="What is compared"
            choices={[
              { value: 'request', label: 'Request' },
              { value: 'answer', label: 'Answer' },
            ]}
            value={side}
            onChange={(next) => setSide(next === 'answer' ? 'answer' : 'request')}
          />
          <Found send={send} other={other.data} side={side} />
        </>
      )}
    </div>
  );
}

function Found({ send, other, side }: { readonly send: Send; readonly other: Send; readonly side: Side }) {
  // what was sent later is what has changed
  const isLater = Date.parse(send.at) >= Date.parse(other.at);
  const found = isLater ? compareSends(other, send, side) : compareSends(send, other, side);
  if (found === null) return <Status>Neither of them has an answer.</Status>;
  return (
    <>
      <Status>
        <p className="quiet">
          {found.length === 0
            ? `The two ${side}s say the same.`
            : `${found.length === 1 ? 'One difference' : `${found.length} differences`}, from the earlier to the later one.`}
        </p>
      </Status>
      <DifferenceList found={found} />
    </>
  );
}

const Head = styled('div')(({ theme: t }) => ({
  display: 'flex',
  alignItems: 'start',
  gap: 12,
  '& > div': { display: 'grid', minWidth: 0, flex: 1, fontSize: '0.78125rem', lineHeight: '1.125rem' },
  '& b': { overflowWrap: 'anywhere' },
  '& .quiet': { color: t.vars.palette.text.tertiary, fontSize: '0.75rem' },
}));
