import { answerObject, delivered, notUnderstood, rejected, textIn, vendorWords } from '../answer.ts';
import type { Json } from '#shared/json/json.ts';
import type { Verdict, VendorAnswer } from '../provider.ts';

/**
 * The codes are documented, the bodies are not: the specification says "string", and users rely on
 * `{"response":{"status":"success"}}` or `{"status":"success"}`. So an object that reports no error will do.
 */
export function verdict({ status, body }: VendorAnswer): Verdict {
  if (status === 204) return { class: 'delivered', reason: 'duplicate', message: null, incidentKey: null };
  if (status === 200 || status === 201) return accepted(body) ? delivered(null) : notUnderstood(body);
  if (status < 400) return notUnderstood(body);
  const words = vendorWords(body);
  return rejected(status, words, status === 400 && words !== null && /app[ _]?key/i.test(words));
}

function accepted(body: string): boolean {
  if (body.trim() === '') return true;
  const answer = answerObject(body);
  if (answer === null || answer.has('error') || answer.has('errors')) return false;
  const inner = answer.get('response');
  return saysNoError(answer) && (inner?.type !== 'object' || saysNoError(byName(inner)));
}

function saysNoError(answer: ReadonlyMap<string, Json>): boolean {
  const status = textIn(answer, 'status');
  return status === null || !/err|fail|invalid|denied/i.test(status);
}

function byName(object: Extract<Json, { type: 'object' }>): ReadonlyMap<string, Json> {
  return new Map(object.members.map((member) => [member.name, member.value]));
}
