import { eventIterator, oc } from '@orpc/contract';
import { batch, batchInput, batchLatencies, batchProblem, batchRows, batchRun } from '#shared/model/batch.ts';
import { destination, destinationInput, environment } from '#shared/model/destination.ts';
import { draft, draftInput } from '#shared/model/draft.ts';
import {
  exportFormat,
  historyFilter,
  historyPage,
  historyStatistics,
  retention,
  savedFilter,
} from '#shared/model/history.ts';
import { id, time } from '#shared/model/ids.ts';
import {
  incident,
  incidentPage,
  incidentRef,
  incidentState,
  incidentStep,
  incidentTimeline,
  resolveAllProgress,
} from '#shared/model/incident.ts';
import { secret, secretInput, secretLabel } from '#shared/model/secret.ts';
import { decisionInput, guardInput, meter, send, sendInput } from '#shared/model/send.ts';
import { settings, settingsStatus } from '#shared/model/settings.ts';
import { passphrase, restorePlan, vaultRefusal, vaultState, vaultStatus } from '#shared/model/vault.ts';
import { importPlan } from '#shared/model/workspace-file.ts';
import { z } from '#shared/zod.ts';

// Everything the renderer, or any other user interface, can ask of the engine. Strict in both directions: a field
// too many is an error, which is the last wall against leaking a secret.

const nothing = z.strictObject({});

const finding = z.strictObject({ path: z.array(z.union([z.string(), z.number()])), message: z.string() });

/** Expected failures, by code; the words are in `explain-error.ts`. */
export const errors = {
  NOT_FOUND: {
    status: 404,
    data: z.strictObject({
      what: z.enum(['destination', 'secret', 'draft', 'send', 'filter', 'incident', 'batch']),
    }),
  },
  /** The alert breaks a rule of the vendor; nothing was sent. */
  INVALID_ALERT: { status: 422, data: z.strictObject({ findings: z.array(finding) }) },
  SECRET_MISSING: { status: 422, data: z.strictObject({ slot: z.string(), label: z.string() }) },
  /** The key may only go to `boundOrigin`, and the destination points elsewhere. */
  SECRET_ORIGIN_MISMATCH: {
    status: 422,
    data: z.strictObject({ label: z.string(), boundOrigin: z.string(), origin: z.string() }),
  },
  /** A production destination, and its name was not typed. */
  CONFIRMATION_NEEDED: { status: 409, data: z.strictObject({ destination: z.string() }) },
  /** The send needs a key of the vault, which is locked. */
  VAULT_LOCKED: { status: 423, data: z.strictObject({ state: vaultState }) },
  /** The vault did not do it: `refused` says why it was not tried, `state` how it stands. */
  VAULT: {
    status: 409,
    data: z.strictObject({
      state: vaultState,
      refused: vaultRefusal.nullable(),
      detail: z.string().nullable(),
    }),
  },
  /** The file is not one that Firedrill can take in; `problem` is in words. */
  BAD_FILE: { status: 422, data: z.strictObject({ problem: z.string() }) },
  BUILT_IN: { status: 409, data: z.strictObject({ destination: z.string() }) },
  /** The history could not be written, so nothing may be sent. */
  HISTORY_UNWRITABLE: { status: 503, data: z.strictObject({ detail: z.string() }) },
  /** The history is a backup's or a new one, and nobody has said yet that they know; nothing is sent until then. */
  HISTORY_NOT_ACCEPTED: { status: 409, data: z.strictObject({ condition: z.string() }) },
  /** The send, batch or incident is not in a state in which this can be done; `state` is what it is. */
  WRONG_STATE: { status: 409, data: z.strictObject({ state: z.string() }) },
  /** It would not be the same request as before; `problem` says what has changed, in words. */
  NOT_REPEATABLE: { status: 409, data: z.strictObject({ problem: z.string() }) },
  /** The certificates or the proxy of the settings cannot be used; `problem` is in words. */
  BAD_SETTING: { status: 422, data: z.strictObject({ problem: z.string() }) },
  /** The history could not be read, or too much is being asked of it at once. */
  HISTORY_UNREADABLE: { status: 503, data: z.strictObject({ detail: z.string() }) },
} as const;

const base = oc.errors(errors);

/** What can change by itself. */
export const liveRooms = [
  'destinations',
  'secrets',
  'drafts',
  'history',
  'vault',
  'incidents',
  'batches',
  'settings',
] as const;

/** What a live-update stream says: something changed, ask again. Ids and rooms only, never content. */
const liveUpdate = z.strictObject({
  room: z.enum(liveRooms),
  id: id.nullable(),
});
export type LiveUpdate = z.infer<typeof liveUpdate>;

const appInfo = z.strictObject({
  version: z.string(),
  host: z.enum(['electron', 'web', 'cli']),
  sandbox: z.strictObject({ origin: z.string() }),
  startedAt: time,
  /** Sends that were under way when Firedrill last stopped and became unknown at this start. */
  interruptedSends: z.int(),
  /**
   * How the history was found: whole; damaged or gone, and replaced by the newest backup or by an empty one, with what
   * was there put aside in `quarantine`; or written by a newer Firedrill, shown but not written to.
   */
  history: z.enum(['ok', 'restored', 'started-anew', 'read-only']),
  /** Nothing is sent until somebody has said that they know what `history` says. */
  historyAwaitsAcceptance: z.boolean(),
  /** Incidents whose time to be resolved passed while Firedrill was not running. */
  missedTimers: z.int(),
});
export type AppInfo = z.infer<typeof appInfo>;

export const contract = {
  app: {
    info: base.input(nothing).output(appInfo),
  },
  live: {
    /** Ends when the caller goes away. A first update with `id: null` for each room says that the stream is up. */
    updates: base.input(nothing).output(eventIterator(liveUpdate)),
  },
  destinations: {
    list: base.input(nothing).output(z.array(destination)),
    /** Makes a new one or changes one. */
    save: base.input(destinationInput).output(destination),
    remove: base.input(z.strictObject({ id })).output(nothing),
    /** All of one's own, in the order they are to stand in. */
    order: base.input(z.strictObject({ ids: z.array(id).max(1000) })).output(nothing),
    /**
     * Sends what the vendor drops or files without paging anybody, and returns what came back. That the vendor took
     * it does not prove that the key is right, only that it was not refused.
     */
    check: base.input(z.strictObject({ id })).output(send),
    /** One's own, without secrets, as a file's text. */
    export: base.input(nothing).output(z.strictObject({ name: z.string(), content: z.string() })),
    planImport: base.input(z.strictObject({ content: z.string().max(900_000) })).output(importPlan),
    /** Does what `planImport` said. Keys are never in the file; a destination that moves to another host loses its own. */
    import: base.input(z.strictObject({ content: z.string().max(900_000) })).output(importPlan),
  },
  vault: {
    status: base.input(nothing).output(vaultStatus),
    /** At least one of the two. Keys that were in memory go into it. */
    create: base
      .input(z.strictObject({ passphrase: passphrase.optional(), keyring: z.boolean() }))
      .output(vaultStatus),
    unlock: base.input(z.strictObject({ passphrase })).output(vaultStatus),
    /** Looks at the file and asks the keyring again. */
    retry: base.input(nothing).output(vaultStatus),
    lock: base.input(nothing).output(vaultStatus),
    addPassphrase: base.input(z.strictObject({ passphrase })).output(vaultStatus),
    changePassphrase: base.input(z.strictObject({ old: passphrase, next: passphrase })).output(vaultStatus),
    addKeyring: base.input(nothing).output(vaultStatus),
    removeProtector: base
      .input(z.strictObject({ id, passphrase: passphrase.optional() }))
      .output(vaultStatus),
    rotateKey: base.input(z.strictObject({ passphrase: passphrase.optional() })).output(vaultStatus),
    /** Puts the file aside, so that a new vault can be made. */
    startAnew: base.input(nothing).output(vaultStatus),
    /** The backup of the save before becomes the vault; what was the vault is put aside. */
    restorePrevious: base.input(nothing).output(vaultStatus),
    /** Writes the keys, encrypted under a passphrase of their own, to a file in the data folder; `name` is below it. */
    backUp: base
      .input(z.strictObject({ passphrase }))
      .output(z.strictObject({ name: z.string(), bytes: z.int() })),
    /** `file` is base64. */
    planRestore: base
      .input(z.strictObject({ file: z.string().max(900_000), passphrase }))
      .output(restorePlan),
    restore: base.input(z.strictObject({ file: z.string().max(900_000), passphrase })).output(restorePlan),
  },
  secrets: {
    list: base.input(nothing).output(z.array(secret)),
    /** Write-only: there is no call that gives a value back. */
    set: base.input(secretInput).output(secret),
    rename: base.input(z.strictObject({ id, label: secretLabel })).output(secret),
    /** From the vault and from its backup. */
    remove: base.input(z.strictObject({ id })).output(nothing),
  },
  drafts: {
    /** Newest first, at most 50. */
    list: base.input(nothing).output(z.array(draft)),
    save: base.input(draftInput).output(draft),
    remove: base.input(z.strictObject({ id })).output(nothing),
  },
  sends: {
    /**
     * Returns when the outcome is known, or is known to stay unknown: after four attempts and ten minutes at most.
     * Cancelling the call stops it while nothing has left; after that the outcome is `unknown`.
     */
    send: base.input(sendInput).output(send),
    /** Only of an unknown one. A resend returns when its outcome is known, as `send` does. */
    decide: base.input(decisionInput).output(send),
    /** Stops one that waits, for its turn or for another attempt; one that is under way becomes unknown. */
    cancel: base.input(z.strictObject({ id })).output(send),
    /** Null where the vendor publishes no limit. */
    meter: base.input(z.strictObject({ destinationId: id })).output(meter.nullable()),
  },
  batches: {
    /** Newest first, the last 100; those that are not over come in any case. */
    list: base.input(nothing).output(z.array(batch)),
    get: base.input(z.strictObject({ id })).output(batch),
    /** Opens one to be filled; nothing leaves before `run`. */
    create: base.input(batchInput).output(batch),
    /** Checked one by one; if one is no good, none of this part is taken. */
    add: base.input(batchRows).output(z.strictObject({ rows: z.int(), problems: z.array(batchProblem) })),
    /** Starts it, or goes on with one that was paused or interrupted. Returns at once. */
    run: base.input(batchRun).output(batch),
    /** What is under way ends; nothing else leaves. */
    pause: base.input(z.strictObject({ id })).output(batch),
    /** What had not left never will. */
    cancel: base.input(z.strictObject({ id })).output(batch),
    /** At once and then at most four times a second, until it is ended, cancelled or the caller goes away. */
    progress: base.input(z.strictObject({ id })).output(eventIterator(batch)),
    latencies: base.input(z.strictObject({ id })).output(batchLatencies),
  },
  incidents: {
    /** The last changed first; `before` is the last of the page before. */
    list: base
      .input(
        z.strictObject({
          states: z.array(incidentState).max(4).optional(),
          environments: z.array(environment).max(3).optional(),
          before: incidentRef.extend({ changedAt: time }).nullable(),
          limit: z.int().min(1).max(200),
        }),
      )
      .output(incidentPage),
    /** The newest 200 messages about it, the oldest of them first. */
    timeline: base.input(incidentRef).output(incidentTimeline),
    /** Acknowledges or resolves, with the key it has. Returns when the outcome is known, as `sends.send` does. */
    step: base.input(incidentStep).output(send),
    /**
     * Resolves what is not resolved, in those environments; each outcome as it comes. Production is never among them:
     * each of those goes through the guard by itself.
     */
    resolveAll: base
      .input(
        z.strictObject({
          environments: z
            .array(environment.exclude(['production']))
            .min(1)
            .max(2),
        }),
      )
      .output(eventIterator(resolveAllProgress)),
    /**
     * Sets, moves or (null) takes away the time at which it is resolved by itself. Nobody is asked then any more, so
     * the first time for a production destination goes through the guard.
     */
    setResolveAt: base
      .input(incidentRef.extend({ resolveAt: time.nullable(), guard: guardInput.optional() }))
      .output(incident),
    /** It is looked after elsewhere: it leaves the open list, and nothing is sent. */
    forget: base.input(incidentRef).output(nothing),
  },
  settings: {
    get: base.input(nothing).output(settingsStatus),
    set: base.input(settings).output(settingsStatus),
  },
  history: {
    /** Newest first; `before` is the id of the last row of the page before, with the same filter. */
    list: base
      .input(
        z.strictObject({
          before: id.nullable(),
          limit: z.int().min(1).max(200),
          filter: historyFilter.optional(),
        }),
      )
      .output(historyPage),
    /** How many match. Counted as far as 10,000, which takes longer than a page does. */
    count: base.input(z.strictObject({ filter: historyFilter })).output(historyPage.omit({ sends: true })),
    get: base.input(z.strictObject({ id })).output(send),
    /** Of the last `days` days, this one with them. */
    statistics: base.input(z.strictObject({ days: z.int().min(1).max(366) })).output(historyStatistics),
    /** Writes everything that matches to a new file in the data folder; `name` is below it. */
    export: base
      .input(z.strictObject({ filter: historyFilter, format: exportFormat }))
      .output(z.strictObject({ name: z.string(), sends: z.int(), bytes: z.int() })),
    retention: base.input(nothing).output(retention),
    /** Kept, and applied: returns how many sends were forgotten. */
    setRetention: base.input(retention).output(z.strictObject({ forgotten: z.int() })),
    filters: base.input(nothing).output(z.array(savedFilter)),
    /** Makes a new one or changes one; the caller makes the id. */
    saveFilter: base.input(savedFilter).output(savedFilter),
    removeFilter: base.input(z.strictObject({ id })).output(nothing),
    /** Somebody has read that the history is not the one of before; until then nothing is sent. */
    acceptCondition: base.input(nothing).output(appInfo),
  },
} as const;

export type Contract = typeof contract;
