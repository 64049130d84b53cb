import type { ORPCErrorConstructorMap } from '@orpc/server';
import type { errors } from '#shared/contract/contract.ts';

/** What a handler is given to throw with; the same for every call of the contract. */
export type ContractErrors = ORPCErrorConstructorMap<typeof errors>;
