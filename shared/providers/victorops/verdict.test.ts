import { describe, expect, test } from 'vitest';
import { verdict } from './verdict.ts';

describe('VictorOps’ answers', () => {
  test('200 with success is delivered, with the ID that the incident got', () => {
    const body = '{"result":"success","entity_id":"86dc4115-72d3-4219-9d8e-44939c1c409d"}';
    expect(verdict({ status: 200, body })).toEqual({
      class: 'delivered',
      reason: null,
      message: null,
      incidentKey: '86dc4115-72d3-4219-9d8e-44939c1c409d',
    });
    expect(verdict({ status: 200, body: '{"result":"success"}' })).toMatchObject({ incidentKey: null });
  });

  test.each([
    [200, '<html>Splunk login</html>'],
    [200, ''],
    [200, 'OK'],
    [200, '{"result":"maybe"}'],
    [201, '{"result":"success","entity_id":"e"}'],
    [204, ''],
  ])('%i %s is not understood', (status, body) => {
    expect(verdict({ status, body })).toMatchObject({ class: 'ambiguous', reason: 'not_understood' });
  });

  test.each([
    [
      200,
      '{"result":"failure","message":"Missing fields: message_type"}',
      'content',
      'Missing fields: message_type',
    ],
    [
      400,
      '{"result":"failure","message":"Missing fields: message_type"}',
      'content',
      'Missing fields: message_type',
    ],
    [404, '<html><body>404 Not Found</body></html>', 'not_found', null],
    [404, '', 'not_found', null],
    [401, 'Unauthorized', 'auth', 'Unauthorized'],
    [403, '', 'auth', null],
    [405, '', 'content', null],
  ])('%i %s', (status, body, reason, message) => {
    expect(verdict({ status, body })).toEqual({ class: 'rejected', reason, message, incidentKey: null });
  });
});
