import { describe, expect, it } from 'vitest';
import { type CodeLanguage, codeLines, indentOf, tokens } from './code-tokens.ts';

const coloured = (text: string, language: CodeLanguage) =>
  codeLines(text, language).map((line) => tokens(line).map(({ kind, text }) => `${kind}:${text}`));

describe('code as coloured parts', () => {
  it('loses no character of any line', () => {
    const text = [
      'POST /v2/enqueue HTTP/1.1',
      'host: events.pagerduty.com',
      '',
      '{',
      '  "a": [1, -2.5e3, true, null],',
      '  "b\\"c": "\\u00e9 // : {",',
      '  broken "text',
      '}',
    ].join('\r\n');
    const back = codeLines(text, 'http').map((line) =>
      tokens(line)
        .map((token) => token.text)
        .join(''),
    );
    expect(back.join('\r\n')).toBe(text);
  });

  it('knows a request, its headers and its JSON', () => {
    expect(coloured('POST /v2/enqueue HTTP/1.1\r\ncontent-length: 578\r\n\r\n{"a":"b"}', 'http')).toEqual([
      ['keyword:POST', 'plain: /v2/enqueue', 'punct: HTTP/1.1'],
      ['key:content-length', 'punct::', 'number: 578'],
      [],
      ['punct:{', 'key:"a"', 'punct::', 'string:"b"', 'punct:}'],
    ]);
  });

  it('knows an answer, and leaves a body that is not JSON as it is', () => {
    expect(coloured('HTTP/1.1 502 Bad Gateway\r\n\r\n<h1>"502"</h1>', 'http')).toEqual([
      ['punct:HTTP/1.1 ', 'number:502', 'plain: Bad Gateway'],
      [],
      ['plain:<h1>"502"</h1>'],
    ]);
  });

  it('keeps numbers as they were written', () => {
    expect(coloured('  "id": 12345678901234567890', 'json')[0]).toContain('number:12345678901234567890');
  });

  it('colours a command, with the variable that a key stands in', () => {
    const text = `curl -X POST 'https://x.example.net/a' \\\n  -H 'Authorization: Bearer '"\${FIREDRILL_SECRET_A}"`;
    expect(coloured(text, 'shell')).toEqual([
      [
        'keyword:curl',
        'plain: ',
        'key:-X',
        'plain: POST ',
        "string:'https://x.example.net/a'",
        'plain: ',
        'punct:\\',
      ],
      [
        'plain:  ',
        'key:-H',
        'plain: ',
        "string:'Authorization: Bearer '",
        'variable:"${FIREDRILL_SECRET_A}"',
      ],
    ]);
  });

  it('cuts a masked key out of the text around it', () => {
    expect(coloured('{"routing_key":"«secret:Payments key»"}', 'json')[0]).toEqual([
      'punct:{',
      'key:"routing_key"',
      'punct::',
      'string:"',
      'secret:Payments key',
      'string:"',
      'punct:}',
    ]);
    expect(coloured('POST /x/«secret:A»/y HTTP/1.1', 'http')[0]).toContain('secret:A');
  });

  it('does not try to colour a line of 100 kB', () => {
    expect(coloured(`"${'a'.repeat(100_000)}"`, 'json')[0]).toHaveLength(1);
  });

  it('counts the indent that what does not fit hangs under', () => {
    expect(indentOf('    "a": 1')).toBe(4);
    expect(indentOf('')).toBe(0);
  });
});
