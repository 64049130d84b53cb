import type { Sender, Terms } from '#main/send/sender.ts';
import type { Environment } from '#shared/model/destination.ts';
import type { Incident, IncidentRef, ResolveAllProgress } from '#shared/model/incident.ts';
import type { GuardInput } from '#shared/model/send.ts';
import type { Ledger } from './ledger.ts';
import { resolveAll } from './resolve-all.ts';
import { openSteps, type StepParts, type StepRefusal, type TakeStep } from './steps.ts';
import { startTimers, type TimerParts, type Timers } from './timers.ts';

export type Incidents = Pick<Ledger, 'find' | 'page' | 'forget'> & {
  readonly step: TakeStep;
  resolveAll(
    environments: readonly Environment[],
    terms: Terms,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ResolveAllProgress, void, void>;
  setResolveAt(
    ref: IncidentRef,
    resolveAt: string | null,
    guard: GuardInput | undefined,
  ):
    | { readonly ok: true; readonly incident: Incident }
    | { readonly ok: false; readonly refusal: StepRefusal };
  startTimers(): Timers;
};

export type IncidentsParts = Omit<StepParts, 'ledger' | 'sender'> &
  Omit<TimerParts, 'takeStep' | 'ledger' | 'history'> & {
    readonly ledger: Ledger;
    readonly sender: Pick<Sender, 'send' | 'admit'>;
  };

/** What is open because of what was sent, and how it is brought to an end. */
export function openIncidents(parts: IncidentsParts): Incidents {
  const { ledger, sender, destination } = parts;
  const step = openSteps(parts);
  return {
    find: (ref) => ledger.find(ref),
    page: (query) => ledger.page(query),
    forget: (ref) => ledger.forget(ref),
    step,
    resolveAll: (environments, terms, signal) =>
      resolveAll(ledger.unresolved(environments), step, terms, signal),
    setResolveAt(ref, resolveAt, given) {
      const incident = ledger.find(ref);
      if (incident === undefined) return { ok: false, refusal: { code: 'NOT_FOUND', what: 'incident' } };
      if (incident.state === 'resolved') {
        return { ok: false, refusal: { code: 'WRONG_STATE', state: incident.state } };
      }
      const to = destination(ref.destinationId);
      if (resolveAt !== null && to === undefined) {
        return { ok: false, refusal: { code: 'NOT_FOUND', what: 'destination' } };
      }
      const isNew = resolveAt !== null && incident.resolveAt === null;
      if (isNew && to !== undefined && !sender.admit(to, given).ok) {
        return { ok: false, refusal: { code: 'CONFIRMATION_NEEDED', destination: to.name } };
      }
      // one form, because times are compared as text
      const at = resolveAt === null ? null : new Date(resolveAt).toISOString();
      ledger.setTimer(ref, { resolveAt: at, resolveProblem: null });
      return { ok: true, incident: ledger.find(ref) ?? incident };
    },
    startTimers: () => startTimers({ ...parts, takeStep: step }),
  };
}
