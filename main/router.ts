import type { Context, Router } from '@orpc/server';
import type { AppInfo, Contract } from '#shared/contract/contract.ts';
import type { Live } from './live/live.ts';
import { type DestinationParts, destinationRoutes } from './routes/destination-routes.ts';
import { type HistoryParts, historyRoutes } from './routes/history-routes.ts';
import { os } from './routes/os.ts';
import { secretRoutes } from './routes/secret-routes.ts';
import { sendRoutes } from './routes/send-routes.ts';
import { type VaultParts, vaultRoutes } from './routes/vault-routes.ts';
import type { Drafts } from './workspace/drafts.ts';

export type Rooms = DestinationParts &
  VaultParts &
  HistoryParts & {
    readonly info: AppInfo;
    readonly live: Live;
    readonly drafts: Drafts;
  };

export type EngineRouter = Router<Contract, Context>;

/** The contract, carried out once for every host. Input and output are parsed by the contract's own schemas. */
export function createRouter(rooms: Rooms): EngineRouter {
  const { info, live, secrets, drafts, sender } = rooms;
  return os.router({
    app: {
      info: os.app.info.handler(() => info),
    },
    live: {
      updates: os.live.updates.handler(async function* ({ signal }) {
        const updates = live.updates(signal);
        for (const room of ['destinations', 'secrets', 'drafts', 'history', 'vault'] as const) {
          yield { room, id: null };
        }
        yield* updates;
      }),
    },
    destinations: destinationRoutes(rooms),
    vault: vaultRoutes(rooms),
    secrets: secretRoutes(secrets, live),
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
    sends: sendRoutes(sender),
    history: historyRoutes(rooms),
  });
}
