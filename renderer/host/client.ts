import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Contract } from '#shared/contract/contract.ts';
import { electronLink } from './electron-link.ts';
import { webLink } from './web-link.ts';

export type Client = ContractRouterClient<Contract>;

/** The engine, through whichever host this page is in. */
export const client: Client = createORPCClient<Client>(
  globalThis.firedrill?.host === 'electron' ? electronLink() : webLink(),
);

/** The same as options for TanStack Query: `useQuery(api.secrets.list.queryOptions({ input: {} }))`. */
export const api = createTanstackQueryUtils(client);
