import { describe, expect, it } from 'vitest';
import type { Answer, SentRequest } from '#shared/model/send.ts';
import { answerText, curlText, requestText } from './exchange-text.ts';

const request: SentRequest = {
  method: 'POST',
  url: 'https://alert.victorops.com/integrations/«secret:On-Call key»/drill',
  headers: [['Content-Type', 'application/json']],
  body: '{"n":12345678901234567890,"key":"«secret:On-Call key»"}',
  contentLength: 71,
};

describe('a request of the history as text', () => {
  it('shows the length that was sent, not that of the masked text', () => {
    expect(requestText(request, 'as-sent')).toContain('content-length: 71\r\n');
  });

  it('is byte for byte as sent, or laid out with every number as it was', () => {
    expect(requestText(request, 'as-sent').endsWith(request.body)).toBe(true);
    expect(requestText(request, 'readable')).toContain('\n  "n": 12345678901234567890,\n');
  });

  it('becomes a command that takes its keys from the environment', () => {
    const command = curlText(request);
    expect(command).not.toContain('«');
    expect(command).toContain(`/integrations/'"\${FIREDRILL_SECRET_ON_CALL_KEY}"'/drill'`);
  });
});

describe('an answer of the history as text', () => {
  it('leaves what is not JSON alone', () => {
    const answer: Answer = {
      status: 502,
      statusText: 'Bad Gateway',
      headers: [['content-type', 'text/html']],
      body: '<script>alert(1)</script>',
      truncated: false,
    };
    expect(answerText(answer, 'readable')).toBe(
      'HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\n\r\n<script>alert(1)</script>',
    );
  });
});
