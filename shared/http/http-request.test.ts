import { describe, expect, test } from 'vitest';
import { object, text } from '#shared/json/json.ts';
import { masked } from '#shared/model/secret.ts';
import { jsonPost, requestHead, splitUrl, USER_AGENT } from './http-request.ts';

describe('the head of a request', () => {
  test('is every byte up to the body', () => {
    const request = jsonPost('https://events.pagerduty.com/v2/enqueue?x=1', object([['a', text('é')]]), [
      ['Authorization', 'Bearer t'],
    ]);
    expect(requestHead(request)).toBe(
      [
        'POST /v2/enqueue?x=1 HTTP/1.1',
        'host: events.pagerduty.com',
        'connection: close',
        'Content-Type: application/json',
        `User-Agent: ${USER_AGENT}`,
        'Authorization: Bearer t',
        'content-length: 10',
        '',
        '',
      ].join('\r\n'),
    );
  });

  test('says the length that is given where the body has a masked key in it', () => {
    const request = jsonPost('http://127.0.0.1:7311', object([['k', text(masked('Prod'))]]));
    expect(requestHead(request, 42)).toContain('\r\ncontent-length: 42\r\n');
    expect(requestHead(request)).toContain('POST / HTTP/1.1\r\nhost: 127.0.0.1:7311\r\n');
  });
});

describe('a URL is cut, not parsed', () => {
  test.each([
    ['https://x.example/a/«secret:Prod key»/b', 'https://x.example', 'x.example', '/a/«secret:Prod key»/b'],
    ['http://[::1]:7311/a?b=c/d', 'http://[::1]:7311', '[::1]:7311', '/a?b=c/d'],
    ['https://x.example', 'https://x.example', 'x.example', '/'],
    ['https://x.example?q', 'https://x.example', 'x.example', '?q'],
    ['not an address', '', '', '/'],
  ])('%s', (url, origin, host, target) => {
    expect(splitUrl(url)).toEqual({ origin, host, target });
  });
});
