import type { Send } from '#shared/model/send.ts';
import { shortTime } from '#renderer/ui/times.ts';

/** The first attempt and three more, as the contract says of `sends.send`. */
const ATTEMPTS = 4;

/** What a send waits for, in words; null while it is being sent. */
export function waitInWords(send: Send, now = new Date()): string | null {
  if (send.state === 'queued') {
    return 'Waits for its turn: behind an earlier message about this incident, or for a free place under the vendor’s limit.';
  }
  if (send.state !== 'retry_wait') return null;
  const when = send.retryAt === null ? 'soon' : `at ${shortTime(send.retryAt, now)}`;
  return `Trying again ${when}, attempt ${send.attempts.length + 1} of ${ATTEMPTS}.`;
}
