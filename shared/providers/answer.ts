import type { Json } from '#shared/json/json.ts';
import { parseJson } from '#shared/json/parse-json.ts';
import type { Verdict } from './provider.ts';

/** The answer's JSON object by member name; null for anything else, such as a login page. */
export function answerObject(body: string): ReadonlyMap<string, Json> | null {
  const parsed = parseJson(body);
  if (!parsed.ok || parsed.json.type !== 'object') return null;
  return new Map(parsed.json.members.map((member) => [member.name, member.value]));
}

export function textIn(object: ReadonlyMap<string, Json> | null, name: string): string | null {
  const value = object?.get(name);
  return value?.type === 'text' ? value.value : null;
}

/** What the vendor says in the answer: every error it lists, else its message, else a short plain text. */
export function vendorWords(body: string): string | null {
  const object = answerObject(body);
  if (object === null) return plainWords(body);
  for (const name of ['errors', 'error', 'message']) {
    const value = object.get(name);
    const words = value === undefined ? [] : textsIn(value);
    if (words.length > 0) return words.join('; ');
  }
  return null;
}

function textsIn(json: Json): string[] {
  if (json.type === 'text') return json.value.trim() === '' ? [] : [json.value];
  return json.type === 'list' ? json.items.flatMap(textsIn) : [];
}

const LONGEST_PLAIN = 300;

function plainWords(body: string): string | null {
  const words = body.trim();
  const plain = words !== '' && words.length <= LONGEST_PLAIN && !/^[<{[]/.test(words);
  return plain ? words : null;
}

export function delivered(message: string | null, incidentKey: string | null = null): Verdict {
  return { class: 'delivered', reason: null, message, incidentKey };
}

export function notUnderstood(body: string): Verdict {
  return { class: 'ambiguous', reason: 'not_understood', message: vendorWords(body), incidentKey: null };
}

/** A clear no, by what its status means from everybody. `blamesKey`: the vendor's words are about the key alone. */
export function rejected(status: number, message: string | null, blamesKey = false): Verdict {
  const auth = blamesKey || [401, 402, 403].includes(status);
  const reason = auth ? 'auth' : status === 404 ? 'not_found' : 'content';
  return { class: 'rejected', reason, message, incidentKey: null };
}
