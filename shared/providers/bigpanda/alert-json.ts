import type { HttpRequest } from '#shared/http/http-request.ts';
import { jsonPost } from '#shared/http/http-request.ts';
import { filled, type Json, object, text } from '#shared/json/json.ts';
import { epochSeconds } from '../epoch-seconds.ts';
import type { Reveal, Target } from '../provider.ts';
import { members } from '../rules.ts';
import { type AlertParams, alertFields } from './alert-fields.ts';

type Pair = readonly [name: string, value: Json | undefined];

/** The members of one alert in the order they are written; alone they stand beside app_key, in a batch they don't. */
export function alertMembers(params: AlertParams): readonly Pair[] {
  return [
    ['status', text(params.status)],
    ['host', filled(params.host)],
    ['service', filled(params.service)],
    ['application', filled(params.application)],
    ['device', filled(params.device)],
    ['check', filled(params.check)],
    ['description', filled(params.description)],
    ['cluster', filled(params.cluster)],
    ['timestamp', epochSeconds(params.timestamp)],
    ['primary_property', filled(params.primary_property)],
    ['secondary_property', filled(params.secondary_property)],
    ['incident_identifier', filled(params.incident_identifier)],
    ...members(params.tags)
      .filter(({ name }) => name !== 'app_key' && !Object.hasOwn(alertFields, name))
      .map(({ name, value }): Pair => [name, value]),
  ];
}

export function post(target: Target, rest: readonly Pair[], reveal: Reveal): HttpRequest {
  const body = object([['app_key', text(reveal('appKey'))], ...rest]);
  return jsonPost(target.url, body, [['Authorization', `Bearer ${reveal('token')}`]]);
}

/** What a person reads in a list of sends. */
export function alertSummary(params: AlertParams): string {
  const { description, host, service, application, device, incident_identifier } = params;
  const said = [description, host, service, application, device, incident_identifier];
  return (said.find((value) => value.trim() !== '') ?? '').replaceAll(/\s+/g, ' ').trim();
}
