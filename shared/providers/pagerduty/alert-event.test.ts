import { describe, expect, test } from 'vitest';
import { USER_AGENT } from '#shared/http/http-request.ts';
import type { Params } from '#shared/model/draft.ts';
import { assess } from '../assess.ts';
import { fitParams, kindSchema } from '../kind-schema.ts';
import { alertEvent } from './alert-event.ts';

const KEY = '0123456789abcdef0123456789abcdef';
const US = { url: 'https://events.pagerduty.com/v2/enqueue', settings: {} };
const reveal = (slot: string) => (slot === 'routingKey' ? KEY : 'no such slot');
const withFields = (fields: Params): Params => ({ ...alertEvent.blank, ...fields });
const body = (fields: Params, target = US) => alertEvent.toRequest(target, withFields(fields), reveal).body;

const minimal = { summary: 's', source: 'web-1' };

describe('the request of an alert event', () => {
  test('has every member in one order, to the byte', () => {
    const request = alertEvent.toRequest(
      US,
      withFields({
        ...alertEvent.example,
        dedupKey: 'fd-01KAJ7Q4T8M2X9WRE5CV6ZH3BN',
        timestamp: '2026-11-20T22:34:41Z',
        clientURL: 'https://influx.example.net/alerts',
        images: [{ src: 'https://g.example.net/1.png', href: 'https://g.example.net', alt: 'Disk' }],
        links: [{ href: 'https://runbooks.example.net/disk-full', text: 'Runbook' }],
        extra: '{"x_one": 1.50, "x_two": [true, null]}',
      }),
      reveal,
    );
    expect(request).toEqual({
      method: 'POST',
      url: 'https://events.pagerduty.com/v2/enqueue',
      headers: [
        ['Content-Type', 'application/json'],
        ['User-Agent', USER_AGENT],
      ],
      body:
        '{"routing_key":"0123456789abcdef0123456789abcdef","event_action":"trigger",' +
        '"dedup_key":"fd-01KAJ7Q4T8M2X9WRE5CV6ZH3BN",' +
        '"payload":{"summary":"[TEST] Disk 91 % full on db-eu-west-07: /var/lib/postgresql",' +
        '"source":"db-eu-west-07.payments.example.net","severity":"critical",' +
        '"timestamp":"2026-11-20T22:34:41Z","component":"postgresql","group":"payments-db",' +
        '"class":"disk_usage","custom_details":{"mount":"/var/lib/postgresql","used_percent":91.4,' +
        '"free_gib":38,"runbook":"https://runbooks.example.net/disk-full"}},' +
        '"images":[{"src":"https://g.example.net/1.png","href":"https://g.example.net","alt":"Disk"}],' +
        '"links":[{"href":"https://runbooks.example.net/disk-full","text":"Runbook"}],' +
        '"client":"Firedrill","client_url":"https://influx.example.net/alerts",' +
        '"x_one":1.50,"x_two":[true,null]}',
    });
  });

  test('leaves out what is empty', () => {
    expect(body(minimal)).toBe(
      `{"routing_key":"${KEY}","event_action":"trigger",` +
        '"payload":{"summary":"s","source":"web-1","severity":"critical"}}',
    );
  });

  test('keeps numbers of custom details as they were typed', () => {
    const customDetails = '{"big": 12345678901234567890, "precise": 1.10, "exp": 1E400, "zero": -0}';
    expect(body({ ...minimal, customDetails })).toContain(
      '"custom_details":{"big":12345678901234567890,"precise":1.10,"exp":1E400,"zero":-0}',
    );
  });

  test('takes client and client URL from the destination where the alert has none', () => {
    const target = { ...US, settings: { client: 'Team tool', clientURL: 'https://tool.example.net' } };
    expect(body(minimal, target)).toContain('"client":"Team tool","client_url":"https://tool.example.net"}');
    expect(body({ ...minimal, client: 'Mine' }, target)).toContain('"client":"Mine"');
  });

  test('leaves out rows of links and images that hold nothing yet', () => {
    const links = [
      { href: '', text: '' },
      { href: 'https://a.example', text: '' },
    ];
    expect(body({ ...minimal, links, images: [{ src: '', href: '', alt: '' }] })).toMatch(
      /"links":\[\{"href":"https:\/\/a\.example"\}\]\}$/,
    );
    expect(body({ ...minimal, images: [{ src: '', href: '', alt: '' }] })).not.toContain('images');
  });

  test('an acknowledge that says nothing but its key has no payload', () => {
    expect(body({ eventAction: 'acknowledge', dedupKey: 'k' })).toBe(
      `{"routing_key":"${KEY}","event_action":"acknowledge","dedup_key":"k"}`,
    );
  });

  test('a resolve keeps the payload, because routing rules may need it to find the incident', () => {
    expect(body({ ...minimal, eventAction: 'resolve', dedupKey: 'k' })).toBe(
      `{"routing_key":"${KEY}","event_action":"resolve","dedup_key":"k",` +
        '"payload":{"summary":"s","source":"web-1","severity":"critical"}}',
    );
  });

  test('never writes a name twice, whatever Extra JSON says', () => {
    expect(body({ ...minimal, extra: '{"routing_key":"other","x":1}' })).toMatch(/"\},?"x":1\}$/);
    expect(body({ ...minimal, extra: '{"routing_key":"other","x":1}' })).not.toContain('other');
  });

  test('goes to the address of the destination as it is', () => {
    const url = 'https://events.eu.pagerduty.com/v2/enqueue';
    expect(alertEvent.toRequest({ ...US, url }, withFields(minimal), reveal).url).toBe(url);
  });
});

describe('what other tools send, made with the form', () => {
  test('Alertmanager, default configuration', () => {
    const dedupKey = 'a'.repeat(64);
    const fields = {
      summary: '[FIRING:1] DiskFull (db-1 critical)',
      source: 'Alertmanager',
      severity: 'error',
      dedupKey,
      client: 'Alertmanager',
      clientURL: 'https://am.example.net/#/alerts?receiver=pd',
      customDetails:
        '{"firing":{"labels":{"alertname":"DiskFull"}},"resolved":"","num_firing":"1","num_resolved":"0"}',
    };
    expect(assess(alertEvent, withFields(fields), US, 0).errors).toEqual([]);
    expect(body(fields)).toBe(
      `{"routing_key":"${KEY}","event_action":"trigger","dedup_key":"${dedupKey}",` +
        '"payload":{"summary":"[FIRING:1] DiskFull (db-1 critical)","source":"Alertmanager","severity":"error",' +
        '"custom_details":{"firing":{"labels":{"alertname":"DiskFull"}},"resolved":"","num_firing":"1","num_resolved":"0"}},' +
        '"client":"Alertmanager","client_url":"https://am.example.net/#/alerts?receiver=pd"}',
    );
  });

  test('Grafana, default contact point', () => {
    const fields = {
      summary: '[FIRING:1]  (val1)',
      source: 'grafana-0',
      dedupKey: 'b'.repeat(64),
      class: 'default',
      component: 'Grafana',
      group: 'default',
      customDetails: '{"firing":"\\nValue: 1","num_firing":"1","num_resolved":"0","resolved":""}',
      client: 'Grafana',
      clientURL: 'http://localhost:3000/',
      links: [{ href: 'http://localhost:3000/', text: 'External URL' }],
    };
    expect(assess(alertEvent, withFields(fields), US, 0)).toMatchObject({ errors: [], warnings: [] });
    expect(body(fields)).toBe(
      `{"routing_key":"${KEY}","event_action":"trigger","dedup_key":"${'b'.repeat(64)}",` +
        '"payload":{"summary":"[FIRING:1]  (val1)","source":"grafana-0","severity":"critical",' +
        '"component":"Grafana","group":"default","class":"default",' +
        '"custom_details":{"firing":"\\nValue: 1","num_firing":"1","num_resolved":"0","resolved":""}},' +
        '"links":[{"href":"http://localhost:3000/","text":"External URL"}],' +
        '"client":"Grafana","client_url":"http://localhost:3000/"}',
    );
  });

  test('Kapacitor', () => {
    const fields = {
      summary: 'CRITICAL alert for kapacitor/cpu/serverA',
      source: 'serverA',
      dedupKey: 'kapacitor/cpu/serverA',
      class: 'TestStream_Alert',
      timestamp: '1971-01-01T00:00:10.000000000Z',
      customDetails: '{"result":{"series":[{"name":"cpu","values":[["1971-01-01T00:00:10Z",10]]}]}}',
      client: 'kapacitor',
      clientURL: 'http://localhost:9092',
    };
    expect(assess(alertEvent, withFields(fields), US, 0).errors).toEqual([]);
    expect(body(fields)).toBe(
      `{"routing_key":"${KEY}","event_action":"trigger","dedup_key":"kapacitor/cpu/serverA",` +
        '"payload":{"summary":"CRITICAL alert for kapacitor/cpu/serverA","source":"serverA","severity":"critical",' +
        '"timestamp":"1971-01-01T00:00:10.000000000Z","class":"TestStream_Alert",' +
        '"custom_details":{"result":{"series":[{"name":"cpu","values":[["1971-01-01T00:00:10Z",10]]}]}}},' +
        '"client":"kapacitor","client_url":"http://localhost:9092"}',
    );
  });
});

describe('the incident of an alert event', () => {
  test.each([
    ['trigger', 'opens'],
    ['acknowledge', 'acknowledges'],
    ['resolve', 'resolves'],
    ['constructor', 'none'],
  ])('%s %s it', (eventAction, effect) => {
    expect(alertEvent.incident(withFields({ eventAction, dedupKey: 'k' }))).toEqual({ key: 'k', effect });
  });

  test('has no key while none is typed', () => {
    expect(alertEvent.incident(alertEvent.blank).key).toBeNull();
  });

  test('gets a fresh key on trigger, and only where there is none', () => {
    expect(alertEvent.withKey?.(withFields(minimal), 'fresh')).toMatchObject({ dedupKey: 'fresh' });
    expect(alertEvent.withKey?.(withFields({ dedupKey: 'mine' }), 'fresh')).toMatchObject({
      dedupKey: 'mine',
    });
    expect(alertEvent.withKey?.(withFields({ eventAction: 'resolve' }), 'fresh')).toMatchObject({
      dedupKey: '',
    });
  });

  test.each(['acknowledge', 'resolve'] as const)(
    '%s is the same alert with the key of the answer',
    (step) => {
      const sent = withFields({ ...minimal, timestamp: '2026-11-20T22:34:41Z' });
      expect(alertEvent.followUp(sent, step, 'from-answer')).toEqual({
        ...sent,
        eventAction: step,
        dedupKey: 'from-answer',
        timestamp: '',
      });
    },
  );
});

describe('the levels of Flux', () => {
  test.each([
    ['ok', 'info', 'resolve'],
    ['info', 'info', 'trigger'],
    ['warn', 'warning', 'trigger'],
    ['CRIT', 'critical', 'trigger'],
    ['critical', 'error', 'trigger'],
    ['unknown', 'error', 'trigger'],
  ])('%s becomes %s and %s', (level, severity, eventAction) => {
    expect(alertEvent.levels?.fill(level)).toEqual({ severity, eventAction });
  });
});

test('a list shows the summary on one line, or the key of a bare resolve', () => {
  expect(alertEvent.summary(withFields({ summary: 'two\n lines ' }))).toBe('two lines');
  expect(alertEvent.summary(withFields({ dedupKey: 'k' }))).toBe('k');
});

test('accepted is never called paged', () => {
  expect(alertEvent.acceptedMeans(alertEvent.blank)).toBe(
    'PagerDuty queued the event. This does not prove that anybody was paged.',
  );
  expect(alertEvent.acceptedMeans(withFields({ eventAction: 'resolve' }))).toContain('a resolve for a key');
});

test('the example can be sent as it is, and the blank form cannot', () => {
  expect(assess(alertEvent, alertEvent.example, US, 0)).toMatchObject({ errors: [], warnings: [] });
  expect(assess(alertEvent, alertEvent.blank, US, 0).errors.map(({ path }) => path[0])).toEqual([
    'summary',
    'source',
  ]);
});

test('a body may have 512,000 bytes and no more', () => {
  const fill = (length: number) => withFields({ ...minimal, customDetails: `{"x":"${'y'.repeat(length)}"}` });
  const bare = alertEvent.toRequest(US, fill(0), (slot) => `«secret:${slot}»`).body;
  // «» are two bytes each
  const room = 512_000 - (bare.length + 2);
  expect(assess(alertEvent, fill(room), US, 0).errors).toEqual([]);
  expect(assess(alertEvent, fill(room + 1), US, 0).errors[0]?.message).toBe(
    'The request is 512,001 bytes; 512,000 are allowed. Nothing would be taken.',
  );
});

test('every field stands in one section', () => {
  const rows = alertEvent.sections.flatMap((section) => section.rows.flat());
  expect(rows.toSorted()).toEqual(Object.keys(alertEvent.fields).toSorted());
});

test('what was saved by another version is kept as far as it fits', () => {
  const saved = {
    summary: 's',
    severity: 'foo',
    gone: 'x',
    images: 'not a list',
    links: [{ href: 'https://a.example', colour: 'red' }],
  };
  const fitted = fitParams(alertEvent, saved);
  expect(fitted).toEqual({
    ...alertEvent.blank,
    summary: 's',
    severity: 'foo',
    links: [{ href: 'https://a.example', text: '' }],
  });
});

test('the schema of the form reports the errors of the rules where they belong', () => {
  const schema = kindSchema(alertEvent, () => 0);
  const parsed = schema.safeParse(withFields({ ...minimal, links: [{ href: '', text: 'x' }] }));
  expect(parsed.error?.issues.map(({ path, message }) => [path, message])).toEqual([
    [['links', 0, 'href'], 'Link address is missing.'],
  ]);
  expect(schema.safeParse(alertEvent.example).success).toBe(true);
});
