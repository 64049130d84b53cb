import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { forget, remember, rememberedUntil } from '#renderer/guard/remembered.ts';
import { api } from '#renderer/host/client.ts';
import { explainError } from '#shared/contract/explain-error.ts';
import type { Incident, IncidentRef } from '#shared/model/incident.ts';
import type { GuardInput } from '#shared/model/send.ts';
import { type GuardedStep, guardedStep, hasStep } from './guarded-step.ts';
import type { Step, StepRun, Steps } from './use-steps.ts';

export type IncidentSteps = {
  readonly run: StepRun | null;
  /** Takes it, or has the guard ask first. */
  readonly start: (step: Step) => void;
  readonly dismiss: () => void;
  /** What the guard would show of it; null while that is not read, and where there is no such step. */
  readonly asked: (step: Step) => GuardedStep | null;
  /** What the guard asks about now. */
  readonly guarded: GuardedStep | null;
  readonly confirm: (what: GuardedStep, guard: GuardInput) => void;
  readonly giveUp: () => void;
  /** Why nothing more can be sent about it from here, in words. */
  readonly obstacle: string | null;
  readonly canAcknowledge: boolean;
};

/** What can be done to one incident. `incident` is undefined until it is read. */
export function useIncidentSteps(
  of: IncidentRef,
  incident: Incident | undefined,
  steps: Steps,
): IncidentSteps {
  const destinations = useQuery(api.destinations.list.queryOptions({ input: {} }));
  const opening = useQuery(
    api.history.get.queryOptions({
      input: { id: incident?.openedBy ?? '' },
      enabled: incident !== undefined,
    }),
  );
  const [guarded, setGuarded] = useState<GuardedStep | null>(null);
  const destination = destinations.data?.find(({ id }) => id === of.destinationId);

  const asked = (step: Step): GuardedStep | null =>
    incident === undefined || opening.data === undefined || destination === undefined
      ? null
      : guardedStep(incident, opening.data, destination, step);
  const go = async (step: Step, guard?: GuardInput) => {
    const done = await steps.take(of, step, guard);
    if (guard?.remember === true && done?.state === 'done') remember(of.destinationId);
    if (done?.state !== 'failed' || done.code !== 'CONFIRMATION_NEEDED') return;
    forget(of.destinationId);
    const again = asked(step);
    if (again === null) return;
    steps.dismiss(of);
    setGuarded(again);
  };
  return {
    run: steps.runOf(of),
    start: (step) => {
      const asks = destination?.environment === 'production' && rememberedUntil(of.destinationId) === null;
      const what = asks ? asked(step) : null;
      if (what === null) void go(step);
      else setGuarded(what);
    },
    dismiss: () => steps.dismiss(of),
    asked,
    guarded,
    confirm: ({ step }, guard) => {
      setGuarded(null);
      void go(step, guard);
    },
    giveUp: () => setGuarded(null),
    obstacle:
      destinations.data !== undefined && destination === undefined
        ? `${incident?.destination.name ?? 'Its destination'} is no longer among the destinations, so nothing can be sent about it from here. Resolve it at the vendor, then say that it is looked after elsewhere.`
        : opening.isError
          ? `The message that opened it cannot be read, and what follows is made from it. ${explainError(opening.error)}`
          : null,
    canAcknowledge:
      incident !== undefined &&
      opening.data !== undefined &&
      hasStep(opening.data, 'acknowledge', incident.key),
  };
}
