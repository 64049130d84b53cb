import { describe, expect, test } from 'vitest';
import type { Params } from '#shared/model/draft.ts';
import { assess } from '../assess.ts';
import { alert } from './alert.ts';

const NOW = Date.UTC(2026, 10, 20, 22, 40, 41);
const check = (fields: Params) => assess(alert, { ...alert.blank, ...fields }, null, NOW);
const findings = (fields: Params) => {
  const { errors, warnings } = check(fields);
  return [...errors, ...warnings].map(({ level, path, message }) => `${level} ${path.join('.')}: ${message}`);
};
const fixed = (fields: Params) => {
  const { errors, warnings } = check(fields);
  return [...errors, ...warnings][0]?.fix?.params;
};
const annotation = (kind: string, title: string, value: string) => ({
  annotations: [{ kind, title, value }],
});

describe('fine as it is', () => {
  test.each<[string, Params]>([
    ['the least', {}],
    ['any case', { messageType: 'cRiTiCaL' }],
    ['OK', { messageType: 'ok', entityID: 'e' }],
    ['an entity ID of 512', { entityID: '🔥'.repeat(512) }],
    ['a name of 1,024', { entityDisplayName: '🔥'.repeat(1024) }],
    ['a message of 20,480', { stateMessage: '🔥'.repeat(20_480) }],
    ['an annotation of 1,124', annotation('s', 'n', '🔥'.repeat(1124))],
    ['custom fields of all types', { customFields: '{"a": {"b": []}, "c": null, "d": true, "e": 1}' }],
    ['a custom annotation', { customFields: `{"vo_annotate.s.n": "${'x'.repeat(1124)}"}` }],
    ['a routing key', { routingKey: 'Team_A-1' }],
    ['now', { timestamp: '1795214441' }],
  ])('%s', (_, fields) => {
    expect(findings(fields)).toEqual([]);
  });
});

describe('errors', () => {
  test.each<[Params, string]>([
    [{ messageType: ' ' }, 'error messageType: Message type is missing.'],
    [
      { timestamp: 'noon' },
      'error timestamp: VictorOps takes the time as whole seconds since 1970, such as 1795214441.',
    ],
    [annotation('x', 't', 'v'), 'error annotations.0.kind: An annotation is a link, a note or an image.'],
    [annotation('s', '', 'v'), 'error annotations.0.title: The annotation has no title.'],
    [
      {
        annotations: [
          { kind: 's', title: 't', value: 'a' },
          { kind: 's', title: 't', value: 'b' },
        ],
      },
      'error annotations.1.title: The same kind and title are there twice.',
    ],
    [
      { customFields: '{"entity_id": "x"}' },
      'error customFields: "entity_id" has a field of its own in the form; take it out of Custom fields.',
    ],
    [
      { ...annotation('s', 't', 'v'), customFields: '{"vo_annotate.s.t": "x"}' },
      'error customFields: "vo_annotate.s.t" is among the annotations already; take it out of Custom fields.',
    ],
    [
      { customFields: '"x"' },
      'error customFields: Custom fields has to be an object in { }, and this is a text.',
    ],
  ])('%j', (fields, finding) => {
    expect(findings(fields)).toEqual([finding]);
  });

  test.each(['.', '..', ' .. ', 'a/b', '../x', 'a\\b', 'a?b', 'a#b', '%2e%2e', 'a b', 'a\u0000b', '\ud83d'])(
    'the routing key %j would lead elsewhere',
    (routingKey) => {
      expect(findings({ routingKey })[0]).toMatch(/^error routingKey: .* would lead elsewhere/);
    },
  );
});

describe('warnings', () => {
  test.each<[Params, string]>([
    [
      { messageType: 'CRITCAL' },
      'warning messageType: "CRITCAL" is not a message type, so nobody is paged. Did you mean CRITICAL?',
    ],
    [
      { entityID: '🔥'.repeat(513) },
      'warning entityID: Entity ID has 513 characters; VictorOps allows 512 and may cut the rest.',
    ],
    [
      { entityDisplayName: 'x'.repeat(1025) },
      'warning entityDisplayName: Display name has 1,025 characters; VictorOps allows 1,024 and may cut the rest.',
    ],
    [
      { stateMessage: 'x'.repeat(20_481) },
      'warning stateMessage: State message has 20,481 characters; VictorOps allows 20,480 and may cut the rest.',
    ],
    [
      { monitoringTool: 'x'.repeat(1025) },
      'warning monitoringTool: Monitoring tool has 1,025 characters; VictorOps allows 1,024 and may cut the rest.',
    ],
    [
      { hostName: 'x'.repeat(1025) },
      'warning hostName: Host has 1,025 characters; VictorOps allows 1,024 and may cut the rest.',
    ],
    [
      annotation('s', 't', 'x'.repeat(1125)),
      'warning annotations.0.value: The annotation has 1,125 characters; VictorOps allows 1,124 and may cut the rest.',
    ],
    [
      annotation('u', 't', 'runbook'),
      'warning annotations.0.value: This is not a web address, so there is nothing to show.',
    ],
    [
      { messageType: 'RECOVERY', entityID: 'e', ...annotation('s', 't', 'v') },
      'warning annotations: Annotations work on INFO, WARNING and CRITICAL; on RECOVERY VictorOps does not show them.',
    ],
    [
      { messageType: 'RECOVERY' },
      'warning entityID: Without an entity ID VictorOps makes one up, and this recovery finds no incident.',
    ],
    [
      { messageType: 'ACKNOWLEDGEMENT' },
      'warning entityID: Without an entity ID VictorOps makes one up, and this acknowledgement finds no incident.',
    ],
    [
      { routingKey: 'team.a' },
      'warning routingKey: Routing keys have letters, digits, - and _. VictorOps may not know "team.a" and take the default route.',
    ],
    [
      { timestamp: '1795214441000' },
      'warning timestamp: timestamp looks like milliseconds. VictorOps counts seconds and would take it for a time far ahead.',
    ],
    [
      { timestamp: '1795214441000000000' },
      'warning timestamp: timestamp looks like nanoseconds. VictorOps counts seconds and would take it for a time far ahead.',
    ],
    [
      { customFields: `{"x": "${'y'.repeat(1025)}"}` },
      'warning customFields: "x" has 1,025 characters; VictorOps allows 1,024 and may cut the rest.',
    ],
  ])('%j', (fields, finding) => {
    expect(findings(fields)).toEqual([finding]);
  });
});

describe('what was probably meant', () => {
  test.each([
    ['CRITCAL', 'CRITICAL'],
    ['crit', 'CRITICAL'],
    ['warn', 'WARNING'],
    ['ack', 'ACKNOWLEDGEMENT'],
    ['ACKNOWLEDGMENT', 'ACKNOWLEDGEMENT'],
    ['information', 'CRITICAL'],
    ['INFORM', 'INFO'],
    ['recover', 'RECOVERY'],
    ['RECOVERED', 'RECOVERY'],
    [' CRITICAL', 'CRITICAL'],
    ['ALERTS FIRING: 2', 'CRITICAL'],
  ])('%s', (messageType, meant) => {
    expect(fixed({ messageType })).toEqual({ messageType: meant });
  });

  test('a very long word is answered at once', () => {
    expect(fixed({ messageType: 'x'.repeat(1_000_000) })).toEqual({ messageType: 'CRITICAL' });
  });

  test('milliseconds are divided', () => {
    expect(fixed({ timestamp: '1795214441999' })).toEqual({ timestamp: '1795214441' });
  });
});
