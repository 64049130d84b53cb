import type { History } from '#main/history/history.ts';
import type { Refusal } from '#main/send/prepare.ts';
import type { Sender, Terms } from '#main/send/sender.ts';
import { splitUrl } from '#shared/http/http-request.ts';
import type { Destination } from '#shared/model/destination.ts';
import type { Incident, IncidentStep } from '#shared/model/incident.ts';
import type { Send } from '#shared/model/send.ts';
import { findKind } from '#shared/providers/registry.ts';
import type { Ledger } from './ledger.ts';

/** Why nothing was sent; the words are in the contract's `explainError`. */
export type StepRefusal =
  | Refusal
  | { readonly code: 'NOT_FOUND'; readonly what: 'incident' }
  | { readonly code: 'WRONG_STATE'; readonly state: Incident['state'] }
  | { readonly code: 'NOT_REPEATABLE'; readonly problem: string };

export type StepResult =
  | { readonly ok: true; readonly send: Send }
  | { readonly ok: false; readonly refusal: StepRefusal };

export type StepParts = {
  readonly ledger: Pick<Ledger, 'find'>;
  readonly history: Pick<History, 'get' | 'findByRequest' | 'unknown'>;
  readonly sender: Pick<Sender, 'send'>;
  readonly destination: (id: string) => Destination | undefined;
};

/** The next message about an incident, made from the one that opened it. Returns as a send does. */
export type TakeStep = (input: IncidentStep, terms: Terms, signal: AbortSignal) => Promise<StepResult>;

export function openSteps({ ledger, history, sender, destination }: StepParts): TakeStep {
  return async ({ destinationId, key, clientRequestId, step, overtake, guard }, terms, signal) => {
    // the same one twice is the same send, also after it has resolved the incident
    const earlier = history.findByRequest(clientRequestId);
    if (earlier !== undefined && earlier.incidentKey === key) return { ok: true, send: earlier };
    const incident = ledger.find({ destinationId, key });
    if (incident === undefined) return refuse({ code: 'NOT_FOUND', what: 'incident' });
    if (incident.state === 'resolved') return refuse({ code: 'WRONG_STATE', state: incident.state });
    const to = destination(destinationId);
    if (to === undefined) return refuse({ code: 'NOT_FOUND', what: 'destination' });
    const { host } = splitUrl(to.url);
    // the sandbox has another port at every start
    if (!to.builtIn && host !== incident.destination.host) {
      return cannot(
        `The incident is at ${incident.destination.host}, and ${to.name} points to ${host} now. Point it back, or resolve the incident there.`,
      );
    }
    const opening = history.get(incident.openedBy);
    const kind = opening === undefined ? undefined : findKind(opening.provider, opening.kind);
    if (opening === undefined || kind === undefined) {
      return cannot('The message that opened it is not in the history any more. Resolve it at the vendor.');
    }
    if (!opening.isWhole) {
      return cannot(
        'A key had to be taken out of the message that opened it, so the next one cannot be made from what is kept. Resolve it at the vendor.',
      );
    }
    const params = kind.followUp(opening.params, step, key);
    if (params === null || kind.incident(params).key !== key) {
      return cannot(`A message of the kind “${kind.label}” has no such step. Take it at the vendor.`);
    }
    const message = {
      clientRequestId,
      provider: opening.provider,
      kind: opening.kind,
      destinationId,
      params,
    };
    return sender.send(
      {
        ...message,
        ...(overtake === undefined ? {} : { overtake }),
        ...(guard === undefined ? {} : { guard }),
      },
      terms,
      signal,
    );
  };
}

function refuse(refusal: StepRefusal): StepResult {
  return { ok: false, refusal };
}

function cannot(problem: string): StepResult {
  return refuse({ code: 'NOT_REPEATABLE', problem });
}
