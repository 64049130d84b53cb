import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { Notice } from '#renderer/ui/Notice.tsx';
import type { AppInfo } from '#shared/contract/contract.ts';
import { grouped } from '#shared/text/measure.ts';

/** What became of a history that was not whole at the start, and where the rest of it is. */
const foundInWords: Record<Exclude<AppInfo['history'], 'ok'>, string> = {
  restored:
    'The history was damaged when Firedrill started. The newest good backup took its place, so the latest sends may be missing here. The damaged files are in the folder “quarantine” beside it; nothing was deleted.',
  'started-anew':
    'The history was damaged or gone when Firedrill started, and there was no good backup, so this one is new. What was there is in the folder “quarantine” beside it; nothing was deleted.',
  'read-only':
    'The history was written by a newer Firedrill. It is shown and not changed, and nothing can be sent until this Firedrill is updated.',
};

/** What has to be known about the history before its rows are believed. */
export function HistoryNotes({ onShowUnknown }: { readonly onShowUnknown: () => void }) {
  const queries = useQueryClient();
  const { data: info } = useQuery(api.app.info.queryOptions({ input: {} }));
  const { isBusy, problem, run } = useCall();
  if (info === undefined) return null;
  const { history: found, historyAwaitsAcceptance: awaits, interruptedSends: interrupted } = info;

  const accept = async () => {
    const accepted = await run(() => client.history.acceptCondition({}));
    if (accepted === undefined) return;
    queries.setQueryData(api.app.info.queryKey({ input: {} }), accepted);
  };
  return (
    <>
      {found === 'ok' ? null : (
        <Note>
          <Notice
            tone={found === 'read-only' || !awaits ? 'warning' : 'critical'}
            action={
              awaits ? (
                <Button variant="contained" disabled={isBusy} onClick={() => void accept()}>
                  I know, go on
                </Button>
              ) : undefined
            }
          >
            {foundInWords[found]}
            {awaits ? (
              <>
                {' '}
                <b>Until you say that you know, nothing is sent.</b> An alert that is not in this history
                would look as if it had never been sent.
              </>
            ) : null}
            <span role="alert">{problem === null ? '' : ` ${problem}`}</span>
          </Notice>
        </Note>
      )}
      {interrupted === 0 ? null : (
        <Note>
          <Notice
            tone="unknown"
            action={
              <Button size="small" onClick={onShowUnknown}>
                Show what is unknown
              </Button>
            }
          >
            {interrupted === 1 ? 'One send was' : `${grouped(interrupted)} sends were`} under way when
            Firedrill last stopped. Whether the vendor has {interrupted === 1 ? 'it' : 'them'} is not known.
          </Notice>
        </Note>
      )}
    </>
  );
}

const Note = styled('div')(({ theme: t }) => ({
  flex: 'none',
  padding: '12px 14px',
  borderBottom: `1px solid ${t.vars.palette.border.soft}`,
  '& .MuiButton-root': { alignSelf: 'center' },
}));
