import { answerObject, delivered, notUnderstood, rejected, textIn, vendorWords } from '../answer.ts';
import type { Verdict, VendorAnswer } from '../provider.ts';

/** Success is 202 with `status: success`; a change event's answer has no dedup_key. A 400 lists every violation. */
export function verdict({ status, body }: VendorAnswer): Verdict {
  const answer = answerObject(body);
  if (status === 202 && textIn(answer, 'status') === 'success') {
    return delivered(textIn(answer, 'message'), textIn(answer, 'dedup_key'));
  }
  if (status < 400) return notUnderstood(body);
  const words = vendorWords(body);
  return rejected(status, words, status === 400 && blamesKey(words));
}

function blamesKey(words: string | null): boolean {
  return words !== null && words.split('; ').every((word) => /routing[ _]key/i.test(word));
}
