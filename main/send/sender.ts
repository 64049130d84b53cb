import type { History } from '#main/history/history.ts';
import type { Network } from '#main/network/network.ts';
import type { Log } from '#main/log/log.ts';
import type { Destination } from '#shared/model/destination.ts';
import type { DecisionInput, Meter, Send, SendInput, SendOrigin } from '#shared/model/send.ts';
import { findKind, findProvider } from '#shared/providers/registry.ts';
import type { Clock } from './clock.ts';
import { fingerprintOf } from './confirmed.ts';
import { deliver, type Paced } from './deliver.ts';
import type { Admission, ProductionGuard } from './guard.ts';
import type { Timeouts } from './http.ts';
import { type Delivered, jobOf, type JobParts, type JobTerms } from './job.ts';
import { mayLeave, mayRepeat, openLanes } from './lanes.ts';
import { openPacing } from './pacing.ts';
import {
  prepare,
  type PrepareParts,
  type Prepared,
  type Provenance,
  refuse,
  type Refused,
} from './prepare.ts';
import { HELD, notRepeatable, rebuilt, rebuiltAsIs } from './repeat.ts';
import { openSecretNotes } from './secret-notes.ts';
import { openUnderWay } from './under-way.ts';

export type SendResult = { readonly ok: true; readonly send: Send } | Refused;

/** How a message comes to be sent: who made it, and whether the guard has to let it through. */
export type Terms = Provenance & { readonly isGuarded: boolean };

export type RowTerms = {
  /** The destination as it was confirmed: changed since, nothing goes to it. */
  readonly confirmed: string;
  /** Besides the vendor's. */
  readonly paces: readonly Paced[];
  /** Rows that have not left go back to waiting. */
  readonly until: AbortSignal;
  /** Those that have are not tried again either. */
  readonly stop: AbortSignal;
  readonly changed: (sendId: string) => void;
  /** It is under way, or never will be. */
  readonly left: () => void;
};

export type Sender = {
  /**
   * Returns when the outcome is known or known to stay unknown, after every attempt that was worth it; the same
   * `clientRequestId` is the same send.
   */
  send(input: SendInput, terms: Terms, signal: AbortSignal): Promise<SendResult>;
  /** What a person says about one that is unknown; a resend is one more attempt. */
  decide(input: DecisionInput, by: SendOrigin, signal: AbortSignal): Promise<SendResult>;
  /** Stops one that waits; one that is under way is cut, and unknown then. */
  cancel(id: string): Promise<SendResult>;
  /** How far the vendor's limit for that destination's key is used up; null where there is none. */
  meter(destinationId: string): Meter | null;
  /** Everything that can be said no to before a socket is opened; nothing is written down. */
  check(input: Omit<SendInput, 'clientRequestId' | 'guard'>, from: Provenance): Prepared | Refused;
  /** What the guard says about a destination as it is now. */
  admit(destination: Destination, given: SendInput['guard']): Admission;
  /** What `RowTerms.confirmed` is for a destination as it is now; null when it is gone. */
  fingerprint(destinationId: string): string | null;
  /** One that is written down as queued. Its place in the lane is taken before this returns; queued: it did not leave. */
  row(send: Send, terms: RowTerms): Promise<SendResult>;
  /** Takes up what the last process owed another attempt. */
  resume(waiting: readonly Send[]): void;
  /** Nothing more leaves. What waits ends at once, what is under way is given a moment, and all of it is recorded. */
  close(): Promise<void>;
};

export type SenderParts = PrepareParts & {
  readonly history: History;
  readonly log: Log;
  readonly changed: (sendId: string) => void;
  readonly guard: ProductionGuard;
  readonly clock: Clock;
  readonly network: Network;
  readonly timeouts?: Timeouts;
  /** How long a held send can still be stopped. */
  readonly holdMs?: number;
};

const HOLD_MS = 5000;
const CLOSING_MS = 10_000;
/** What is owed an attempt is given it after a start, but not the moment it is up. */
const SOONEST_MS = 1000;

export function openSender(parts: SenderParts): Sender {
  const { clock, guard, history, changed } = parts;
  const flow = { lanes: openLanes(), pacing: openPacing(clock), clock };
  const jobs: JobParts = { ...parts, used: openSecretNotes(parts.secrets, parts.now) };
  const all = openUnderWay();
  const requests = new Map<string, Promise<SendResult>>();
  let isClosing = false;

  type Outside = Parameters<typeof all.run>[1];
  type Own = Pick<JobTerms, 'round' | 'incidentKey' | 'prepared' | 'paces'> & Partial<JobTerms>;
  const run = (send: Send, terms: Own, outside: Outside): Promise<Delivered> =>
    all.run(send.id, outside, ({ stop, cut }) => {
      const usual = {
        overtakes: false,
        waitMs: 0,
        changed,
        leaves: () => {},
        isHalted: () => isClosing,
      };
      return deliver(flow, jobOf(jobs, send, { ...usual, ...terms, cut }), stop);
    });

  async function sendOnce(input: SendInput, terms: Terms, caller: AbortSignal): Promise<SendResult> {
    const earlier = history.findByRequest(input.clientRequestId);
    if (earlier !== undefined) return { ok: true, send: (await all.find(earlier.id)?.done) ?? earlier };
    const prepared = prepare(parts, input, terms);
    if (!prepared.ok) return prepared;
    const admission = terms.isGuarded
      ? guard.admit(prepared.destination, input.guard)
      : { ok: true, hold: false };
    if (!admission.ok) return refuse({ code: 'CONFIRMATION_NEEDED', destination: prepared.destination.name });
    const send: Send = { ...prepared.send, state: 'queued', attempts: [] };
    try {
      // before it waits, so that the order in the history is the order in the lane
      history.begin({ ...send, clientRequestId: input.clientRequestId });
    } catch (error) {
      return unwritable(error);
    }
    changed(send.id);
    return toResult(
      await run(
        send,
        {
          round: 'first',
          incidentKey: prepared.incident.key,
          prepared: () => prepared,
          overtakes: input.overtake === true,
          paces: pacesOf(prepared.destination),
          waitMs: holdOf(admission),
        },
        { cuts: [caller] },
      ),
    );
  }

  async function resend(send: Send, input: DecisionInput, caller: AbortSignal): Promise<SendResult> {
    const prepared = rebuilt(parts, send);
    if (!prepared.ok) return prepared;
    const held = heldBy(send);
    if (held !== null) return notRepeatable(HELD[held]);
    const admission = guard.admit(prepared.destination, input.guard);
    if (!admission.ok) return refuse({ code: 'CONFIRMATION_NEEDED', destination: prepared.destination.name });
    return toResult(
      await run(
        send,
        {
          round: 'again',
          incidentKey: prepared.incident.key,
          prepared: () => prepared,
          paces: pacesOf(prepared.destination),
          waitMs: holdOf(admission),
        },
        { cuts: [caller] },
      ),
    );
  }

  const heldBy = (send: Send) => {
    if (!mayLeave(history.unknown(send), send.effect, false)) return 'unknown';
    return mayRepeat(history.later(send.id), send.effect) ? null : 'later';
  };
  const holdOf = (admission: Admission) => (admission.ok && admission.hold ? (parts.holdMs ?? HOLD_MS) : 0);
  const unwritable = (error: unknown): Refused => {
    parts.log.error({ err: error }, 'an intent could not be recorded');
    return refuse({ code: 'HISTORY_UNWRITABLE', detail: codeOf(error) });
  };
  /** What did not leave because of somebody else is refused, except where it is on record as cancelled for it. */
  const toResult = ({ send, ending }: Delivered): SendResult => {
    if (ending.end === 'unwritten') return unwritable(ending.error);
    if (ending.end === 'held' && send.state === 'unknown') return notRepeatable(HELD[ending.by]);
    return { ok: true, send };
  };

  return {
    send(input, terms, signal) {
      const running = requests.get(input.clientRequestId);
      if (running !== undefined) return running;
      const done = sendOnce(input, terms, signal).finally(() => requests.delete(input.clientRequestId));
      requests.set(input.clientRequestId, done);
      return done;
    },
    async decide(input, by, signal) {
      const send = history.get(input.id);
      if (send === undefined) return refuse({ code: 'NOT_FOUND', what: 'send' });
      if (all.find(send.id) !== undefined) return refuse({ code: 'WRONG_STATE', state: 'in_flight' });
      if (send.state !== 'unknown') return refuse({ code: 'WRONG_STATE', state: send.state });
      if (input.decision === 'resend') return resend(send, input, signal);
      const decision = { by, at: parts.now().toISOString() };
      const decided: Send = { ...send, state: input.decision, reason: 'marked', decision };
      try {
        history.decide(decided);
      } catch (error) {
        return unwritable(error);
      }
      changed(send.id);
      return { ok: true, send: decided };
    },
    async cancel(id) {
      const running = all.find(id);
      running?.cut();
      await running?.done;
      const send = history.get(id);
      if (send === undefined) return refuse({ code: 'NOT_FOUND', what: 'send' });
      if (running !== undefined) return { ok: true, send };
      if (send.state !== 'queued') return refuse({ code: 'WRONG_STATE', state: send.state });
      const cancelled: Send = { ...send, state: 'cancelled' };
      await history.finish(cancelled);
      changed(id);
      return { ok: true, send: cancelled };
    },
    meter(destinationId) {
      const destination = parts.destination(destinationId);
      const paced = destination === undefined ? null : paceOf(destination);
      return paced === null ? null : flow.pacing.meter(paced.key, paced.pace);
    },
    check: (input, from) => prepare(parts, input, from),
    admit: (destination, given) => guard.admit(destination, given),
    fingerprint(id) {
      const destination = parts.destination(id);
      if (destination === undefined) return null;
      const known = parts.secrets.all();
      // in the order in which a request asks for them
      const used = (findProvider(destination.provider)?.slots ?? []).flatMap(
        (slot) => known.find(({ meta }) => meta.id === destination.secrets[slot.id]) ?? [],
      );
      return fingerprintOf(destination, used);
    },
    async row(send, { confirmed, until, stop, paces, changed, left }) {
      const made = rebuiltAsIs(parts, send);
      const prepared =
        made.ok && fingerprintOf(made.destination, made.used) !== confirmed
          ? changedSince(made.destination)
          : made;
      if (!prepared.ok) {
        left();
        return prepared;
      }
      let hasLeft = false;
      const leaves = () => {
        hasLeft = true;
        left();
      };
      const halting = new AbortController();
      const halt = () => {
        if (!hasLeft) halting.abort();
      };
      until.addEventListener('abort', halt, { once: true });
      const result = await run(
        send,
        {
          round: 'row',
          incidentKey: prepared.incident.key,
          prepared: () => prepared,
          paces: [...paces, ...pacesOf(prepared.destination)],
          changed,
          leaves,
          isHalted: () => isClosing || until.aborted,
        },
        { halts: [halting.signal, stop] },
      );
      until.removeEventListener('abort', halt);
      left();
      // another one may have cancelled it between being read and leaving
      const now = result.ending.end === 'unwritten' ? history.get(send.id) : undefined;
      return now === undefined || now.state === 'queued' ? toResult(result) : { ok: true, send: now };
    },
    resume(waiting) {
      for (const send of waiting) {
        const incidentKey = findKind(send.provider, send.kind)?.incident(send.params).key ?? null;
        const due = Date.parse(send.retryAt ?? '') - parts.now().getTime();
        const prepared = () => {
          const made = rebuilt(parts, send);
          if (!made.ok) throw new Error(`it is not sent once more: ${made.refusal.code}`);
          return made;
        };
        const destination = parts.destination(send.destination.id);
        const paces = destination === undefined ? [] : pacesOf(destination);
        const waitMs = Math.max(SOONEST_MS, due);
        run(send, { round: 'resumed', incidentKey, prepared, paces, waitMs }, {}).catch((error: unknown) =>
          parts.log.error({ err: error, sendId: send.id }, 'an attempt was not resumed'),
        );
      }
    },
    async close() {
      isClosing = true;
      await all.close(CLOSING_MS);
    },
  };
}

const changedSince = ({ name }: Destination): Refused =>
  notRepeatable(`${name} was changed while this was under way.`);

function pacesOf(destination: Destination): Paced[] {
  const paced = paceOf(destination);
  return paced === null ? [] : [paced];
}

/** The vendor counts what comes with one key, from wherever; our own sandbox counts nothing. */
function paceOf({ provider, environment, secrets }: Destination): Paced | null {
  const pace = findProvider(provider)?.pace;
  if (pace === undefined || environment === 'sandbox') return null;
  return { key: [provider, ...Object.values(secrets).toSorted()].join(' '), pace };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
