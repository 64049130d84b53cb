import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient, onError, ORPCError } from '@orpc/server';
import { dataDirPath } from '#main/data-dir/data-dir.ts';
import { openEngine } from '#main/engine.ts';
import { logInternalError } from '#main/internal-error.ts';
import { takeEnvironmentSecrets } from '#main/secrets/environment.ts';
import type { Contract } from '#shared/contract/contract.ts';
import { explainError } from '#shared/contract/explain-error.ts';
import { VERSION } from '#shared/version.ts';
import { InputError } from './print.ts';
import type { GlobalOptions } from './program.ts';

export type Client = ContractRouterClient<Contract>;
export type Session = { readonly client: Client; readonly dataDir: string };

/**
 * Opens the engine in this process, through the router that the window uses, for one piece of work. What the contract
 * expects to go wrong becomes an `InputError` in words; so does a data directory that cannot be used.
 */
export async function withEngine<T>(
  options: GlobalOptions,
  work: (session: Session) => Promise<T>,
  { firesTimers = false }: { readonly firesTimers?: boolean } = {},
): Promise<T> {
  const dataDir = dataDirPath(options.dataDir);
  const environment = takeEnvironmentSecrets(process.env, new Date());
  const given = { dataDir, host: 'cli', version: VERSION, environment, firesTimers } as const;
  const engine = await openEngine(given).catch((error: unknown) => {
    throw new InputError(error instanceof Error ? error.message : String(error), { cause: error });
  });
  try {
    const client: Client = createRouterClient(engine.router, {
      context: {},
      interceptors: [onError(logInternalError(engine.log))],
    });
    return await work({ client, dataDir });
  } catch (error) {
    if (error instanceof ORPCError) throw new InputError(explainError(error), { cause: error });
    throw error;
  } finally {
    await engine.close();
  }
}
