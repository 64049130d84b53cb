import type { IconName } from '#renderer/ui/Icon.tsx';
import { outcomeIcon } from '#renderer/ui/OutcomeLabel.tsx';
import type { SendSummary } from '#shared/model/send.ts';
import { outcomeWord } from '#shared/outcome/explain.ts';
import type { Tone } from '#shared/providers/provider.ts';

export type TimelineStep = {
  readonly id: string;
  readonly at: string;
  readonly tone: Tone;
  readonly icon: IconName;
  readonly title: string;
  /** "202 in 184 ms. By the timer." */
  readonly detail: string;
  /** Its answer does not speak for itself: why is asked for. */
  readonly needsWords: boolean;
  readonly isUnknown: boolean;
  /** Waits for its turn or for another attempt, and can still be stopped. */
  readonly isWaiting: boolean;
};

const verbs: Record<SendSummary['effect'], string> = {
  opens: 'Trigger',
  acknowledges: 'Acknowledge',
  resolves: 'Resolve',
  none: 'Message',
};

const origins: Record<SendSummary['origin'], string> = {
  window: '',
  cli: 'From the command line.',
  timer: 'By the timer.',
  check: 'A try of the key.',
};

/** What was sent about one incident, in the order in which it was made. */
export function timelineSteps(sends: readonly SendSummary[]): readonly TimelineStep[] {
  let isOpen = false;
  return sends.map((send) => {
    const adds = isOpen && send.effect === 'opens' && send.state === 'delivered';
    if (send.state === 'delivered' && send.effect !== 'none') isOpen = send.effect !== 'resolves';
    const { word, tone } = outcomeWord(send);
    const isOver = !['queued', 'in_flight', 'retry_wait'].includes(send.state);
    return {
      id: send.id,
      at: send.at,
      tone,
      icon: icons(send, tone),
      title: adds ? `${verbs[send.effect]} again: adds to it` : `${verbs[send.effect]} ${said(word)}`,
      detail: [answered(send), origins[send.origin], send.batchId === null ? '' : 'A row of a batch.']
        .filter((part) => part !== '')
        .join(' '),
      needsWords: isOver && send.state !== 'delivered',
      isUnknown: send.state === 'unknown',
      isWaiting: send.state === 'queued' || send.state === 'retry_wait',
    };
  });
}

function icons(send: SendSummary, tone: Tone): IconName {
  if (send.state !== 'delivered' || send.reason === 'duplicate') return outcomeIcon(send.state, tone);
  const done: Record<SendSummary['effect'], IconName> = {
    opens: 'bolt',
    acknowledges: 'eye',
    resolves: 'check',
    none: 'send',
  };
  return done[send.effect];
}

/** "Trigger accepted", "Resolve not sent", "Acknowledge is unknown". */
function said(word: string): string {
  const lower = word.toLowerCase();
  return ['accepted', 'rejected', 'cancelled', 'not sent', 'queued'].includes(lower) ? lower : `is ${lower}`;
}

function answered({ status, latencyMs, state, reason }: SendSummary): string {
  if (reason === 'marked') return state === 'delivered' ? 'Somebody found it at the vendor.' : '';
  if (status === null) return '';
  return latencyMs === null ? `${status}.` : `${status} in ${duration(latencyMs)}.`;
}

function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
