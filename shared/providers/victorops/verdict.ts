import { answerObject, delivered, notUnderstood, rejected, textIn, vendorWords } from '../answer.ts';
import type { Verdict, VendorAnswer } from '../provider.ts';

/** `result` says it: a failure may come with 200 as well. 404 is a wrong key, because the key is in the address. */
export function verdict({ status, body }: VendorAnswer): Verdict {
  const answer = answerObject(body);
  const result = textIn(answer, 'result');
  if (status >= 400) return rejected(status, vendorWords(body));
  if (status === 200 && result === 'failure') return rejected(status, textIn(answer, 'message'));
  if (status === 200 && result === 'success') {
    return delivered(textIn(answer, 'message'), textIn(answer, 'entity_id'));
  }
  return notUnderstood(body);
}
