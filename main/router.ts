import { implement } from '@orpc/server';
import { v7 as uuid } from 'uuid';
import { type AppInfo, contract } from '#shared/contract/contract.ts';
import { findProvider } from '#shared/providers/registry.ts';
import type { History } from './history/history.ts';
import type { Live } from './live/live.ts';
import type { Secrets } from './secrets/secrets.ts';
import type { Sender } from './send/sender.ts';
import type { Destinations } from './workspace/destinations.ts';
import type { Drafts } from './workspace/drafts.ts';

export type Rooms = {
  readonly info: AppInfo;
  readonly live: Live;
  readonly destinations: Destinations;
  readonly secrets: Secrets;
  readonly drafts: Drafts;
  readonly history: History;
  readonly sender: Sender;
};

export type EngineRouter = ReturnType<typeof createRouter>;

/** The contract, carried out once for every host. Input and output are parsed by the contract's own schemas. */
export function createRouter({ info, live, destinations, secrets, drafts, history, sender }: Rooms) {
  const os = implement(contract);
  return os.router({
    app: {
      info: os.app.info.handler(() => info),
    },
    live: {
      updates: os.live.updates.handler(async function* ({ signal }) {
        const updates = live.updates(signal);
        for (const room of ['destinations', 'secrets', 'drafts', 'history'] as const)
          yield { room, id: null };
        yield* updates;
      }),
    },
    destinations: {
      list: os.destinations.list.handler(() => destinations.list()),
      save: os.destinations.save.handler(({ input, errors }) => {
        const old = input.id === undefined ? undefined : destinations.find(input.id);
        if (input.id !== undefined && old === undefined)
          throw errors.NOT_FOUND({ data: { what: 'destination' } });
        if (old?.builtIn === true) throw errors.BUILT_IN({ data: { destination: old.name } });
        if (findProvider(input.provider) === undefined)
          throw errors.NOT_FOUND({ data: { what: 'destination' } });
        const { origin } = new URL(input.url);
        for (const id of Object.values(input.secrets)) {
          const secret = secrets.find(id);
          if (secret === undefined) continue;
          const { label, boundOrigin } = secret.meta;
          if (boundOrigin !== origin)
            throw errors.SECRET_ORIGIN_MISMATCH({ data: { label, boundOrigin, origin } });
        }
        const saved = destinations.save({ ...input, id: input.id ?? uuid() });
        live.changed('destinations', saved.id);
        return saved;
      }),
      remove: os.destinations.remove.handler(({ input, errors }) => {
        const old = destinations.find(input.id);
        if (old === undefined) throw errors.NOT_FOUND({ data: { what: 'destination' } });
        if (old.builtIn) throw errors.BUILT_IN({ data: { destination: old.name } });
        destinations.remove(input.id);
        live.changed('destinations', input.id);
        return {};
      }),
    },
    secrets: {
      list: os.secrets.list.handler(() => secrets.list()),
      set: os.secrets.set.handler(({ input, errors }) => {
        if (!URL.canParse(input.boundOrigin)) throw errors.NOT_FOUND({ data: { what: 'destination' } });
        const saved = secrets.set(input);
        if (saved === null) throw errors.NOT_FOUND({ data: { what: 'secret' } });
        live.changed('secrets', saved.id);
        return saved;
      }),
      remove: os.secrets.remove.handler(({ input, errors }) => {
        if (!secrets.remove(input.id)) throw errors.NOT_FOUND({ data: { what: 'secret' } });
        live.changed('secrets', input.id);
        return {};
      }),
    },
    drafts: {
      list: os.drafts.list.handler(() => drafts.list()),
      save: os.drafts.save.handler(({ input }) => {
        const saved = drafts.save(input);
        live.changed('drafts', saved.id);
        return saved;
      }),
      remove: os.drafts.remove.handler(({ input }) => {
        drafts.remove(input.id);
        live.changed('drafts', input.id);
        return {};
      }),
    },
    sends: {
      send: os.sends.send.handler(async ({ input, errors, signal }) => {
        const result = await sender.send(input, signal ?? new AbortController().signal);
        if (result.ok) return result.send;
        const { refusal } = result;
        switch (refusal.code) {
          case 'NOT_FOUND':
            throw errors.NOT_FOUND({ data: { what: refusal.what } });
          case 'INVALID_ALERT':
            throw errors.INVALID_ALERT({
              data: { findings: refusal.findings.map(({ path, message }) => ({ path: [...path], message })) },
            });
          case 'SECRET_MISSING':
            throw errors.SECRET_MISSING({ data: { slot: refusal.slot, label: refusal.label } });
          case 'SECRET_ORIGIN_MISMATCH': {
            const { label, boundOrigin, origin } = refusal;
            throw errors.SECRET_ORIGIN_MISMATCH({ data: { label, boundOrigin, origin } });
          }
          case 'CONFIRMATION_NEEDED':
            throw errors.CONFIRMATION_NEEDED({ data: { destination: refusal.destination } });
          case 'HISTORY_UNWRITABLE':
            throw errors.HISTORY_UNWRITABLE({ data: { detail: refusal.detail } });
        }
      }),
    },
    history: {
      list: os.history.list.handler(({ input }) => history.page(input.before, input.limit)),
      get: os.history.get.handler(({ input, errors }) => {
        const found = history.get(input.id);
        if (found === undefined) throw errors.NOT_FOUND({ data: { what: 'send' } });
        return found;
      }),
    },
  });
}
