import { v7 as uuid } from 'uuid';
import type { Terms } from '#main/send/sender.ts';
import { explainError } from '#shared/contract/explain-error.ts';
import type { IncidentRef, ResolveAllProgress } from '#shared/model/incident.ts';
import { sendSummary } from '#shared/model/send.ts';
import type { TakeStep } from './steps.ts';

const AT_ONCE = 4;
const summary = sendSummary.strip();

/**
 * Resolves them, a few at a time, and tells each outcome as it comes; the first only says how many there are. When
 * nobody listens any more, or `signal` says stop, what is under way ends and nothing else leaves.
 */
export async function* resolveAll(
  refs: readonly IncidentRef[],
  takeStep: TakeStep,
  terms: Terms,
  signal: AbortSignal | undefined,
): AsyncGenerator<ResolveAllProgress, void, void> {
  const of = refs.length;
  yield { of, done: 0, incident: null, send: null, problem: null };
  const running = new Map<IncidentRef, Promise<Outcome>>();
  const waiting = [...refs];
  for (let done = 1; ; done++) {
    const next = signal?.aborted === true ? [] : waiting.splice(0, AT_ONCE - running.size);
    for (const ref of next) running.set(ref, resolveOne(ref, takeStep, terms));
    if (running.size === 0) return;
    const outcome = await Promise.race(running.values());
    running.delete(outcome.incident);
    yield { of, done, ...outcome };
  }
}

type Outcome = Pick<ResolveAllProgress, 'send' | 'problem'> & { readonly incident: IncidentRef };

async function resolveOne(incident: IncidentRef, takeStep: TakeStep, terms: Terms): Promise<Outcome> {
  const step = { ...incident, clientRequestId: uuid(), step: 'resolve', overtake: true } as const;
  try {
    const result = await takeStep(step, terms, new AbortController().signal);
    return result.ok
      ? { incident, send: summary.parse(result.send), problem: null }
      : {
          incident,
          send: null,
          problem: explainError({ code: result.refusal.code, data: result.refusal }),
        };
  } catch (error) {
    // the others are still to be told
    return { incident, send: null, problem: explainError(error) };
  }
}
