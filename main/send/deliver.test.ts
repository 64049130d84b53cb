import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SendState } from '#shared/model/send.ts';
import type { Incident } from '#shared/providers/provider.ts';
import { deliver, type DeliverParts, type Job } from './deliver.ts';
import { openLanes } from './lanes.ts';
import { openPacing } from './pacing.ts';
import { ATTEMPTS, type Tried } from './retry.ts';
import { openManualClock, type ManualClock, settled } from './testing/manual-clock.ts';

// The real engine of one message, many at once, against a far side that answers whatever it likes whenever it likes.

type Effect = Incident['effect'];
type Message = {
  readonly id: number;
  readonly lane: string;
  readonly effect: Effect;
  overtakes: boolean;
  /** Of the delivery that goes on now. */
  stop: AbortController;
  state: SendState;
  /** It is being delivered, if only as far as waiting for its turn. */
  isActive: boolean;
  /** How many of the answers are of an earlier round: it was sent once more because it was unknown. */
  before: number;
  /** What each attempt was answered, in order. */
  readonly answers: Tried['outcome']['state'][];
  answer: ((tried: Tried) => void) | null;
  /** When its round began, and when its next attempt is due. */
  began: number;
  due: number;
};

const LANES = ['a', 'b'] as const;
const EFFECTS = ['opens', 'acknowledges', 'resolves'] as const;
const ANSWERS: Readonly<Record<string, Tried['outcome']>> = {
  accepted: { state: 'delivered', reason: null, again: 'no' },
  refused: { state: 'rejected', reason: 'content', again: 'no' },
  'not there': { state: 'failed', reason: 'unreachable', again: 'yes' },
  'too many': { state: 'failed', reason: 'rate_limited', again: 'yes' },
  fault: { state: 'unknown', reason: 'server_error', again: 'with-key' },
  cut: { state: 'unknown', reason: 'reset', again: 'no' },
};

/** When the first attempt of a round that may go on began, on the clock of the wall. */
const TEN_MINUTES = 600_000;

/** What is on disk and on the wire, as the engine writes it; each command holds it against what must never be. */
class World {
  clock: ManualClock = openManualClock();
  parts: DeliverParts = { lanes: openLanes(), pacing: openPacing(this.clock), clock: this.clock };
  readonly messages: Message[] = [];
  /** Kept, because the engine takes a throw for a disk that is full. */
  readonly violations: string[] = [];
  /** How much time passed before the process that runs now. */
  private before = 0;
  /** What a process that died still does reaches nobody. */
  private life = 0;

  send(lane: string, effect: Effect, overtakes: boolean): void {
    const message: Message = {
      id: this.messages.length,
      lane,
      effect,
      overtakes,
      stop: new AbortController(),
      state: 'queued',
      answers: [],
      before: 0,
      isActive: false,
      answer: null,
      began: 0,
      due: 0,
    };
    this.messages.push(message);
    this.start(message, 'first');
  }

  /** What a person may ask for: the same bytes once more. */
  resend(message: Message): void {
    message.before = message.answers.length;
    message.overtakes = false;
    this.start(message, 'again');
  }

  now(): number {
    return this.before + this.clock.now();
  }

  /** The process dies and another one starts after `ms`, which does what the recovery does. */
  crash(ms: number): void {
    this.before = this.now() + ms;
    this.life++;
    this.clock = openManualClock();
    this.parts = { lanes: openLanes(), pacing: openPacing(this.clock), clock: this.clock };
    for (const message of this.messages.filter(({ isActive }) => isActive)) {
      message.isActive = false;
      message.answer = null;
      if (message.state === 'in_flight') {
        message.answers.push('unknown');
        message.state = message.answers.includes('delivered') ? 'delivered' : 'unknown';
      } else if (message.state === 'queued') message.state = 'cancelled';
      else if (message.state === 'retry_wait') {
        if (this.now() - message.began > TEN_MINUTES) this.prove(message, false);
        else this.start(message, 'resumed');
      }
    }
  }

  private prove(message: Message, isStopped: boolean): void {
    const { answers } = message;
    if (answers.includes('delivered')) message.state = 'delivered';
    else if (answers.includes('unknown')) message.state = 'unknown';
    else {
      const last = answers.at(-1) ?? 'failed';
      message.state = isStopped && last === 'failed' ? 'cancelled' : last;
    }
  }

  private start(message: Message, round: 'first' | 'again' | 'resumed'): void {
    const { lane, effect, overtakes } = message;
    const { life } = this;
    const mine = (does: () => void) => {
      if (this.life === life) does();
    };
    message.isActive = true;
    message.stop = new AbortController();
    if (round !== 'resumed') message.began = this.now();
    const tried = message.answers.map(
      (state): Tried => ({
        outcome: { state, reason: null, again: 'yes' },
        retryAfterMs: null,
      }),
    );
    void deliver<void>(
      this.parts,
      {
        lane,
        effect,
        overtakes,
        waitMs: round === 'resumed' ? Math.max(1000, message.due - this.now()) : 0,
        attempts: round === 'again' ? 1 : ATTEMPTS,
        earlier:
          round === 'resumed'
            ? { tried, elapsedMs: this.now() - message.began }
            : { tried: [], elapsedMs: 0 },
        paces: [{ key: 'k', pace: { calls: 20, perSeconds: 60 } }],
        unknown: () =>
          this.inLane(message)
            .filter((one) => one !== message && isUnknown(one))
            .map(effectOf),
        later: () =>
          this.inLane(message)
            .filter((one) => one.id > message.id && ['unknown', 'delivered'].includes(one.state))
            .map(effectOf),
        attempt: () => (this.life === life ? this.attempted(message, round) : new Promise(() => {})),
        pause: async (ms) =>
          mine(() => {
            message.state = 'retry_wait';
            message.due = this.now() + ms;
          }),
        end: async (ending) =>
          mine(() => {
            message.isActive = false;
            if (ending.end === 'tried') return this.prove(message, ending.isStopped);
            this.must(message.answers.length === tried.length, 'nothing is forgotten');
            if (round === 'resumed') this.prove(message, ending.end === 'stopped');
            else message.state = round === 'again' ? 'unknown' : 'cancelled';
          }),
      },
      message.stop.signal,
    );
  }

  /** The moment at which a message reaches the wire: everything that must not happen would happen here. */
  private attempted(message: Message, kind: 'first' | 'again' | 'resumed'): Promise<Tried> {
    const { answers, effect, overtakes } = message;
    const round = answers.slice(message.before);
    this.must(round.length < (kind === 'again' ? 1 : ATTEMPTS), 'four attempts at most, and one more each');
    this.must(this.now() - message.began <= TEN_MINUTES + 120_000, 'nothing is repeated when it is old');
    this.must(!answers.includes('delivered') && !round.includes('rejected'), 'an answer ends it');
    for (const earlier of this.inLane(message).filter(({ id }) => id < message.id)) {
      this.must(!isRunning(earlier), 'nothing passes what is under way');
      const isCleanUp = overtakes && effect === 'resolves' && earlier.effect === 'opens';
      this.must(!isUnknown(earlier) || isCleanUp, 'nothing passes what is unknown');
    }
    for (const later of this.inLane(message).filter(({ id }) => id > message.id)) {
      const isThere = later.state === 'delivered' || isUnknown(later);
      this.must(effect !== 'opens' || !isThere || later.effect === 'opens', 'no trigger after its resolve');
    }
    message.state = 'in_flight';
    return new Promise((resolve) => {
      message.answer = resolve;
    });
  }

  answer(message: Message, name: string, retryAfterMs: number | null): void {
    const outcome = ANSWERS[name];
    if (outcome === undefined) throw new Error(`no answer ${name}`);
    const resolve = message.answer;
    message.answer = null;
    message.answers.push(outcome.state);
    resolve?.({ outcome, retryAfterMs });
  }

  /** What holds whenever nothing moves. Throws what was ever done wrong. */
  check(): void {
    for (const message of this.messages) {
      const { state, answers } = message;
      if (isRunning(message) || state === 'cancelled') continue;
      this.must((state === 'delivered') === answers.includes('delivered'), 'delivered is delivered');
      const isDoubtful = answers.includes('unknown') && !answers.includes('delivered');
      this.must(isUnknown(message) === isDoubtful, 'doubt stays');
    }
    if (this.violations.length > 0) throw new Error(this.violations.join('; '));
  }

  private must(holds: boolean, rule: string): void {
    if (!holds) this.violations.push(rule);
  }

  inLane({ lane }: Message): Message[] {
    return this.messages.filter((one) => one.lane === lane);
  }
}

const isRunning = ({ state }: Message) => ['queued', 'in_flight', 'retry_wait'].includes(state);
const isUndecided = (message: Message) => isUnknown(message) && !message.isActive;
const isUnknown = ({ state }: Message) => state === 'unknown';
const effectOf = ({ effect }: Message) => effect;

type Command = fc.AsyncCommand<object, World>;
function command(name: string, run: (world: World) => void | Promise<void>): Command {
  return {
    check: () => true,
    async run(_, world) {
      await run(world);
      await settled();
      world.check();
    },
    toString: () => name,
  };
}
const pick = (all: readonly Message[], at: number) => all[at % Math.max(1, all.length)];

const commands = [
  fc
    .tuple(fc.constantFrom(...LANES), fc.constantFrom(...EFFECTS), fc.boolean())
    .map(([lane, effect, overtakes]) =>
      command(`send ${effect} to ${lane}${overtakes ? ', overtaking' : ''}`, (world) =>
        world.send(lane, effect, overtakes),
      ),
    ),
  fc
    .tuple(fc.nat(), fc.constantFrom(...Object.keys(ANSWERS)), fc.constantFrom(null, 0, 5000, 2_000_000))
    .map(([at, name, retryAfterMs]) =>
      command(`answer ${at}: ${name}, come back in ${retryAfterMs}`, (world) => {
        const open = pick(
          world.messages.filter(({ answer }) => answer !== null),
          at,
        );
        if (open !== undefined) world.answer(open, name, retryAfterMs);
      }),
    ),
  fc.integer({ min: 1, max: 90_000 }).map((ms) => command(`${ms} ms pass`, (world) => world.clock.pass(ms))),
  fc
    .constantFrom(0, 1000, 60_000, 700_000)
    .map((ms) => command(`die, and start ${ms} ms later`, (world) => world.crash(ms))),
  fc.nat().map((at) => command(`cancel ${at}`, (world) => pick(world.messages, at)?.stop.abort())),
  // what a person decides about one that is unknown
  fc.tuple(fc.nat(), fc.constantFrom<SendState>('delivered', 'failed')).map(([at, state]) =>
    command(`decide ${at}: ${state}`, (world) => {
      const unknown = pick(world.messages.filter(isUndecided), at);
      if (unknown === undefined) return;
      unknown.state = state;
      unknown.answers.splice(0, Infinity, state);
    }),
  ),
  fc.nat().map((at) =>
    command(`send ${at} once more`, (world) => {
      const unknown = pick(world.messages.filter(isUndecided), at);
      if (unknown !== undefined) world.resend(unknown);
    }),
  ),
];

test('in every order of events: lanes keep theirs, doubt stays, and no trigger follows its resolve', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 60, size: 'max' }), async (all) => {
      const world = new World();
      await fc.asyncModelRun(() => ({ model: {}, real: world }), all);
      // and everything comes to an end once everybody answers
      for (let turn = 0; turn < 200 && world.messages.some(({ isActive }) => isActive); turn++) {
        for (const message of world.messages)
          if (message.answer !== null) world.answer(message, 'accepted', null);
        await world.clock.pass(60_000);
        await settled();
      }
      expect(world.messages.filter(({ isActive }) => isActive)).toEqual([]);
      world.check();
    }),
    { numRuns: 3000 },
  );
}, 60_000);

test('a late answer to the first attempt changes nothing about the second', async () => {
  const world = new World();
  world.send('a', 'opens', false);
  await settled();
  const [message] = world.messages;
  if (message === undefined) throw new Error('nothing was sent');
  world.answer(message, 'fault', null);
  await settled();
  await world.clock.pass(60_000);
  expect(message.state).toBe('in_flight');
  world.answer(message, 'refused', null);
  await settled();
  expect([message.state, message.answers]).toEqual(['unknown', ['unknown', 'rejected']]);
});

test('what cannot be written down is not attempted', async () => {
  let attempts = 0;
  const parts = new World().parts;
  const job: Job<string> = {
    lane: 'a',
    effect: 'opens',
    overtakes: false,
    waitMs: 0,
    attempts: ATTEMPTS,
    earlier: { tried: [], elapsedMs: 0 },
    paces: [],
    unknown: () => [],
    later: () => [],
    attempt: () => {
      attempts++;
      return Promise.resolve({ outcome: ANSWERS['fault'], retryAfterMs: null } as Tried);
    },
    pause: () => Promise.reject(new Error('disk full')),
    end: async (ending) => ending.end,
  };
  expect(await deliver(parts, job, new AbortController().signal)).toBe('tried');
  expect(attempts).toBe(1);
});
