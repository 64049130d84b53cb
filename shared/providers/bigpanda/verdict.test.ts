import { describe, expect, test } from 'vitest';
import { verdict } from './verdict.ts';

describe('BigPanda’s answers', () => {
  test.each([
    [201, '{"response":{"status":"success"}}'],
    [201, '{"response": {"status": "success"}}'],
    [201, '{"status":"success"}'],
    [200, '{}'],
    [201, ''],
  ])('%i %s is delivered', (status, body) => {
    expect(verdict({ status, body })).toEqual({
      class: 'delivered',
      reason: null,
      message: null,
      incidentKey: null,
    });
  });

  test('204 is an event that it has already', () => {
    expect(verdict({ status: 204, body: '' })).toMatchObject({ class: 'delivered', reason: 'duplicate' });
  });

  test.each([
    [200, '<!doctype html><title>Log in</title>'],
    [201, '{"response":'],
    [201, '[]'],
    [201, '{"error":"app_key"}'],
    [201, '{"errors":[]}'],
    [201, '{"status":"error"}'],
    [201, '{"response":{"status":"failure"}}'],
    [202, '{"status":"success"}'],
    [206, ''],
  ])('%i %s is not understood', (status, body) => {
    expect(verdict({ status, body })).toMatchObject({ class: 'ambiguous', reason: 'not_understood' });
  });

  test.each([
    [
      400,
      `{"errors":["alert 1: 'status' must exist and be one of the following: ok, critical, warning, unknown, acknowledged"]}`,
      'content',
      "alert 1: 'status' must exist and be one of the following: ok, critical, warning, unknown, acknowledged",
    ],
    [400, '{"error":"mandatory field missing"}', 'content', 'mandatory field missing'],
    [400, '{"error":"unknown app_key"}', 'auth', 'unknown app_key'],
    [400, '', 'content', null],
    [401, 'Authorization Required', 'auth', 'Authorization Required'],
    [401, '<html>401</html>', 'auth', null],
    [403, '', 'auth', null],
    [
      404,
      '{"status":404,"errors":["Route POST /data/v3/alerts is not found"]}',
      'not_found',
      'Route POST /data/v3/alerts is not found',
    ],
    [410, '', 'content', null],
  ])('%i %s', (status, body, reason, message) => {
    expect(verdict({ status, body })).toEqual({ class: 'rejected', reason, message, incidentKey: null });
  });
});
