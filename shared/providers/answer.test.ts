import { expect, test } from 'vitest';
import { answerObject, textIn, vendorWords } from './answer.ts';

test.each<[string, string | null]>([
  ['{"errors":["a","b"],"message":"m"}', 'a; b'],
  ['{"errors":[],"message":"m"}', 'm'],
  ['{"errors":{"x":1},"error":"e"}', 'e'],
  ['{"error":["e"]}', 'e'],
  ['{"message":" "}', null],
  ['Invalid routing key\n', 'Invalid routing key'],
  ['<html>no</html>', null],
  ['{"cut', null],
  ['', null],
  ['x'.repeat(301), null],
])('the vendor’s words in %s', (body, words) => {
  expect(vendorWords(body)).toBe(words);
});

test('an answer is read by name, and never as a prototype', () => {
  const answer = answerObject('{"__proto__":{"status":"success"},"n":1}');
  expect(textIn(answer, 'status')).toBeNull();
  expect(textIn(answer, 'n')).toBeNull();
  expect(answerObject('[]')).toBeNull();
  expect(textIn(null, 'x')).toBeNull();
});
