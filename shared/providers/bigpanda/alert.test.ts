import { describe, expect, test } from 'vitest';
import { USER_AGENT } from '#shared/http/http-request.ts';
import type { Params } from '#shared/model/draft.ts';
import { assess } from '../assess.ts';
import { alert } from './alert.ts';
import { appKey, token } from './keys.ts';

const target = { url: 'https://api.bigpanda.io/data/v2/alerts', settings: {} };
const reveal = (slot: string) => ({ token: 'tok', appKey: '111111' })[slot] ?? 'no such slot';
const withFields = (fields: Params): Params => ({ ...alert.blank, ...fields });
const body = (fields: Params) => alert.toRequest(target, withFields(fields), reveal).body;

describe('the request of an alert', () => {
  test('has every member in one order, to the byte', () => {
    const request = alert.toRequest(
      target,
      withFields({
        status: 'warning',
        host: 'h',
        service: 's',
        application: 'a',
        device: 'd',
        check: 'c',
        description: 'é "quoted"',
        cluster: 'cl',
        timestamp: '1402303570',
        primary_property: 'application',
        secondary_property: 'host',
        incident_identifier: 'id',
        tags: '{"regions": ["US1", "US2"], "count": 47, "link": "https://x.example"}',
      }),
      reveal,
    );
    expect(request).toEqual({
      method: 'POST',
      url: 'https://api.bigpanda.io/data/v2/alerts',
      headers: [
        ['Content-Type', 'application/json'],
        ['User-Agent', USER_AGENT],
        ['Authorization', 'Bearer tok'],
      ],
      body:
        '{"app_key":"111111","status":"warning","host":"h","service":"s","application":"a","device":"d",' +
        '"check":"c","description":"é \\"quoted\\"","cluster":"cl","timestamp":1402303570,' +
        '"primary_property":"application","secondary_property":"host","incident_identifier":"id",' +
        '"regions":["US1","US2"],"count":47,"link":"https://x.example"}',
    });
  });

  test('leaves out what is empty', () => {
    expect(body({ host: 'h' })).toBe('{"app_key":"111111","status":"critical","host":"h"}');
  });

  test('writes the time as a number; leading zeros would not be JSON', () => {
    expect(body({ timestamp: '007' })).toContain('"timestamp":7}');
    expect(body({ timestamp: 'noon' })).toContain('"timestamp":"noon"}');
  });

  test('never writes a name twice, whatever the tags say', () => {
    expect(body({ tags: '{"app_key": "x", "status": "ok", "y": 1}' })).toBe(
      '{"app_key":"111111","status":"critical","y":1}',
    );
  });
});

describe('what other tools send, made with the form', () => {
  test('Kapacitor', () => {
    const fields = {
      host: 'serverA',
      check: 'kapacitor/cpu/serverA',
      description: 'kapacitor/cpu/serverA is CRITICAL @1971-01-01 00:00:10 +0000 UTC',
      timestamp: '31536010',
      primary_property: 'host',
      tags: '{"task": "TestStream_Alert:cpu", "details": "https://example.org/link"}',
    };
    expect(assess(alert, withFields(fields), target, 1e12)).toMatchObject({ errors: [], warnings: [] });
    expect(body(fields)).toBe(
      '{"app_key":"111111","status":"critical","host":"serverA","check":"kapacitor/cpu/serverA",' +
        '"description":"kapacitor/cpu/serverA is CRITICAL @1971-01-01 00:00:10 +0000 UTC",' +
        '"timestamp":31536010,"primary_property":"host",' +
        '"task":"TestStream_Alert:cpu","details":"https://example.org/link"}',
    );
  });

  test('the sample of BigPanda’s documentation', () => {
    const fields = {
      host: 'production-database-1',
      application: 'Billing',
      check: 'CPU overloaded',
      description: 'CPU is above warning limit (40%)',
      timestamp: '1402303570',
      primary_property: 'application',
      secondary_property: 'host',
      tags: '{"regions": ["US1","US2","EMEA"], "count": 47}',
    };
    expect(assess(alert, withFields(fields), target, 2e12)).toMatchObject({ errors: [], warnings: [] });
    expect(alert.incident(withFields(fields)).key).toBe('Billing · production-database-1');
    expect(body(fields)).toBe(
      '{"app_key":"111111","status":"critical","host":"production-database-1","application":"Billing",' +
        '"check":"CPU overloaded","description":"CPU is above warning limit (40%)","timestamp":1402303570,' +
        '"primary_property":"application","secondary_property":"host",' +
        '"regions":["US1","US2","EMEA"],"count":47}',
    );
  });

  test('BigPanda’s Splunk script, which has no host', () => {
    const fields = {
      status: 'warning',
      primary_property: 'report_name',
      secondary_property: 'trigger',
      incident_identifier: 'Disk_1402303570',
      tags: '{"report_name": "Disk", "trigger": "always", "number_of_events": 3}',
    };
    expect(assess(alert, withFields(fields), target, 0)).toMatchObject({ errors: [], warnings: [] });
    expect(body(fields)).toBe(
      '{"app_key":"111111","status":"warning","primary_property":"report_name","secondary_property":"trigger",' +
        '"incident_identifier":"Disk_1402303570","report_name":"Disk","trigger":"always","number_of_events":3}',
    );
  });
});

describe('the identity of an alert', () => {
  test.each<[Params, string | null]>([
    [{ host: 'h' }, 'h'],
    [{ host: 'h', check: 'c' }, 'h · c'],
    [{ service: 's', application: 'a', check: 'c' }, 's · c'],
    [{ device: 'd', tags: '{"sensor": "t1"}' }, 'd · t1'],
    [{ host: 'h', check: 'c', incident_identifier: 'id' }, 'id'],
    [{ host: 'h', check: 'c', tags: '{"incident_key": "id2"}' }, 'id2'],
    [{ host: 'h', primary_property: 'rack', tags: '{"rack": 12}', check: 'c' }, '12 · c'],
    [{ primary_property: 'regions', tags: '{"regions": ["US1", 2]}' }, 'US1|2'],
    [{ host: 'h', primary_property: 'gone', secondary_property: 'gone', check: 'c' }, 'h · c'],
    [{ host: 'h', secondary_property: 'host' }, 'h'],
    [{ host: ' ', primary_property: 'tags', tags: '{"x": "1"}' }, null],
    [{ primary_property: 'toString' }, null],
    [{ tags: '{' }, null],
  ])('%j', (fields, key) => {
    expect(alert.incident(withFields(fields)).key).toBe(key);
  });

  test.each([
    ['critical', 'opens'],
    ['warning', 'opens'],
    ['unknown', 'opens'],
    ['acknowledged', 'acknowledges'],
    ['ok', 'resolves'],
    ['OK', 'none'],
    ['constructor', 'none'],
  ])('%s %s it', (status, effect) => {
    expect(alert.incident(withFields({ status })).effect).toBe(effect);
  });

  test('the next step is the same alert with another status, now', () => {
    const sent = withFields({ host: 'h', check: 'c', timestamp: '1402303570', tags: '{"x": 1}' });
    expect(alert.followUp(sent, 'resolve', 'h · c')).toEqual({ ...sent, status: 'ok', timestamp: '' });
    expect(alert.followUp(sent, 'acknowledge', 'h · c')).toEqual({
      ...sent,
      status: 'acknowledged',
      timestamp: '',
    });
  });
});

describe('the levels of Flux', () => {
  test.each([
    ['ok', 'ok'],
    ['info', 'ok'],
    ['WARN', 'warning'],
    ['crit', 'critical'],
    ['unknown', 'critical'],
    ['', 'critical'],
  ])('%s becomes %s', (level, status) => {
    expect(alert.levels?.fill(level)).toEqual({ status });
  });
});

test('accepted is never called opened or told', () => {
  expect(alert.acceptedMeans(alert.blank)).toContain('does not prove');
  expect(alert.acceptedMeans(withFields({ status: 'ok' }))).toContain('if there is one');
  expect(alert.acceptedMeans(withFields({ status: 'acknowledged' }))).toContain('per integration');
});

test('a list shows the description, or what the alert is about', () => {
  expect(alert.summary(withFields({ description: 'two\nlines', host: 'h' }))).toBe('two lines');
  expect(alert.summary(withFields({ device: 'd' }))).toBe('d');
});

test('the example can be sent as it is', () => {
  expect(assess(alert, alert.example, target, 0)).toMatchObject({ errors: [], warnings: [] });
  expect(alert.incident(alert.example).key).toBe('db-eu-west-07.payments.example.net · disk_usage');
});

test('every field stands in one section', () => {
  const rows = alert.sections.flatMap((section) => section.rows.flat());
  expect(rows.toSorted()).toEqual(Object.keys(alert.fields).toSorted());
});

test('a key of another shape is suspected, not refused', () => {
  expect(token.suspicion('0123456789abcdef0123456789abcdef')).toBeNull();
  expect(appKey.suspicion('0123456789ABCDEF0123456789abcdef')).toContain('usually');
});
