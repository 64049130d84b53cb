import type { Context, Router } from '@orpc/server';
import { type AppInfo, type Contract, liveRooms } from '#shared/contract/contract.ts';
import type { Live } from './live/live.ts';
import { type BatchRouteParts, batchRoutes } from './routes/batch-routes.ts';
import { type DestinationParts, destinationRoutes } from './routes/destination-routes.ts';
import { type HistoryParts, historyRoutes } from './routes/history-routes.ts';
import { type IncidentParts, incidentRoutes } from './routes/incident-routes.ts';
import { os } from './routes/os.ts';
import { secretRoutes } from './routes/secret-routes.ts';
import { type SettingsParts, settingsRoutes } from './routes/settings-routes.ts';
import { sendRoutes } from './routes/send-routes.ts';
import { type VaultParts, vaultRoutes } from './routes/vault-routes.ts';
import type { Drafts } from './workspace/drafts.ts';

export type Rooms = BatchRouteParts &
  DestinationParts &
  VaultParts &
  HistoryParts &
  IncidentParts &
  SettingsParts & {
    readonly info: AppInfo;
    readonly live: Live;
    readonly drafts: Drafts;
  };

export type EngineRouter = Router<Contract, Context>;

/** The contract, carried out once for every host. Input and output are parsed by the contract's own schemas. */
export function createRouter(rooms: Rooms): EngineRouter {
  const { live, secrets, drafts } = rooms;
  return os.router({
    app: {
      info: os.app.info.handler(() => rooms.appInfo()),
    },
    live: {
      updates: os.live.updates.handler(async function* ({ signal }) {
        const updates = live.updates(signal);
        for (const room of liveRooms) yield { room, id: null };
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
    sends: sendRoutes(rooms),
    batches: batchRoutes(rooms),
    history: historyRoutes(rooms),
    incidents: incidentRoutes(rooms),
    settings: settingsRoutes(rooms),
  });
}
