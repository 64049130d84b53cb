import { outcomeWord } from '#shared/outcome/explain.ts';
import type { Attempt, Send } from '#shared/model/send.ts';
import type { Tone } from '#shared/providers/provider.ts';
import { sizeInWords } from '#shared/text/measure.ts';
import type { IconName } from '#renderer/ui/Icon.tsx';

export type Step = {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly title: string;
  readonly detail: string;
  /** Null where it is known that, but not when. */
  readonly at: string | null;
};

/** What is known of each attempt, in the order it happened, and never more than that. */
export function attemptSteps(send: Send): readonly Step[] {
  return send.attempts.flatMap((attempt) => [
    written(attempt, send),
    ...(attempt.phase === 'prepared' ? [] : [connected(send)]),
    ended(attempt, send),
  ]);
}

function written(attempt: Attempt, send: Send): Step {
  const key = send.incidentKey === null ? '' : `Key ${send.incidentKey}, `;
  return {
    icon: 'send',
    tone: 'info',
    title: `Attempt ${attempt.n} written down`,
    detail: `${key}${sizeInWords(send.request.contentLength)}, before anything left`,
    at: attempt.startedAt,
  };
}

function connected(send: Send): Step {
  return {
    icon: 'link',
    tone: 'info',
    title: `Connected to ${send.destination.host}`,
    detail: 'From here on only the far side knows what it has.',
    at: null,
  };
}

function ended(attempt: Attempt, send: Send): Step {
  if (attempt.endedAt === null) {
    const isRunning = send.state === 'queued' || send.state === 'in_flight';
    return isRunning
      ? { icon: 'clock', tone: 'info', title: 'Under way', detail: 'No answer yet.', at: null }
      : {
          icon: 'unknown',
          tone: 'unknown',
          title: 'No record of an end',
          detail: 'Firedrill stopped while this was under way.',
          at: null,
        };
  }
  const ms = Math.round(Date.parse(attempt.endedAt) - Date.parse(attempt.startedAt));
  const took = ms < 10_000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
  const { tone } = outcomeWord(send);
  if (attempt.status !== null) {
    const text = send.answer?.status === attempt.status ? ` ${send.answer.statusText}` : '';
    const cut = attempt.phase === 'complete' ? '' : ' The answer broke off before its end.';
    return {
      icon: tone === 'ok' ? 'check' : tone === 'unknown' ? 'unknown' : 'warning',
      tone,
      title: `${attempt.status}${text}`.trimEnd(),
      detail: `After ${took}.${cut}`,
      at: attempt.endedAt,
    };
  }
  const word = attempt.error === null ? '' : ` The system says ${attempt.error}.`;
  return {
    icon: send.state === 'cancelled' ? 'cancelled' : send.state === 'failed' ? 'failed' : 'unknown',
    tone,
    title:
      send.state === 'cancelled' ? 'Stopped' : attempt.phase === 'prepared' ? 'No connection' : 'No answer',
    detail: `After ${took}.${word}`,
    at: attempt.endedAt,
  };
}
