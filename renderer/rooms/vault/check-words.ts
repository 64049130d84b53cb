import type { Send } from '#shared/model/send.ts';
import { explain, type Explained } from '#shared/outcome/explain.ts';
import { findProvider } from '#shared/providers/registry.ts';

/** What came of trying a key. That it was taken proves little, and no word here says more. */
export function explainCheck(send: Send): Explained {
  const vendor = findProvider(send.provider)?.shortName ?? send.provider;
  const { text, word, tone } = explain(send);
  if (send.state === 'delivered') {
    const status = send.status === null ? '' : ` (${send.status})`;
    return {
      word: 'Not refused',
      tone: 'info',
      text: `${vendor} took the message${status}. It did not say that the key is right: only an alert that somebody sees proves that it reaches the right people.`,
    };
  }
  if (send.state === 'rejected' && (send.reason === 'auth' || send.reason === 'not_found')) {
    return { word: 'Refused', tone, text };
  }
  return { word, tone, text };
}
