import { useState } from 'react';
import type { SendSummary } from '#shared/model/send.ts';

type Held = { readonly list: string; readonly from: string };

/**
 * While somebody reads further down, or has a send open, new ones do not push the rows away from under their eyes:
 * the list goes on from the send that was the first one then.
 */
export function useHeld(
  list: string,
  sends: readonly SendSummary[],
  isReading: boolean,
  openId: string | null,
) {
  const [held, setHeld] = useState<Held | null>(null);
  const first = sends[0]?.id;
  if (held !== null && (!isReading || held.list !== list)) setHeld(null);
  else if (held === null && isReading && first !== undefined) setHeld({ list, from: first });

  const at = held === null ? -1 : sends.findIndex(({ id }) => id === held.from);
  const isAbove = sends.slice(0, Math.max(0, at)).some(({ id }) => id === openId);
  const newer = isAbove ? 0 : Math.max(0, at);
  // what was opened has to be there
  if (isAbove && first !== undefined) setHeld({ list, from: first });
  return {
    shown: newer === 0 ? sends : sends.slice(newer),
    /** So many wait above. */
    newer,
    release: () => setHeld(first === undefined ? null : { list, from: first }),
  };
}
