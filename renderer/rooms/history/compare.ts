import { type Difference, differences, type JsonPath } from '#shared/json/diff.ts';
import { type Json, number, object, pretty, text } from '#shared/json/json.ts';
import { parseJson } from '#shared/json/parse-json.ts';
import type { Send } from '#shared/model/send.ts';

export type Side = 'request' | 'answer';

/** What the later of two sends says otherwise; null where neither of them has that part. */
export function compareSends(before: Send, after: Send, side: Side): readonly Difference[] | null {
  if (side === 'request') return differences(requestOf(before), requestOf(after));
  const [old, now] = [answerOf(before), answerOf(after)];
  return old.type === 'null' && now.type === 'null' ? null : differences(old, now);
}

function requestOf({ request }: Send): Json {
  return object([
    ['method', text(request.method)],
    ['url', text(request.url)],
    ['headers', object(request.headers.map(([name, value]) => [name, text(value)] as const))],
    ['body', bodyOf(request.body)],
  ]);
}

/** Without its headers: they say the time, and what the vendor counts, and so never the same. */
function answerOf({ answer }: Send): Json {
  if (answer === null) return { type: 'null' };
  return object([
    ['status', number(answer.status)],
    ['body', bodyOf(answer.body)],
  ]);
}

function bodyOf(body: string): Json {
  const parsed = parseJson(body);
  return parsed.ok ? parsed.json : text(body);
}

/** `body.payload.custom_details.hosts[2]`; a name that is no word stands in quotes. */
export function pathInWords(path: JsonPath): string {
  const parts = path.map((part) => {
    if (typeof part === 'number') return `[${part}]`;
    return /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`;
  });
  const words = parts.join('').replace(/^\./, '');
  return words === '' ? 'all of it' : words;
}

/** A value as it is read: text without its quotes, everything else as JSON. */
export function valueInWords(json: Json): string {
  if (json.type !== 'text') return pretty(json);
  return json.value === '' ? '""' : json.value;
}
