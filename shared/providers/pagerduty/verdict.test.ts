import { describe, expect, test } from 'vitest';
import { verdict } from './verdict.ts';

const invalid = (...errors: string[]) =>
  JSON.stringify({ status: 'invalid event', message: 'Event object is invalid', errors });

describe('PagerDuty’s answers', () => {
  test('202 with success is delivered, with the key that the incident got', () => {
    const body = '{"status":"success","message":"Event processed","dedup_key":"samplekeyhere"}';
    expect(verdict({ status: 202, body })).toEqual({
      class: 'delivered',
      reason: null,
      message: 'Event processed',
      incidentKey: 'samplekeyhere',
    });
  });

  test('a change event’s answer has no key', () => {
    const body = '{"message":"Change event processed","status":"success"}';
    expect(verdict({ status: 202, body })).toMatchObject({ class: 'delivered', incidentKey: null });
  });

  test.each([
    [202, '<html>Log in to the guest network</html>'],
    [202, '{"status":"success"'],
    [202, ''],
    [202, '"success"'],
    [202, '{"status":"queued"}'],
    [200, '{"status":"success"}'],
    [201, ''],
    [204, ''],
  ])('%i %s is not understood', (status, body) => {
    expect(verdict({ status, body })).toMatchObject({ class: 'ambiguous', reason: 'not_understood' });
  });

  test.each([
    [
      400,
      '{"status":"Unrecognized object","message":"Event object format is unrecognized","errors":["JSON parse error"]}',
      'content',
      'JSON parse error',
    ],
    [
      400,
      invalid("'payload.severity' is missing or blank", "'payload.source' is missing or blank"),
      'content',
      "'payload.severity' is missing or blank; 'payload.source' is missing or blank",
    ],
    [
      400,
      invalid("'summary' is too long (maiximum is 1024 characters)"),
      'content',
      "'summary' is too long (maiximum is 1024 characters)",
    ],
    [
      400,
      '{"error": ["links should have at most 50 item(s)"]}',
      'content',
      'links should have at most 50 item(s)',
    ],
    [
      400,
      invalid(
        "Length of 'routing_key' is incorrect (should be 32 characters)",
        "'routing_key' cannot contain non-alphanumeric characters.",
      ),
      'auth',
      "Length of 'routing_key' is incorrect (should be 32 characters); 'routing_key' cannot contain non-alphanumeric characters.",
    ],
    [
      400,
      invalid(
        "Length of 'routing_key' is incorrect (should be 32 characters)",
        "'payload.source' is missing or blank",
      ),
      'content',
      "Length of 'routing_key' is incorrect (should be 32 characters); 'payload.source' is missing or blank",
    ],
    [400, 'Invalid routing key', 'auth', 'Invalid routing key'],
    [400, invalid('Invalid routing key'), 'auth', 'Invalid routing key'],
    [400, '{"message":"no"}', 'content', 'no'],
    [400, '', 'content', null],
    [400, '<html><body>Bad Request</body></html>', 'content', null],
    [401, '', 'auth', null],
    [403, 'Forbidden', 'auth', 'Forbidden'],
    [404, '<html>', 'not_found', null],
    [413, '', 'content', null],
  ])('%i %s', (status, body, reason, message) => {
    expect(verdict({ status, body })).toEqual({ class: 'rejected', reason, message, incidentKey: null });
  });
});
