import type { Destination } from '#shared/model/destination.ts';
import type { Send } from '#shared/model/send.ts';

/** Why it cannot be sent once more as it was, in words, or null. */
export function whyNotAgain(send: Send, destination: Destination | undefined): string | null {
  if (!send.isWhole) {
    return 'A key had stood in one of its fields and was not kept. Open it as a draft to fill that field in again.';
  }
  if (destination === undefined) {
    return `${send.destination.name} is no longer there. Open it as a draft to send it somewhere else.`;
  }
  return null;
}
