import { skipToken, useQuery } from '@tanstack/react-query';
import { api } from '#renderer/host/client.ts';
import { useLate } from '#renderer/ui/use-late.ts';
import type { Send, SendSummary } from '#shared/model/send.ts';
import { findKind } from '#shared/providers/registry.ts';
import type { Run, ToSend } from './use-send.ts';

/** What the engine is doing with the send of this window: waiting for its turn, trying, waiting to try again. */
export function useUnderWay(run: Run): Send | null {
  const sending = run.state === 'sending' ? run : null;
  // most are over before anybody could read it
  const isLate = useLate(sending !== null, 400);
  const list = useQuery(
    api.history.list.queryOptions({
      input:
        sending === null || !isLate
          ? skipToken
          : {
              before: null,
              limit: 50,
              filter: {
                destinations: [sending.what.destination.id],
                states: ['queued', 'in_flight', 'retry_wait'],
              },
            },
    }),
  );
  const mine =
    sending === null
      ? undefined
      : list.data?.sends.find((send) => isOf(send, sending.what, sending.startedAt));
  const whole = useQuery(
    api.history.get.queryOptions({ input: mine === undefined ? skipToken : { id: mine.id } }),
  );
  return mine === undefined ? null : (whole.data ?? null);
}

/** Only for what is shown while it lasts. How it ended is asked for by the id that this window gave it. */
function isOf(send: SendSummary, { provider, kind, params, resend }: ToSend, startedAt: number): boolean {
  if (resend !== undefined) return send.id === resend;
  const written = findKind(provider, kind);
  return (
    Date.parse(send.at) >= startedAt - 1000 &&
    send.origin !== 'timer' &&
    send.batchId === null &&
    send.kind === kind &&
    send.incidentKey === (written?.incident(params).key ?? null) &&
    send.action === written?.action(params)
  );
}
