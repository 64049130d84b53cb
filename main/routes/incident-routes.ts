import type { HistoryReader } from '#main/history/reader.ts';
import type { Incidents } from '#main/incidents/incidents.ts';
import type { StepRefusal } from '#main/incidents/steps.ts';
import type { Terms } from '#main/send/sender.ts';
import type { AppInfo } from '#shared/contract/contract.ts';
import type { ContractErrors } from './errors.ts';
import { readOr } from './history-routes.ts';
import { os } from './os.ts';
import { refusalError } from './send-routes.ts';

export type IncidentParts = {
  readonly incidents: Incidents;
  readonly reader: HistoryReader;
  readonly info: AppInfo;
};

/** Of a timeline. */
const SHOWN = 200;

export function incidentRoutes({ incidents, reader, info }: IncidentParts) {
  const room = os.incidents;
  const terms: Terms = { origin: info.host === 'cli' ? 'cli' : 'window', isGuarded: true };
  return room.router({
    list: room.list.handler(({ input: { states = [], environments = [], before, limit } }) =>
      incidents.page({ states, environments, before, limit }),
    ),
    timeline: room.timeline.handler(async ({ input, errors }) => {
      const incident = incidents.find(input);
      if (incident === undefined) throw errors.NOT_FOUND({ data: { what: 'incident' } });
      const filter = { destinations: [input.destinationId], incidentKey: input.key };
      const { sends } = readOr(errors, await reader.page(filter, null, SHOWN));
      return { incident, sends: sends.toReversed() };
    }),
    step: room.step.handler(async ({ input, errors, signal }) => {
      const result = await incidents.step(input, terms, signal ?? new AbortController().signal);
      if (!result.ok) throw stepError(errors, result.refusal);
      return result.send;
    }),
    resolveAll: room.resolveAll.handler(async function* ({ input, signal }) {
      yield* incidents.resolveAll(input.environments, terms, signal);
    }),
    setResolveAt: room.setResolveAt.handler(({ input, errors }) => {
      const { destinationId, key, resolveAt, guard } = input;
      const result = incidents.setResolveAt({ destinationId, key }, resolveAt, guard);
      if (!result.ok) throw stepError(errors, result.refusal);
      return result.incident;
    }),
    forget: room.forget.handler(({ input, errors }) => {
      if (!incidents.forget(input)) throw errors.NOT_FOUND({ data: { what: 'incident' } });
      return {};
    }),
  });
}

function stepError(errors: ContractErrors, refusal: StepRefusal): Error {
  switch (refusal.code) {
    case 'WRONG_STATE':
      return errors.WRONG_STATE({ data: { state: refusal.state } });
    case 'NOT_REPEATABLE':
      return errors.NOT_REPEATABLE({ data: { problem: refusal.problem } });
    case 'NOT_FOUND':
      return errors.NOT_FOUND({ data: { what: refusal.what } });
    default:
      return refusalError(errors, refusal);
  }
}
