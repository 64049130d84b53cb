import { describe, expect, test } from 'vitest';
import { USER_AGENT } from '#shared/http/http-request.ts';
import type { Params } from '#shared/model/draft.ts';
import { assess } from '../assess.ts';
import { alert } from './alert.ts';
import { apiKey } from './api-key.ts';

const BASE = 'https://alert.victorops.com/integrations/generic/20131114/alert';
const KEY = '1a2b3c4d-0000-4000-8000-1a2b3c4d5e6f';
const target = { url: BASE, settings: {} };
const reveal = (slot: string) => (slot === 'apiKey' ? KEY : 'no such slot');
const withFields = (fields: Params): Params => ({ ...alert.blank, ...fields });
const body = (fields: Params) => alert.toRequest(target, withFields(fields), reveal).body;

const custom = (fields: string) => ({ customFields: fields });

describe('the request of an alert', () => {
  test('has every member in one order, to the byte', () => {
    const request = alert.toRequest(
      target,
      withFields({
        messageType: 'ACKNOWLEDGEMENT',
        entityID: 'disk.space/db01',
        entityDisplayName: 'Disk',
        stateMessage: 'line 1\nline 2',
        timestamp: '1609459200',
        monitoringTool: 'Firedrill',
        hostName: 'db01',
        routingKey: 'everyone',
        ackAuthor: 'ana',
        ackMessage: 'on it',
        annotations: [
          { kind: 'u', title: 'Run book', value: 'https://x.example' },
          { kind: '', title: '', value: '' },
          { kind: 's', title: 'Note', value: '' },
        ],
        customFields: '{"used": 91.40, "nested": {"a": [true, null]}, "timestamp": 5}',
      }),
      reveal,
    );
    expect(request).toEqual({
      method: 'POST',
      url: `${BASE}/${KEY}/everyone`,
      headers: [
        ['Content-Type', 'application/json'],
        ['User-Agent', USER_AGENT],
      ],
      body:
        '{"message_type":"ACKNOWLEDGEMENT","entity_id":"disk.space/db01","entity_display_name":"Disk",' +
        '"state_message":"line 1\\nline 2","state_start_time":1609459200,"monitoring_tool":"Firedrill",' +
        '"host_name":"db01","ack_author":"ana","ack_message":"on it",' +
        '"vo_annotate.u.Run book":"https://x.example","vo_annotate.s.Note":"",' +
        '"used":91.40,"nested":{"a":[true,null]},"timestamp":5}',
    });
  });

  test('leaves out what is empty', () => {
    expect(body({})).toBe('{"message_type":"CRITICAL"}');
  });

  test('says who acknowledged only where something is acknowledged', () => {
    const fields = { ackAuthor: 'ana', ackMessage: 'on it' };
    expect(body(fields)).toBe('{"message_type":"CRITICAL"}');
    expect(alert.unused?.(withFields({}))).toEqual(['ackAuthor', 'ackMessage']);
    expect(alert.unused?.(withFields({ messageType: 'acknowledgement' }))).toEqual([]);
  });

  test('takes routing key and monitoring tool from the destination where the alert has none', () => {
    const settings = { routingKey: 'team-a', monitoringTool: 'Tool' };
    const own = alert.toRequest({ url: BASE, settings }, withFields({}), reveal);
    expect(own.url).toBe(`${BASE}/${KEY}/team-a`);
    expect(own.body).toBe('{"message_type":"CRITICAL","monitoring_tool":"Tool"}');
    const fields = withFields({ routingKey: 'team-b', monitoringTool: 'Mine' });
    expect(alert.toRequest({ url: BASE, settings }, fields, reveal).url).toBe(`${BASE}/${KEY}/team-b`);
  });

  test('never writes a name twice, whatever Custom fields say', () => {
    const annotation = { kind: 'u', title: 'A', value: '1' };
    expect(
      body({
        annotations: [annotation, { ...annotation, value: '2' }],
        ...custom('{"message_type": "INFO", "vo_annotate.u.A": "3", "x": 1}'),
      }),
    ).toBe('{"message_type":"CRITICAL","vo_annotate.u.A":"1","x":1}');
  });
});

describe('what other tools send, made with the form', () => {
  test('Alertmanager', () => {
    const fields = {
      entityID: 'a'.repeat(64),
      entityDisplayName: '[FIRING:1] DiskFull',
      stateMessage: 'Alerts Firing:\n- disk',
      monitoringTool: 'Alertmanager',
      ...custom('{"severity": "page"}'),
    };
    expect(assess(alert, withFields(fields), target, 0)).toMatchObject({ errors: [], warnings: [] });
    expect(body(fields)).toBe(
      `{"message_type":"CRITICAL","entity_id":"${'a'.repeat(64)}","entity_display_name":"[FIRING:1] DiskFull",` +
        '"state_message":"Alerts Firing:\\n- disk","monitoring_tool":"Alertmanager","severity":"page"}',
    );
  });

  test('Grafana, which sends `timestamp` where Firedrill and Flux send `state_start_time`', () => {
    const fields = {
      entityID: 'b'.repeat(64),
      entityDisplayName: '[FIRING:1]  (val1)',
      stateMessage: '**Firing**',
      monitoringTool: 'Grafana v12.0.0',
      ...custom('{"timestamp": 1609459200, "alert_url": "http://localhost/alerting/list"}'),
    };
    expect(assess(alert, withFields(fields), target, 0)).toMatchObject({ errors: [], warnings: [] });
    expect(body(fields)).toBe(
      `{"message_type":"CRITICAL","entity_id":"${'b'.repeat(64)}","entity_display_name":"[FIRING:1]  (val1)",` +
        '"state_message":"**Firing**","monitoring_tool":"Grafana v12.0.0","timestamp":1609459200,' +
        '"alert_url":"http://localhost/alerting/list"}',
    );
  });

  test('Kapacitor, with its data as an object', () => {
    const fields = {
      entityID: 'kapacitor/cpu/serverA',
      stateMessage: 'kapacitor/cpu/serverA is CRITICAL',
      timestamp: '31536010',
      monitoringTool: 'kapacitor',
      routingKey: 'test_key',
      ...custom('{"data": {"series": [{"name": "cpu"}]}}'),
    };
    expect(assess(alert, withFields(fields), target, 1e12)).toMatchObject({ errors: [], warnings: [] });
    const request = alert.toRequest(target, withFields(fields), () => 'api_key');
    expect(request.url).toBe(`${BASE}/api_key/test_key`);
    expect(request.body).toBe(
      '{"message_type":"CRITICAL","entity_id":"kapacitor/cpu/serverA",' +
        '"state_message":"kapacitor/cpu/serverA is CRITICAL","state_start_time":31536010,' +
        '"monitoring_tool":"kapacitor","data":{"series":[{"name":"cpu"}]}}',
    );
  });

  test('the annotation of Splunk’s guide', () => {
    const fields = {
      messageType: 'INFO',
      entityID: 'disk.space/db01',
      monitoringTool: 'API',
      annotations: [{ kind: 'i', title: 'Graph', value: 'https://g.example.net/1.png' }],
    };
    expect(body(fields)).toBe(
      '{"message_type":"INFO","entity_id":"disk.space/db01","monitoring_tool":"API",' +
        '"vo_annotate.i.Graph":"https://g.example.net/1.png"}',
    );
  });
});

describe('the incident of an alert', () => {
  test.each([
    ['CRITICAL', 'opens'],
    ['critical', 'opens'],
    ['WARNING', 'opens'],
    ['INFO', 'none'],
    ['ACKNOWLEDGEMENT', 'acknowledges'],
    ['RECOVERY', 'resolves'],
    ['ok', 'resolves'],
    ['CRITCAL', 'none'],
  ])('%s %s it', (messageType, effect) => {
    expect(alert.incident(withFields({ messageType, entityID: 'e' }))).toEqual({ key: 'e', effect });
  });

  test('gets a fresh ID where there is none, but not for a message about another one', () => {
    expect(alert.withKey?.(withFields({}), 'fresh')).toMatchObject({ entityID: 'fresh' });
    expect(alert.withKey?.(withFields({ messageType: 'INFO' }), 'fresh')).toMatchObject({
      entityID: 'fresh',
    });
    expect(alert.withKey?.(withFields({ entityID: 'mine' }), 'fresh')).toMatchObject({ entityID: 'mine' });
    expect(alert.withKey?.(withFields({ messageType: 'OK' }), 'fresh')).toMatchObject({ entityID: '' });
  });

  test('the next step is the same alert with the ID of the answer, without annotations', () => {
    const sent = { ...alert.example, timestamp: '1609459200' };
    const next = { ...sent, entityID: 'from-answer', timestamp: '', annotations: [] };
    expect(alert.followUp(sent, 'resolve', 'from-answer')).toEqual({ ...next, messageType: 'RECOVERY' });
    expect(alert.followUp(sent, 'acknowledge', 'from-answer')).toEqual({
      ...next,
      messageType: 'ACKNOWLEDGEMENT',
    });
  });
});

describe('the levels', () => {
  test.each([
    ['crit', 'CRITICAL'],
    ['WARN', 'WARNING'],
    ['info', 'INFO'],
    ['ok', 'RECOVERY'],
    ['unknown', 'INFO'],
  ])('%s becomes %s', (level, messageType) => {
    expect(alert.levels?.fill(level)).toEqual({ messageType });
  });
});

describe('accepted says what follows', () => {
  test.each([
    ['CRITICAL', 'does not prove that anybody was paged'],
    ['warning', 'only where the account is set so'],
    ['INFO', 'INFO goes to the Splunk On-Call timeline and pages nobody.'],
    ['CRITCAL', '"CRITCAL" is not a message type, so nobody is paged. Did you mean CRITICAL?'],
    ['OK', 'resolves the open incident'],
    ['ACKNOWLEDGEMENT', 'stops the paging'],
  ])('%s', (messageType, words) => {
    expect(alert.acceptedMeans(withFields({ messageType }))).toContain(words);
  });
});

test('a list shows the display name, else the message, else the ID', () => {
  expect(alert.summary(withFields({ entityDisplayName: 'a\nb', entityID: 'e' }))).toBe('a b');
  expect(alert.summary(withFields({ stateMessage: 'm', entityID: 'e' }))).toBe('m');
  expect(alert.summary(withFields({ entityID: 'e' }))).toBe('e');
});

test('the example can be sent as it is', () => {
  expect(assess(alert, alert.example, target, 0)).toMatchObject({ errors: [], warnings: [] });
});

test('every field stands in one section', () => {
  const rows = alert.sections.flatMap((section) => section.rows.flat());
  expect(rows.toSorted()).toEqual(Object.keys(alert.fields).toSorted());
});

test('an API key that is no UUID is suspected, not refused', () => {
  expect(apiKey.suspicion(KEY)).toBeNull();
  expect(apiKey.suspicion(KEY.toUpperCase())).toBeNull();
  expect(apiKey.suspicion('everyone')).toContain('404');
});
