import OutlinedInput from '@mui/material/OutlinedInput';
import { styled } from '@mui/material/styles';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api, client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { Status } from '#renderer/ui/Status.tsx';
import { Tick } from '#renderer/ui/Tick.tsx';
import type { Retention } from '#shared/model/history.ts';
import { explainError } from '#shared/contract/explain-error.ts';
import { grouped } from '#shared/text/measure.ts';
import { type Limit, limitsOf, readLimits } from './retention-form.ts';

/** How much of the past is kept. What is forgotten cannot be brought back. */
export function RetentionDialog({ onClose }: { readonly onClose: () => void }) {
  const { data, error } = useQuery(api.history.retention.queryOptions({ input: {} }));
  if (data !== undefined) return <Asked kept={data} onClose={onClose} />;
  return error === null ? null : (
    <FormDialog
      title="How long to keep it"
      cancelLabel="Close"
      problem={explainError(error)}
      onClose={onClose}
    >
      {null}
    </FormDialog>
  );
}

function Asked({ kept, onClose }: { readonly kept: Retention; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const { isBusy, problem, run } = useCall();
  const [limits, setLimits] = useState(() => limitsOf(kept));
  const [forgotten, setForgotten] = useState<number | null>(null);
  const read = readLimits(limits);

  const save = async () => {
    if (!read.ok) return;
    const done = await run(() => client.history.setRetention(read.retention));
    if (done === undefined) return;
    queries.setQueryData(api.history.retention.queryKey({ input: {} }), read.retention);
    setForgotten(done.forgotten);
  };
  if (forgotten !== null) {
    return (
      <FormDialog title="Saved" cancelLabel="Close" onClose={onClose}>
        <Status>
          <Notice tone="ok">
            {forgotten === 0
              ? 'There was nothing to forget.'
              : `${forgotten === 1 ? 'One send was' : `${grouped(forgotten)} sends were`} forgotten.`}{' '}
            What comes to lie beyond the limits is forgotten by itself.
          </Notice>
        </Status>
      </FormDialog>
    );
  }
  return (
    <FormDialog
      title="How long to keep it"
      problem={problem ?? (read.ok ? null : read.problem)}
      busy={isBusy}
      busyLabel="Saving…"
      startsAtCancel
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <p>
        Without a limit every send is kept. What is beyond one is forgotten at once and for good, with its
        request and answer. A send whose outcome is unknown is kept in any case.
      </p>
      <LimitLine
        words="Forget what is older than"
        unit="days"
        limit={limits.days}
        onChange={(days) => setLimits({ ...limits, days })}
      />
      <LimitLine
        words="Keep at most"
        unit="sends"
        limit={limits.count}
        onChange={(count) => setLimits({ ...limits, count })}
      />
    </FormDialog>
  );
}

type LineProps = {
  readonly words: string;
  readonly unit: string;
  readonly limit: Limit;
  readonly onChange: (limit: Limit) => void;
};

function LimitLine({ words, unit, limit, onChange }: LineProps) {
  const id = useId();
  return (
    <Line>
      <Tick checked={limit.isOn} onChange={(isOn) => onChange({ ...limit, isOn })}>
        {words}
      </Tick>
      <OutlinedInput
        id={id}
        value={limit.text}
        disabled={!limit.isOn}
        onChange={(event) => onChange({ ...limit, text: event.target.value })}
        inputProps={{ 'aria-label': `${words}: ${unit}`, inputMode: 'numeric', autoComplete: 'off' }}
      />
      <span>{unit}</span>
    </Line>
  );
}

const Line = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) 112px 48px',
  alignItems: 'center',
  gap: 12,
});
