import { outcomeWord } from '#shared/outcome/explain.ts';
import type { Attempt, Send, SendOrigin } from '#shared/model/send.ts';
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

/** What is known of each attempt, in the order it happened, and never more than that; then what comes next. */
export function attemptSteps(send: Send): readonly Step[] {
  const steps = send.attempts.flatMap((attempt, index) => [
    ...pause(send.attempts[index - 1], attempt),
    written(attempt, send),
    ...(attempt.phase === 'prepared' ? [] : [connected(send)]),
    ended(attempt, send, index === send.attempts.length - 1),
  ]);
  return [...steps, ...next(send)];
}

/** The time between two attempts. */
function pause(before: Attempt | undefined, attempt: Attempt): readonly Step[] {
  if (before === undefined) return [];
  const from = before.endedAt ?? before.startedAt;
  return [
    {
      icon: 'clock',
      tone: 'info',
      title: `Waited ${duration(Date.parse(attempt.startedAt) - Date.parse(from))}`,
      detail: `Then attempt ${attempt.n} began, with the same key and the same bytes.`,
      at: attempt.startedAt,
    },
  ];
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

function ended(attempt: Attempt, send: Send, isLast: boolean): Step {
  if (attempt.endedAt === null) {
    const isRunning = send.state === 'queued' || send.state === 'in_flight';
    return isRunning && isLast
      ? { icon: 'clock', tone: 'info', title: 'Under way', detail: 'No answer yet.', at: null }
      : {
          icon: 'unknown',
          tone: 'unknown',
          title: 'No record of an end',
          detail: 'Firedrill stopped while this was under way.',
          at: null,
        };
  }
  const took = duration(Date.parse(attempt.endedAt) - Date.parse(attempt.startedAt));
  // the last one speaks for the send, unless a person did; of those before, only what they prove by themselves counts
  const speaks = isLast && send.decision === null && send.state !== 'retry_wait';
  const state = speaks ? send.state : (attempt.state ?? 'unknown');
  const { tone } = outcomeWord({ state, reason: speaks ? send.reason : null });
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
    icon: state === 'cancelled' ? 'cancelled' : state === 'failed' ? 'failed' : 'unknown',
    tone,
    title: state === 'cancelled' ? 'Stopped' : attempt.phase === 'prepared' ? 'No connection' : 'No answer',
    detail: `After ${took}.${word}`,
    at: attempt.endedAt,
  };
}

const deciders: Record<SendOrigin, string> = {
  window: 'in the window',
  cli: 'at the command line',
  timer: 'by the timer',
  check: 'by a try of the key',
};

/** What a person said, or what is waited for. */
function next(send: Send): readonly Step[] {
  if (send.decision !== null) {
    const words = { delivered: 'Marked as arrived', failed: 'Marked as not arrived' } as const;
    const title =
      send.state === 'delivered' || send.state === 'failed' ? words[send.state] : 'Decided by a person';
    const detail = `Somebody found out what became of it and said so ${deciders[send.decision.by]}.`;
    return [{ icon: 'user', tone: outcomeWord(send).tone, title, detail, at: send.decision.at }];
  }
  if (send.state === 'retry_wait') {
    const n = send.attempts.length + 1;
    const detail = 'It begins by itself. Cancelling stops it.';
    return [{ icon: 'clock', tone: 'warning', title: `Attempt ${n} is next`, detail, at: send.retryAt }];
  }
  if (send.state !== 'unknown') return [];
  const detail =
    send.incidentKey === null ? 'It is not repeated by itself.' : 'Later sends for this key wait here.';
  return [{ icon: 'user', tone: 'unknown', title: 'Needs your decision', detail, at: null }];
}

/** "184 ms", "3.1 s" */
function duration(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  return whole < 1000 ? `${whole} ms` : `${(whole / 1000).toFixed(1)} s`;
}
